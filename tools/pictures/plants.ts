import { hex, mix } from './colours.ts';
import { grid, join, type Mesh, moved, turned } from './mesh.ts';
import { type Part } from './render.ts';
import { ball, tube } from './solids.ts';
import { TURN, times, type Vec3 } from './vectors.ts';

/** Green that gets lighter from one height to another. */
export const foliage = (from: number, to: number, dark = '#3F6B4B', light = '#8FBF86') => {
  const [low, high] = [hex(dark), hex(light)];
  return (p: Vec3): Vec3 => mix(low, high, (p[2] - from) / (to - from));
};

const fleshyLeaf = (length: number): Mesh =>
  grid(
    (u, v) => {
      const wide = Math.sin(Math.PI * Math.min(1, v * 1.02)) ** 0.7;
      return [Math.cos(u * TURN) * wide * 3.4, Math.sin(u * TURN) * wide * 7.4, length * v];
    },
    16,
    14,
  );

/** A rosette of fleshy leaves whose middle stands at `height`. */
export const succulent = (height: number, leaves = 30): Part => ({
  mesh: join(
    ...times(leaves, (k) => {
      const angle = k * 2.39996;
      const radius = (6 + 5.51 * Math.sqrt(k)) * 0.55;
      const tilt = Math.min(1.15, 0.15 + k * 0.03);
      const rise = 24 * Math.exp(-k / 12) - 2;
      const leaf = turned(turned(fleshyLeaf(18 + k * 0.45), 'y', (tilt * 360) / TURN), 'z', (angle * 360) / TURN);
      return moved(leaf, [radius * Math.cos(angle), radius * Math.sin(angle), height + rise - 4]);
    }),
  ),
  colour: foliage(height - 2, height + 48),
  gloss: 0.12,
});

/** Round leaves on thin stalks that lean outwards. */
export const pilea = (height: number, spread: number, rise: number, leaves = 26): Part => {
  const stalks = times(leaves, (k) => {
    const angle = k * 2.39996;
    const out = 0.25 + 0.75 * Math.sqrt(k / leaves);
    const end: Vec3 = [
      Math.cos(angle) * spread * out,
      Math.sin(angle) * spread * out,
      height + rise * (1.08 - 0.72 * out * out),
    ];
    const stalk = tube(
      (t) => [end[0] * t * (0.4 + 0.6 * t), end[1] * t * (0.4 + 0.6 * t), height + (end[2] - height) * t],
      0.9,
      12,
      { sides: 6 },
    );
    const size = spread * (0.24 + (0.07 * ((k * 5) % 7)) / 7);
    const leaf = moved(
      turned(
        turned(ball(size, [0, 0, 0], { columns: 28, rows: 12, squash: 0.14 }), 'y', 18 + 42 * out),
        'z',
        (angle * 360) / TURN,
      ),
      end,
    );
    return join(stalk, leaf);
  });
  return { mesh: join(...stalks), colour: foliage(height, height + rise * 1.1, '#3A6B45', '#86BE7A'), gloss: 0.2 };
};

/** A bush of small leaves in the shape of a squashed ball. */
export const herb = (
  [x, y, z]: Vec3,
  radius: number,
  { leaf = 6, count = 90, dark = '#33633C', light = '#8CC06F' } = {},
): Part => ({
  mesh: join(
    ...times(count, (k) => {
      const up = 1 - (1.5 * (k + 0.5)) / count;
      const ring = Math.sqrt(Math.max(0, 1 - up * up));
      const angle = k * 2.39996;
      const reach = radius * (0.82 + (0.26 * ((k * 7) % 11)) / 11);
      const tilted = turned(
        turned(ball(leaf, [0, 0, 0], { columns: 14, rows: 8, squash: 0.22 }), 'y', 20 + 55 * (1 - up)),
        'z',
        (angle * 360) / TURN,
      );
      return moved(tilted, [
        x + ring * Math.cos(angle) * reach,
        y + ring * Math.sin(angle) * reach,
        z + radius * 0.75 + up * reach,
      ]);
    }),
    ...times(14, (k) => {
      const angle = k * 2.39996;
      return tube(
        (t) => [
          x + Math.cos(angle) * radius * 0.75 * t * t,
          y + Math.sin(angle) * radius * 0.75 * t * t,
          z + t * radius * (0.9 + 0.3 * (k % 3)),
        ],
        0.9,
        8,
        { sides: 6 },
      );
    }),
  ),
  colour: foliage(z, z + radius * 1.8, dark, light),
  gloss: 0.12,
});

/** Thin blades that spring from one place and bend outwards. */
export const chives = ([x, y, z]: Vec3, height: number, count = 120): Part => ({
  mesh: join(
    ...times(count, (k) => {
      const angle = k * 2.39996;
      const root = 24 * Math.sqrt(k / count);
      const lean = 4 + 26 * (k / count) * (0.6 + 0.4 * Math.sin(k * 3));
      const tall = height * (0.72 + (0.28 * ((k * 7) % 13)) / 12);
      return tube(
        (t) => {
          const out = root + lean * t * t;
          return [x + out * Math.cos(angle), y + out * Math.sin(angle) * 0.8, z + tall * t * (1 - 0.12 * t * t)];
        },
        (t) => 2.2 * (1 - t) ** 0.5 + 0.2,
        12,
        { sides: 7 },
      );
    }),
  ),
  colour: foliage(z, z + height, '#44704F', '#9DC79A'),
  gloss: 0.12,
});

/** Strings of round leaves that hang over the rim at `height`, from angle to angle in degrees. */
export const pearls = (radius: number, height: number, from: number, to: number, strings: number): Part => ({
  mesh: join(
    ...times(strings, (k) => {
      const angle = ((from + ((to - from) * (k + 0.5)) / strings) * TURN) / 360;
      const length = 7 + ((k * 5) % 9);
      return join(
        ...times(length, (j) => {
          const out = radius + 3 * Math.min(1, j / 2) + 1.4 * Math.sin(j * 1.9 + k);
          const swing = angle + 0.05 * Math.sin(j * 1.3 + k * 2);
          return ball(
            3.9 - j * 0.11,
            [out * Math.cos(swing), out * Math.sin(swing), height + 3 - j * 6.6 + (j === 0 ? -2 : 0)],
            {
              columns: 18,
              rows: 12,
            },
          );
        }),
      );
    }),
    ...times(40, (k) => {
      const angle = k * 2.39996;
      const out = Math.sqrt(k / 40) * (radius - 2);
      return ball(4.4, [out * Math.cos(angle), out * Math.sin(angle), height + 3 + ((k * 3) % 4)], {
        columns: 16,
        rows: 10,
      });
    }),
  ),
  colour: foliage(height - 80, height + 8, '#4E8157', '#9CC98F'),
  gloss: 0.25,
});
