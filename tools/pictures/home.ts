import { colours, hex, mix } from './colours.ts';
import { grid, join, type Mesh, moved, shifted, turned, upright } from './mesh.ts';
import { circle, roundedRectangle, shiftedOutline } from './outlines.ts';
import { chives, herb, pearls, pilea, succulent } from './plants.ts';
import { type Part, type Scene } from './render.ts';
import { ball, box, disc, extrude, hills, lathe, tube, vessel } from './solids.ts';
import { item, TURN, times, type Vec3 } from './vectors.ts';

const vases: Record<string, () => Scene> = {
  'twist-vase': () => ({
    parts: [
      {
        mesh: vessel(
          200,
          (t, angle) => (36 + 13 * Math.sin(Math.PI * (0.12 + t * 0.95)) - 6 * t) * (1 + 0.13 * Math.cos(5 * angle)),
          { twist: (t) => t * TURN * 0.55, columns: 300, rows: 220 },
        ),
        colour: colours.coral,
        layer: 2.1,
        gloss: 0.12,
      },
    ],
    azimuth: 20,
    elevation: 13,
  }),

  'ripple-vase': () => ({
    parts: [
      {
        mesh: vessel(
          170,
          (t) =>
            30 +
            24 * Math.sin(Math.PI * Math.min(1, t * 0.82 + 0.06)) ** 1.3 -
            4 * t +
            1.7 * Math.sin(TURN * t * 24) * Math.sin(Math.PI * t),
          { columns: 200, rows: 420 },
        ),
        colour: colours.sand,
        layer: 1.7,
        gloss: 0.08,
      },
    ],
    elevation: 16,
  }),

  'facet-bud-vase': () => {
    const radii = [24, 40, 45, 38, 24, 15, 13.5, 17];
    const heights = [0, 14, 34, 58, 80, 98, 116, 128];
    const wall = grid(
      (u, v) => {
        const ring = Math.round(v * 7);
        const r = item(radii, ring);
        return [r * Math.cos(u * TURN), r * Math.sin(u * TURN), item(heights, ring)];
      },
      9,
      7,
      { flat: true, stagger: true },
    );
    const rim = tube((t) => [16 * Math.cos(t * TURN), 16 * Math.sin(t * TURN), 127.6], 1.4, 90, { closed: true });
    return {
      parts: [{ mesh: join(wall, rim, disc(0, 13, 108, 110)), colour: colours.slate, layer: 1.8, gloss: 0.1 }],
      elevation: 15,
      azimuth: 12,
    };
  },

  'shell-vase': () => ({
    parts: [
      {
        mesh: vessel(
          150,
          (t, angle) =>
            (28 + 34 * Math.sin(Math.PI * (0.05 + t * 0.8)) ** 1.4) * (1 + 0.1 * Math.abs(Math.cos(4 * angle + t * 9))),
          { columns: 320, rows: 220, twist: (t) => t * t * 3.2 },
        ),
        colour: colours.ivory,
        layer: 1.8,
      },
    ],
    elevation: 15,
    azimuth: 30,
  }),
};

/** A candle in its glass cup, standing at a height. */
const tealight = (x: number, y: number, z: number): Part[] => [
  { mesh: moved(disc(19.4, 21, 0, 17, 80), [x, y, z]), colour: colours.clear, gloss: 0.7 },
  { mesh: moved(disc(0, 19, 0, 10, 80), [x, y, z]), colour: hex('#F6EEDD'), glow: [0.3, 0.19, 0.07] },
  {
    mesh: moved(
      lathe(
        [
          [0, 10],
          [2.6, 13],
          [3.4, 17],
          [2.6, 23],
          [1.2, 29],
          [0, 33],
        ],
        30,
      ),
      [x, y, z],
    ),
    colour: [1, 0.9, 0.6],
    glow: (p) => mix([1.2, 0.62, 0.12], [1.5, 1.2, 0.6], (z + 30 - p[2]) / 16),
    shadowless: true,
  },
];

const lighting: Record<string, () => Scene> = {
  'lattice-lamp': () => {
    const radius = (t: number) => 44 + 26 * Math.sin(Math.PI * (0.1 + t * 0.8));
    const [height, foot] = [150, 34];
    const at = (t: number, angle: number): Vec3 => [
      radius(t) * Math.cos(angle),
      radius(t) * Math.sin(angle),
      foot + t * height,
    ];
    const strut = (k: number, sense: number) =>
      tube((t) => at(t, (k / 14) * TURN + sense * t * 1.9), 2.5, 70, { sides: 8 });
    const ring = (t: number) => tube((s) => at(t, s * TURN), 3.2, 120, { closed: true });
    const lampLight = (p: Vec3, n: Vec3): Vec3 => {
      const d: Vec3 = [-p[0], -p[1], foot + height / 2 - p[2]];
      const facing = (n[0] * d[0] + n[1] * d[1] + n[2] * d[2]) / Math.hypot(...d);
      const k = Math.max(0, facing) * 0.9;
      return [k, k * 0.68, k * 0.3];
    };
    return {
      parts: [
        {
          mesh: join(...times(14, (k) => strut(k, 1)), ...times(14, (k) => strut(k, -1)), ring(0), ring(1)),
          colour: colours.ivory,
          layer: 1.8,
          glow: lampLight,
        },
        { mesh: join(disc(0, 40, 0, 8), disc(0, 13, 8, 44)), colour: colours.graphite, gloss: 0.2 },
        { mesh: ball(21, [0, 0, 92]), colour: [1, 1, 1], glow: [1.1, 0.78, 0.42], shadowless: true },
      ],
      azimuth: 10,
      elevation: 12,
    };
  },

  'moon-night-light': () => {
    const craters = times(60, (k) => {
      const z = 1 - (2 * (k + 0.5)) / 60;
      const r = Math.sqrt(1 - z * z);
      const angle = k * 2.39996 + (k % 7);
      return {
        at: [r * Math.cos(angle), r * Math.sin(angle), z] as Vec3,
        width: 0.07 + (0.2 * ((k * 7919) % 13)) / 13,
      };
    });
    const relief = (d: Vec3) => {
      let height = 2.2 * (hills(d[0] * 2 + 5, d[1] * 2 + d[2] * 2 + 5, 3) - 0.5);
      for (const { at, width } of craters) {
        const apart = Math.acos(Math.min(1, d[0] * at[0] + d[1] * at[1] + d[2] * at[2])) / width;
        if (apart < 1) height -= 2.2 * (1 - apart * apart) * width * 6;
        else if (apart < 1.5) height += 1.1 * (1.5 - apart) * width * 6;
      }
      return height;
    };
    return {
      parts: [
        {
          mesh: ball(62, [0, 0, 84], { bump: relief, columns: 300, rows: 170 }),
          colour: hex('#E9E2D0'),
          layer: 1.7,
          glow: (p) => {
            const k = 0.16 + (0.22 * Math.max(0, p[0] * -0.4 + 62)) / 124;
            return [k, k * 0.8, k * 0.48];
          },
        },
        {
          mesh: vessel(30, (t) => 40 - 12 * t, { columns: 120, rows: 20, wall: 8 }),
          colour: colours.birch,
          layer: 1.6,
        },
      ],
      elevation: 8,
      azimuth: 18,
    };
  },

  'pleat-pendant': () => {
    const fold = (x: number) => Math.abs((x % 1) - 0.5) * 4 - 1;
    return {
      parts: [
        {
          mesh: grid(
            (u, v) => {
              const r = (26 + 104 * v ** 0.8) * (1 + 0.055 * fold(u * 40));
              return [r * Math.cos(u * TURN), r * Math.sin(u * TURN), 180 - v * 120];
            },
            480,
            60,
          ),
          colour: colours.ivory,
          layer: 1.8,
          glow: (p, n) => (n[2] < -0.05 || Math.hypot(p[0], p[1]) < 10 ? [0.34, 0.24, 0.12] : [0.1, 0.06, 0.02]),
        },
        {
          mesh: join(
            disc(0, 22, 178, 192),
            tube((t) => [0, 0, 190 + t * 70], 2, 4),
          ),
          colour: colours.graphite,
        },
        { mesh: ball(24, [0, 0, 96]), colour: [1, 1, 1], glow: [1.3, 0.95, 0.55], shadowless: true },
      ],
      elevation: -6,
      azimuth: 8,
      shadow: 0,
    };
  },

  'tealight-set': () => {
    const holder = (height: number) =>
      vessel(
        height,
        (t, angle) => {
          // A hexagon with round corners that turns by a sixth on its way up.
          const a = (((angle + TURN) % (TURN / 6)) + TURN / 6) % (TURN / 6);
          return (27 / Math.cos(a - TURN / 12)) ** 0.8 * 27 ** 0.2 * (1 - 0.07 * Math.sin(Math.PI * t));
        },
        { wall: 5, columns: 240, rows: 90, floor: height - 12, twist: (t) => (t * TURN) / 12, lip: 0.4 },
      );
    const three = [
      [-58, 8, 46, colours.sand],
      [0, 20, 78, colours.slate],
      [58, 8, 110, colours.coral],
    ] as const;
    return {
      parts: three.flatMap(([x, y, height, colour]) => [
        { mesh: moved(holder(height), [x, y, 0]), colour, layer: 1.5 },
        ...tealight(x, y, height - 11),
      ]),
      elevation: 17,
      azimuth: -12,
    };
  },
};

const planters: Record<string, () => Scene> = {
  'geo-planter': () => {
    const radii = [34, 52, 56, 48];
    const heights = [6, 34, 66, 92];
    const pot = grid(
      (u, v) => {
        const ring = Math.round(v * 3);
        const r = item(radii, ring);
        return [r * Math.cos(u * TURN), r * Math.sin(u * TURN), item(heights, ring)];
      },
      10,
      3,
      { flat: true, stagger: true },
    );
    const saucerRim = tube((t) => [64 * Math.cos(t * TURN), 64 * Math.sin(t * TURN), 5], 3, 120, {
      sides: 8,
      closed: true,
    });
    return {
      parts: [
        { mesh: join(pot, disc(0, 66, 0, 4), saucerRim), colour: colours.white, layer: 1.7 },
        { mesh: disc(0, 47, 84, 88), colour: colours.soil },
        succulent(86),
      ],
      elevation: 20,
      azimuth: 15,
    };
  },

  'self-watering-planter': () => {
    const outer = vessel(70, (t) => 52 + 6 * t, { wall: 4, columns: 200, rows: 60 });
    const inner = vessel(52, (t, angle) => (51 + 7 * t) * (1 + 0.018 * Math.cos(36 * angle)), {
      wall: 3,
      columns: 432,
      rows: 60,
    });
    return {
      parts: [
        { mesh: outer, colour: colours.slate, layer: 1.6 },
        { mesh: moved(inner, [0, 0, 72]), colour: colours.white, layer: 1.6 },
        // The float that shows how much water is left, in its guide on the front of the reservoir.
        {
          mesh: moved(upright(extrude(roundedRectangle(12, 52, 6), 0, 4, 0.8)), [0, -55, 38]),
          colour: hex('#D5E3E8'),
          gloss: 0.6,
        },
        { mesh: ball(4.6, [0, -59.5, 44], { columns: 40, rows: 24 }), colour: colours.coral, gloss: 0.5 },
        { mesh: disc(0, 55, 112, 116), colour: colours.soil },
        pilea(114, 66, 96),
      ],
      elevation: 15,
      azimuth: 14,
    };
  },

  'wall-planter': () => {
    const pot = grid(
      (u, v) => {
        const angle = Math.PI + u * Math.PI;
        const r = 30 + 24 * Math.sin((v * 0.85 + 0.08) * Math.PI * 0.62);
        return [r * Math.cos(angle) * (1 + 0.02 * Math.cos(24 * angle)), r * Math.sin(angle), 92 * v];
      },
      240,
      60,
      { closed: false },
    );
    const back = upright(extrude(shiftedOutline(roundedRectangle(108, 150, 26), 0, 75), 0, 6, 1));
    return {
      parts: [
        { mesh: moved(back, [0, 6, 0]), colour: colours.sand, layer: 1.7 },
        { mesh: moved(pot, [0, 0, 6]), colour: colours.sand, layer: 1.7 },
        { mesh: moved(box(0, 0, 60, 52, 0, 6, 1.4), [0, -22, 0]), colour: colours.coral, layer: 1.5 },
        { mesh: moved(upright(disc(0, 7, 0, 2.5, 60)), [0, -0.4, 132]), colour: colours.steel, metal: 0.7, gloss: 0.5 },
        {
          mesh: moved(
            extrude(
              circle(50, 80).filter(([, y]) => y <= 0.1),
              86,
              90,
            ),
            [0, 0, 0],
          ),
          colour: colours.soil,
        },
        pearls(50, 94, 190, 350, 9),
      ],
      elevation: 10,
      azimuth: 22,
    };
  },

  'herb-trough': () => {
    const rim = roundedRectangle(300, 112, 30, 14);
    const wall = (inset: number, from: number, to: number): Mesh =>
      grid(
        (u, v) => {
          const k = Math.round(u * rim.length) % rim.length;
          const [x, y] = item(rim, k);
          const out = 1 - 0.06 * (1 - v) - inset / 150;
          return [x * out, y * out, from + (to - from) * v];
        },
        rim.length,
        24,
      );
    const fluted = join(
      ...times(46, (k) => {
        const x = -138 + (k * 276) / 45;
        return join(
          tube((t) => [x * (0.94 + 0.06 * t), -53 - 3.2 * t, 4 + 84 * t], 2.7, 4, { sides: 10 }),
          tube((t) => [x * (0.94 + 0.06 * t), 53 + 3.2 * t, 4 + 84 * t], 2.7, 4, { sides: 10 }),
        );
      }),
    );
    const edge = tube(
      (t) => {
        const [x, y] = item(rim, Math.round(t * rim.length) % rim.length);
        return [x, y, 92];
      },
      4,
      rim.length,
      { closed: true },
    );
    const pot = vessel(78, (t) => 34 + 8 * t, { columns: 120, rows: 30 });
    return {
      parts: [
        { mesh: join(wall(0, 0, 92), wall(6, 0, 92), fluted, edge), colour: colours.ivory, layer: 1.7 },
        { mesh: extrude(roundedRectangle(280, 100, 26), 2, 8), colour: colours.ivory },
        ...[-96, 0, 96].map((x): Part => ({ mesh: moved(pot, [x, 0, 8]), colour: hex('#B9714F') })),
        ...[-96, 0, 96].map((x): Part => ({ mesh: moved(disc(0, 39, 76, 80), [x, 0, 0]), colour: colours.soil })),
        herb([-96, 0, 80], 46, { leaf: 13, count: 80 }),
        chives([0, 0, 80], 118),
        herb([96, 0, 80], 44, { leaf: 7.5, count: 190, dark: '#3B6B2F', light: '#9CCB5D' }),
      ],
      elevation: 18,
      azimuth: 20,
    };
  },
};

/** Three strands around a ring, one passing the other as in a plait. */
const plait = (radius: number, width: number, strand: number, colour: Vec3, turn: (mesh: Mesh) => Mesh): Part => ({
  mesh: turn(
    join(
      ...times(3, (k) =>
        tube(
          (t) => {
            const phase = t * TURN * 8 + (k * TURN) / 3;
            const r = radius + 2.6 * Math.sin(2 * phase);
            return [r * Math.cos(t * TURN), r * Math.sin(t * TURN), width * Math.sin(phase)];
          },
          strand,
          420,
          { sides: 10, closed: true },
        ),
      ),
    ),
  ),
  colour,
  layer: 1.2,
});

const tableware: Record<string, () => Scene> = {
  'coaster-set': () => {
    const tones = ['#3F5F4F', '#5E7B4F', '#8C9A5B', '#C9B27A', '#E2CFA6', '#F4EEE2'];
    return {
      parts: tones.map((tone, i) => {
        const size = 1 - i * 0.145;
        const outline = times(200, (j) => {
          const a = (j / 200) * TURN;
          const r =
            (52 + 7 * Math.sin(2 * a + 0.6) + 4.5 * Math.sin(3 * a + 2 + i * 0.25) + 2 * Math.sin(5 * a - i * 0.4)) *
            size;
          return [r * Math.cos(a) + i * 2.2, r * Math.sin(a) - i * 1.4] as const;
        });
        return { mesh: extrude(outline, i * 7, i * 7 + 6.4, 0.6), colour: hex(tone), layer: 1.6 };
      }),
      elevation: 30,
      azimuth: -25,
    };
  },

  'napkin-rings': () => {
    const stood = (x: number, y: number, turn: number) => (mesh: Mesh) =>
      moved(turned(upright(mesh), 'z', turn), [x, y, 31]);
    const cloth = grid(
      (u, v) => {
        const s = (v - 0.5) * 2;
        const flare = 13 + 17 * Math.abs(s) ** 1.6;
        const a = u * TURN;
        const fold = 1 + 0.16 * Math.sin(9 * a) * Math.abs(s) + 0.05 * Math.sin(4 * a + s * 3);
        return [s * 92, flare * fold * Math.cos(a), Math.max(1, 31 + flare * fold * Math.sin(a) * 0.72 - 9 * s * s)];
      },
      220,
      90,
    );
    return {
      parts: [
        { mesh: moved(turned(cloth, 'z', 12), [-8, 34, 0]), colour: hex('#E8EDEB') },
        plait(26, 9, 4.3, colours.slate, (mesh) => moved(turned(turned(mesh, 'y', 90), 'z', 12), [-8, 34, 31])),
        plait(26, 9, 4.3, colours.coral, stood(-66, -34, 24)),
        plait(26, 9, 4.3, colours.sand, (mesh) => moved(mesh, [4, -52, 14])),
        plait(26, 9, 4.3, colours.moss, stood(72, -30, -28)),
      ],
      elevation: 22,
      azimuth: -8,
    };
  },

  'fruit-bowl': () => {
    const radius = (t: number) => 58 + 142 * t ** 0.62;
    const height = (t: number) => 6 + 96 * t ** 1.25;
    const rib = (k: number, sense: number) =>
      tube(
        (t) => {
          const angle = (k / 22) * TURN + sense * t * 1.25;
          return [radius(t) * Math.cos(angle), radius(t) * Math.sin(angle), height(t)];
        },
        4.2,
        60,
        { sides: 10 },
      );
    const ring = (t: number, thick: number) =>
      tube((s) => [radius(t) * Math.cos(s * TURN), radius(t) * Math.sin(s * TURN), height(t)], thick, 160, {
        closed: true,
      });
    const dimple = (d: Vec3) => (Math.abs(d[2]) > 0.8 ? -10 * (Math.abs(d[2]) - 0.8) ** 1.2 * 6 : 0);
    const apple = (x: number, y: number, z: number, colour: Vec3, lean: number): Part[] => [
      {
        mesh: moved(turned(ball(40, [0, 0, 0], { bump: dimple, squash: 0.94 }), 'x', lean), [x, y, z]),
        colour: (p) => mix(colour, hex('#D9B44A'), 0.55 * hills((p[0] + p[1]) * 0.05, p[2] * 0.02, 8) + 0.02),
        gloss: 0.4,
      },
      {
        mesh: moved(
          turned(
            tube((t) => [3 * t * t, 0, 26 + 22 * t], 1.8, 8),
            'x',
            lean,
          ),
          [x, y, z],
        ),
        colour: hex('#5A4230'),
      },
    ];
    return {
      parts: [
        {
          mesh: join(
            ...times(22, (k) => rib(k, 1)),
            ...times(22, (k) => rib(k, -1)),
            ring(0, 5),
            ring(1, 6),
            disc(0, 60, 0, 8),
          ),
          colour: colours.white,
          layer: 2.4,
        },
        ...apple(-62, -52, 76, hex('#B5302B'), -20),
        ...apple(30, 78, 84, hex('#8FA83C'), 10),
        { mesh: ball(42, [62, -34, 80]), colour: hex('#E98A2B'), gloss: 0.3 },
        { mesh: ball(40, [-60, 48, 78]), colour: hex('#E5832A'), gloss: 0.3 },
        { mesh: ball(41, [2, -2, 124]), colour: hex('#EC9234'), gloss: 0.3 },
        {
          mesh: moved(
            turned(
              turned(ball(30, [0, 0, 0], { bump: (d) => 12 * Math.abs(d[2]) ** 6, squash: 1.2 }), 'y', 78),
              'z',
              -30,
            ),
            [6, -96, 88],
          ),
          colour: hex('#EFCB3C'),
          gloss: 0.3,
        },
      ],
      elevation: 24,
      azimuth: 10,
    };
  },

  'bread-basket': () => {
    const loops = times(17, (k) => {
      const radius = 66 + 44 * (k / 16) ** 0.7;
      return tube(
        (s) => {
          const a = s * TURN;
          const wave = Math.sin(a * 26 + (k % 2) * Math.PI) * 4.4;
          return [(radius * 1.25 + wave) * Math.cos(a), (radius + wave) * Math.sin(a), 5 + k * 4.9];
        },
        3.1,
        420,
        { sides: 8, closed: true },
      );
    });
    const linen = grid(
      (u, v) => {
        const a = u * TURN;
        const r = 58 + 40 * v ** 0.7;
        return [r * 1.25 * Math.cos(a), r * Math.sin(a), 5 + v * 78 + Math.sin(a * 9) * 2 * v];
      },
      180,
      30,
    );
    return {
      parts: [
        { mesh: join(...loops, disc(0, 66, 0, 4)), colour: colours.birch, layer: 1.4 },
        { mesh: linen, colour: hex('#E9E4D8') },
      ],
      elevation: 24,
      azimuth: 25,
    };
  },

  'egg-cups': () => {
    const cup = vessel(58, (t) => 16 + 24.7 * Math.abs(t - 0.34) ** 1.05, { columns: 160, rows: 90, wall: 2.6 });
    const leaning = (sense: number) =>
      shifted(cup, (p) => [sense * 15 * Math.sin((Math.PI * p[2]) / 58) * (1 - p[2] / 116), 0, 0]);
    const egg = (x: number) =>
      grid(
        (u, v) => {
          const b = (v - 0.5) * Math.PI;
          const r = 21.5 * Math.cos(b) * (1 - 0.12 * Math.sin(b));
          return [x + r * Math.cos(u * TURN), r * Math.sin(u * TURN), 66 + Math.sin(b) * 28];
        },
        100,
        60,
      );
    return {
      parts: [
        { mesh: moved(leaning(-1), [-38, 0, 0]), colour: colours.coral, layer: 1.5 },
        { mesh: moved(leaning(1), [38, 0, 0]), colour: colours.sky, layer: 1.5 },
        { mesh: egg(-38), colour: hex('#F3E3CF'), gloss: 0.1 },
        { mesh: egg(38), colour: hex('#E9CDAE'), gloss: 0.1 },
      ],
      elevation: 10,
      azimuth: 8,
    };
  },
};

export const homeScenes = { ...vases, ...lighting, ...planters, ...tableware };
