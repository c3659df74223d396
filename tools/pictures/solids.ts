import { grid, join, type Mesh, mesh, moved } from './mesh.ts';
import { counterClockwise, inset, type Outline, triangulate } from './outlines.ts';
import { cross, item, sub, TURN, times, unit, type Vec3 } from './vectors.ts';

interface VesselOptions {
  readonly wall?: number;
  readonly columns?: number;
  readonly rows?: number;
  /** The angle in radians by which the height's part `t` is turned. */
  readonly twist?: (t: number) => number;
  readonly floor?: number;
  /** How far the rim is rounded upwards. */
  readonly lip?: number;
}

/**
 * A vessel: outer wall up, rim, inner wall down, floor.
 * @param radius of the outside at the height's part `t` (0 to 1) and an angle in radians
 */
export function vessel(
  height: number,
  radius: (t: number, angle: number) => number,
  { wall = 2.4, columns = 220, rows = 160, twist = () => 0, floor = 4, lip = 1 }: VesselOptions = {},
): Mesh {
  const at = (u: number, t: number, inwards: number): Vec3 => {
    const angle = u * TURN + twist(t);
    const r = Math.max(0.01, radius(t, u * TURN) - inwards);
    return [r * Math.cos(angle), r * Math.sin(angle), t * height];
  };
  const shrunk = ([x, y]: Vec3, part: number, z: number): Vec3 => [x * part, y * part, z];
  return join(
    grid((u, v) => at(u, v, 0), columns, rows),
    grid(
      (u, v) => {
        const [x, y, z] = at(u, 1, v * wall);
        return [x, y, z + Math.sin(v * Math.PI) * lip];
      },
      columns,
      6,
    ),
    grid((u, v) => at(u, 1 - v * (1 - floor / height), wall), columns, Math.round(rows / 2)),
    grid((u, v) => shrunk(at(u, floor / height, wall), 1 - v, floor), columns, 2),
    grid((u, v) => shrunk(at(u, 0, 0), v, 0), columns, 2),
  );
}

/** A round bar along a path; the radius may change on its way. */
export function tube(
  path: (t: number) => Vec3,
  radius: number | ((t: number) => number),
  steps: number,
  { sides = 10, closed = false }: { readonly sides?: number; readonly closed?: boolean } = {},
): Mesh {
  const points = times(steps + 1, (i) => path(i / steps));
  return grid(
    (u, v) => {
      const i = Math.round(v * steps);
      const before = item(points, closed ? (i - 1 + steps) % steps : Math.max(0, i - 1));
      const after = item(points, closed ? (i + 1) % steps : Math.min(steps, i + 1));
      const heading = unit(sub(after, before));
      const x = unit(cross(heading, Math.abs(heading[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1]));
      const y = cross(heading, x);
      const r = typeof radius === 'function' ? radius(v) : radius;
      const [c, s] = [Math.cos(u * TURN) * r, Math.sin(u * TURN) * r];
      const [px, py, pz] = item(points, i);
      return [px + x[0] * c + y[0] * s, py + x[1] * c + y[1] * s, pz + x[2] * c + y[2] * s];
    },
    sides,
    steps,
  );
}

/** A straight bar with round ends. */
export const rod = (from: Vec3, to: Vec3, radius: number, sides = 20): Mesh =>
  join(
    tube((t) => [0, 1, 2].map((k) => item(from, k) + (item(to, k) - item(from, k)) * t) as unknown as Vec3, radius, 2, {
      sides,
    }),
    ball(radius, from, { columns: sides, rows: 8 }),
    ball(radius, to, { columns: sides, rows: 8 }),
  );

interface BallOptions {
  /** How far a direction's point lies outside the ball. */
  readonly bump?: (direction: Vec3) => number;
  readonly columns?: number;
  readonly rows?: number;
  readonly squash?: number;
}

export const ball = (
  radius: number,
  [x, y, z]: Vec3,
  { bump = () => 0, columns = 120, rows = 70, squash = 1 }: BallOptions = {},
): Mesh =>
  grid(
    (u, v) => {
      const [a, b] = [u * TURN, (v - 0.5) * Math.PI];
      const d: Vec3 = [Math.cos(b) * Math.cos(a), Math.cos(b) * Math.sin(a), Math.sin(b)];
      const r = radius + bump(d);
      return [x + d[0] * r, y + d[1] * r, z + d[2] * r * squash];
    },
    columns,
    rows,
  );

/** A round plate, or a ring where `inner` is not 0. */
export const disc = (inner: number, outer: number, z0: number, z1: number, columns = 160): Mesh =>
  lathe([[inner, z0], [outer, z0], [outer, z1], [inner, z1], ...(inner > 0 ? [[inner, z0] as const] : [])], columns);

/** What a profile of radius and height makes when it turns about the upright axis; edges above 35 degrees stay sharp. */
export function lathe(profile: Outline, columns = 160): Mesh {
  const runs: (readonly [number, number])[][] = [];
  profile.forEach((point, k) => {
    const before = item(profile, Math.max(0, k - 1));
    const after = item(profile, Math.min(profile.length - 1, k + 1));
    const bend = Math.abs(
      Math.atan2(after[1] - point[1], after[0] - point[0]) - Math.atan2(point[1] - before[1], point[0] - before[0]),
    );
    runs.at(-1)?.push(point);
    const isSharp = Math.min(bend, TURN - bend) > 0.61;
    if (k === 0 || (isSharp && k < profile.length - 1)) runs.push([point]);
  });
  return join(
    ...runs.map((run) =>
      grid(
        (u, v) => {
          const [r, z] = item(run, Math.round(v * (run.length - 1)));
          const radius = Math.max(0.001, r);
          return [radius * Math.cos(u * TURN), radius * Math.sin(u * TURN), z];
        },
        columns,
        Math.max(1, run.length - 1),
      ),
    ),
  );
}

/** A straight solid over an outline; `bevel` takes the upper edge off. */
export function extrude(outline: Outline, z0: number, z1: number, bevel = 0): Mesh {
  const base = counterClockwise(outline);
  const top = bevel > 0 ? inset(base, bevel) : base;
  const cap = (line: Outline, z: number) =>
    mesh(
      line.map(([x, y]) => [x, y, z]),
      triangulate(line),
      true,
    );
  const wall = (low: Outline, from: number, high: Outline, to: number) =>
    grid(
      (u, v) => {
        const [x, y] = item(v === 0 ? low : high, Math.round(u * base.length) % base.length);
        return [x, y, v === 0 ? from : to];
      },
      base.length,
      1,
      { flat: true },
    );
  return join(
    cap(top, z1),
    cap(base, z0),
    wall(base, z0, base, z1 - bevel),
    ...(bevel > 0 ? [wall(base, z1 - bevel, top, z1)] : []),
  );
}

/** A block around x and y, from z0 to z1. */
export const box = (x: number, y: number, width: number, depth: number, z0: number, z1: number, bevel = 0): Mesh =>
  moved(
    extrude(
      [
        [-width / 2, -depth / 2],
        [width / 2, -depth / 2],
        [width / 2, depth / 2],
        [-width / 2, depth / 2],
      ],
      z0,
      z1,
      bevel,
    ),
    [x, y, 0],
  );

/** Smooth noise from 0 to 1 without a generator of chance: the same everywhere. */
export function noise(x: number, y: number, seed = 1): number {
  const hash = (i: number, j: number) => {
    let k = (i * 374_761_393 + j * 668_265_263 + seed * 1_442_695_041) | 0;
    k = Math.imul(k ^ (k >>> 13), 1_274_126_177);
    return ((k ^ (k >>> 16)) >>> 0) / 2 ** 32;
  };
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number) => t * t * (3 - 2 * t);
  const [u, v] = [ease(x - i), ease(y - j)];
  const [a, b, c, d] = [hash(i, j), hash(i + 1, j), hash(i, j + 1), hash(i + 1, j + 1)];
  return (a + (b - a) * u) * (1 - v) + (c + (d - c) * u) * v;
}

/** Noise of five octaves: hills with smaller hills on them. */
export function hills(x: number, y: number, seed = 1): number {
  let [sum, height, scale] = [0, 0.5, 1];
  for (let octave = 0; octave < 5; octave += 1) {
    sum += height * noise(x * scale, y * scale, seed + octave);
    height *= 0.5;
    scale *= 2.03;
  }
  return sum;
}
