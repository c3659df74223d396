import { colours, hex, mix } from './colours.ts';
import { grid, join, type Mesh, moved, scaled, turned, upright } from './mesh.ts';
import { arc, circle, type Outline, polygon, roundedRectangle, shiftedOutline, stroke } from './outlines.ts';
import { type Part, type Scene } from './render.ts';
import { ball, box, disc, extrude, hills, lathe, noise, rod, tube, vessel } from './solids.ts';
import { item, TURN, times, type Vec3 } from './vectors.ts';

const smooth = (t: number) => {
  const k = Math.min(1, Math.max(0, t));
  return k * k * (3 - 2 * k);
};

const tree = (x: number, y: number, size: number, z = 6): Mesh =>
  join(
    tube((t) => [x, y, z + t * size], size * 0.1, 2, { sides: 8 }),
    ball(size * 0.62, [x, y, z + size * 1.25], { columns: 24, rows: 16 }),
  );

const architecture: Record<string, () => Scene> = {
  'site-model': () => {
    const gabled = (x: number, y: number, w: number, d: number, h: number, along: 'x' | 'y'): Mesh => {
      const [span, length] = along === 'x' ? [d, w] : [w, d];
      const section: Outline = [
        [-span / 2, 0],
        [span / 2, 0],
        [span / 2, h],
        [0, h + span * 0.4],
        [-span / 2, h],
      ];
      const body = upright(extrude(section, -length / 2, length / 2));
      return moved(along === 'x' ? turned(body, 'z', 90) : body, [x, y, 6]);
    };
    const flat = (x: number, y: number, w: number, d: number, h: number) =>
      join(
        box(x, y, w, d, 6, 6 + h),
        box(x, y, w - 4, d - 4, 6 + h, 7.4 + h),
        box(x + w * 0.2, y, 7, 7, 6 + h, 11 + h),
      );
    const around = join(
      gabled(-72, 68, 40, 24, 26, 'x'),
      gabled(-72, 38, 24, 30, 22, 'y'),
      gabled(-26, 72, 44, 22, 30, 'x'),
      flat(28, 70, 46, 26, 46),
      gabled(76, 62, 24, 44, 24, 'y'),
      flat(-76, -8, 30, 40, 34),
      gabled(-76, -60, 26, 44, 22, 'y'),
      gabled(-34, -76, 44, 22, 24, 'x'),
      gabled(18, -78, 42, 20, 20, 'x'),
      flat(74, -66, 34, 36, 28),
      flat(78, -8, 28, 46, 58),
    );
    const own = join(
      box(-4, 4, 62, 34, 6, 40),
      box(-18, 18, 34, 40, 6, 26),
      box(-4, 4, 56, 28, 40, 41.5),
      ...times(5, (k) => box(-28 + k * 12, -13.4, 6, 1.2, 14, 34)),
    );
    return {
      parts: [
        { mesh: extrude(roundedRectangle(210, 200, 4), 0, 6, 0.8), colour: hex('#D9D6CC'), layer: 2 },
        { mesh: around, colour: colours.white, layer: 2 },
        { mesh: own, colour: colours.coral, layer: 2 },
        {
          mesh: join(
            tree(-34, -38, 8),
            tree(-14, -42, 9),
            tree(8, -40, 8),
            tree(30, -42, 9),
            tree(44, -20, 8),
            tree(46, 30, 9),
            tree(-44, 34, 8),
            tree(34, 36, 8),
          ),
          colour: hex('#A9B8A0'),
          layer: 2,
        },
      ],
      elevation: 33,
      azimuth: 28,
    };
  },

  'facade-panel': () => {
    const plate = box(0, 0, 210, 297, 0, 9, 1);
    const arch = (x: number, y: number, w: number, h: number): Outline =>
      shiftedOutline([[w / 2, -h / 2], ...arc(w / 2, 0, 180, 24, 0, h / 2 - w / 2), [-w / 2, -h / 2]], x, y);
    const framed = (x: number, y: number, w: number, h: number): { stone: Mesh; pane: Mesh } => ({
      stone: join(
        extrude(arch(x, y, w + 12, h + 12), 9, 13, 0.8),
        box(x, y - h / 2 - 7, w + 24, 6, 9, 19, 0.8),
        moved(extrude(polygon(4, 9, 45), 12, 19, 1), [x, y + h / 2 + 2, 0]),
      ),
      pane: join(extrude(arch(x, y, w, h), 13, 13.4)),
    });
    const bars = (x: number, y: number, w: number, h: number) =>
      join(
        box(x, y, 2.4, h - 4, 13, 16),
        box(x, y - h * 0.12, w - 3, 2.4, 13, 16),
        box(x, y + h * 0.2, w - 3, 2.4, 13, 16),
      );
    const windows = [-62, 0, 62].flatMap((x): (readonly [number, number, number, number])[] => [
      [x, 74, 36, 66],
      [x, -26, 36, 78],
    ]);
    const made = windows.map(([x, y, w, h]) => framed(x, y, w, h));
    const base = join(
      ...times(3, (row) =>
        times(6, (k) => {
          const x = -88 + k * 35 + (row % 2) * 17 - 8;
          return box(Math.max(-86, Math.min(86, x)), -132 + row * 17, 31, 14, 9, 15, 2);
        }),
      ).flat(),
    );
    const dentils = times(19, (k) => box(-94.5 + k * 10.5, 127, 6, 6, 9, 18, 0.6));
    return {
      parts: [
        {
          mesh: moved(
            upright(
              join(
                plate,
                ...made.map(({ stone }) => stone),
                ...windows.map((window) => bars(...window)),
                base,
                box(0, 24, 210, 6, 9, 16, 1.5),
                box(0, -82, 210, 8, 9, 17, 1.5),
                box(0, 138, 210, 13, 9, 24, 2),
                ...dentils,
              ),
            ),
            [0, 0, 148.5],
          ),
          colour: hex('#E3D6BE'),
          layer: 2.4,
        },
        {
          mesh: moved(upright(join(...made.map(({ pane }) => pane))), [0, 0, 148.5]),
          colour: hex('#75818A'),
          gloss: 0.5,
        },
        { mesh: join(box(-70, 8, 16, 90, 0, 10, 1), box(70, 8, 16, 90, 0, 10, 1)), colour: colours.graphite },
      ],
      elevation: 12,
      azimuth: 30,
    };
  },

  'terrain-relief': () => {
    const height = (x: number, y: number) => {
      const away = Math.hypot(x - 0.55, y - 0.5);
      const ridge = 1 - Math.abs(hills(x * 2.2 + 4, y * 2.2 + 1, 11) - 0.5) * 2;
      const fine = hills(x * 6, y * 6, 31);
      return 9 + 96 * Math.max(0, 1 - away * 1.5) ** 1.25 * (0.35 + 0.65 * ridge ** 2) + 16 * fine;
    };
    const top = grid((u, v) => [(u - 0.5) * 180, (v - 0.5) * 180, height(u, v)], 180, 180, { closed: false });
    const side = (edge: (u: number) => readonly [number, number]) =>
      grid(
        (u, v) => {
          const [x, y] = edge(u);
          return [(x - 0.5) * 180, (y - 0.5) * 180, v * height(x, y)];
        },
        180,
        1,
        { closed: false, flat: true },
      );
    return {
      parts: [
        {
          mesh: top,
          colour: (p) => {
            const t = Math.min(1, p[2] / 92);
            const rock = mix(colours.moss, colours.sand, smooth((t - 0.18) / 0.3));
            return mix(rock, hex('#F1F2EE'), smooth((t - 0.55) / 0.25));
          },
          layer: 2.4,
        },
        {
          mesh: join(
            side((u) => [u, 0]),
            side((u) => [1, u]),
            side((u) => [1 - u, 1]),
            side((u) => [0, 1 - u]),
          ),
          colour: hex('#3E474D'),
          layer: 2.4,
        },
      ],
      elevation: 30,
      azimuth: 32,
    };
  },

  'floor-plan-model': () => {
    const wall = (x0: number, y0: number, x1: number, y1: number) =>
      box((x0 + x1) / 2, (y0 + y1) / 2, Math.abs(x1 - x0) + 5, Math.abs(y1 - y0) + 5, 5, 44);
    const low = (x0: number, y0: number, x1: number, y1: number) =>
      box((x0 + x1) / 2, (y0 + y1) / 2, Math.abs(x1 - x0) + 5, Math.abs(y1 - y0) + 5, 5, 18);
    const walls = join(
      wall(-100, 70, 100, 70),
      wall(-100, -70, -100, 70),
      wall(100, -70, 100, 10),
      low(100, 10, 100, 46),
      wall(100, 46, 100, 70),
      wall(-100, -70, -70, -70),
      low(-70, -70, -20, -70),
      wall(-20, -70, 20, -70),
      wall(48, -70, 100, -70),
      wall(-20, 70, -20, 24),
      wall(-100, 6, -62, 6),
      wall(-36, 6, 6, 6),
      wall(34, 6, 100, 6),
      wall(48, 6, 48, -18),
      wall(48, -44, 48, -70),
    );
    const bed = join(
      box(-74, 46, 38, 44, 5, 14, 1.5),
      box(-84, 60, 14, 10, 14, 17, 1),
      box(-64, 60, 14, 10, 14, 17, 1),
    );
    const sofa = join(
      box(-68, -48, 56, 20, 5, 13, 1.5),
      box(-68, -57, 56, 6, 13, 22, 1.5),
      box(-94, -46, 6, 22, 13, 18, 1),
      box(-42, -46, 6, 22, 13, 18, 1),
    );
    const table = join(
      moved(disc(0, 17, 19, 22, 60), [52, 40, 0]),
      rod([52, 40, 5], [52, 40, 19], 2.5),
      ...times(4, (k) => {
        const a = (k / 4 + 0.125) * TURN;
        return box(52 + 27 * Math.cos(a), 40 + 27 * Math.sin(a), 9, 9, 5, 14, 1);
      }),
    );
    const kitchen = join(box(2, 60, 34, 13, 5, 21, 0.8), box(80, -30, 30, 52, 5, 6), box(88, -56, 16, 18, 5, 14, 1.5));
    return {
      parts: [
        { mesh: box(0, 0, 216, 156, 0, 5, 0.8), colour: hex('#C9A577'), layer: 1.8 },
        { mesh: walls, colour: colours.white, layer: 1.8 },
        { mesh: join(bed, sofa), colour: colours.coral, layer: 1.8 },
        { mesh: join(table, kitchen), colour: colours.slate, layer: 1.8 },
        { mesh: moved(extrude(circle(24, 60), 5, 6), [-62, -22, 0]), colour: colours.sand },
      ],
      elevation: 46,
      azimuth: 24,
    };
  },
};

const cobbled = (radius: number, height: number): Mesh =>
  join(
    lathe(
      [
        [0, 0],
        [radius, 0],
        [radius * 0.94, height],
        [0, height],
      ],
      90,
    ),
    ...times(22, (k) => {
      const a = k * 2.39996;
      const r = radius * 0.84 * Math.sqrt((k + 0.6) / 22);
      return ball(radius * 0.17, [r * Math.cos(a), r * Math.sin(a), height - 1], { columns: 14, rows: 8, squash: 0.4 });
    }),
  );

/** A wide cloak that hangs from the shoulders in folds. */
const cloak = (height: number, top: number, bottom: number, folds: number): Mesh =>
  vessel(
    height,
    (t, angle) =>
      (bottom + (top - bottom) * t ** 0.7) *
      (1 + 0.1 * (1 - t) * Math.cos(folds * angle) * (0.6 + 0.4 * Math.sin(angle))),
    { columns: 200, rows: 60, wall: 1 },
  );

const resinGrey = { colour: hex('#A3A9AC'), gloss: 0.18 } as const;

const miniatures: Record<string, () => Scene> = {
  'figure-32': () => {
    // A knight with shield and sword.
    const legs = join(
      rod([-8, 0, 10], [-9, 1, 38], 6),
      rod([9, -4, 10], [8, 1, 38], 6),
      ball(8, [-9, -4, 10], { columns: 30, rows: 20, squash: 0.6 }),
      ball(8, [10, -9, 10], { columns: 30, rows: 20, squash: 0.6 }),
    );
    const torso = join(
      scaled(
        lathe(
          [
            [0, 36],
            [15, 36],
            [17, 40],
            [13, 50],
            [16, 62],
            [17, 72],
            [12, 80],
            [6, 83],
          ],
          60,
        ),
        [1.1, 0.8, 1],
      ),
      ball(9, [-19, 0, 75], { columns: 40, rows: 26 }),
      ball(9, [19, 0, 75], { columns: 40, rows: 26 }),
      moved(scaled(disc(15, 17, 46, 51, 80), [1.05, 0.8, 1]), [0, 0, 0]),
    );
    const helmet = join(
      lathe(
        [
          [0, 110],
          [5, 109],
          [10, 104],
          [11.5, 96],
          [11, 86],
          [8, 83],
          [0, 83],
        ],
        60,
      ),
      tube(
        (t) => [0, 3 + 13 * t, 110 + 7 * Math.sin(t * 2.6) - 9 * t * t],
        (t) => 4.6 - 2.6 * t,
        24,
        { sides: 16 },
      ),
      box(0, -11.5, 2.4, 1.6, 84, 98),
    );
    const visor = box(0, -10.8, 15, 2.4, 95, 98);
    const shieldLine: Outline = [
      [-15, 20],
      [0, 23],
      [15, 20],
      [14, -2],
      [9, -16],
      [0, -26],
      [-9, -16],
      [-14, -2],
    ];
    const shield = moved(
      turned(
        upright(join(extrude(shieldLine, 0, 4, 1.2), box(0, -1, 4, 42, 4, 5.6), box(0, 6, 26, 4, 4, 5.6))),
        'z',
        -14,
      ),
      [-27, -12, 56],
    );
    const arm = join(rod([19, 0, 74], [28, -8, 60], 5), rod([28, -8, 60], [30, -20, 70], 4.6));
    const sword = moved(
      turned(
        join(
          extrude(
            [
              [-3, 0],
              [3, 0],
              [2.6, 52],
              [0, 60],
              [-2.6, 52],
            ],
            -1,
            1,
            0.6,
          ),
          box(0, -1, 20, 4, -2, 2, 0.8),
          moved(turned(disc(0, 2.2, 0, 12, 24), 'x', 90), [0, -1, 0]),
          ball(3.4, [0, -14, 0], { columns: 20, rows: 14 }),
        ),
        'x',
        78,
      ),
      [30, -21, 73],
    );
    return {
      parts: [
        { mesh: cobbled(40, 8), colour: hex('#4A5054') },
        { mesh: join(legs, torso, helmet, shield, arm, sword), ...resinGrey },
        { mesh: moved(scaled(cloak(66, 17, 27, 9), [1, 0.62, 1]), [0, 8, 10]), ...resinGrey },
        { mesh: visor, colour: hex('#3A4046') },
      ],
      elevation: 10,
      azimuth: 18,
    };
  },

  'figure-75': () => {
    // A wizard on a rock, with hat, beard and staff.
    const rock = ball(48, [0, 0, 0], {
      bump: (d) => 9 * (hills(d[0] * 2.2 + 4, d[1] * 2.2 + d[2] * 1.6 + 6, 17) - 0.5) * 2,
      columns: 60,
      rows: 34,
      squash: 0.62,
    });
    const robe = cloak(104, 14, 31, 11);
    const sleeves = join(
      tube(
        (t) => [-14 - 26 * t, -6 - 14 * t, 94 - 22 * t + 10 * t * t],
        (t) => 7 + 7 * t,
        20,
        { sides: 24 },
      ),
      tube(
        (t) => [14 + 22 * t, -6 - 18 * t, 94 - 30 * t + 8 * t * t],
        (t) => 7 + 3 * t,
        20,
        { sides: 24 },
      ),
    );
    const head = join(
      ball(13, [0, -3, 116], { columns: 50, rows: 34 }),
      ball(3.4, [0, -17, 114], { columns: 20, rows: 14 }),
    );
    const beard = tube(
      (t) => [0, -12 - 9 * Math.sin(t * 2), 110 - 48 * t],
      (t) => 11 * (1 - t) ** 0.7 + 0.5,
      30,
      { sides: 30 },
    );
    const hat = join(
      scaled(disc(0, 32, 121, 124, 80), [1, 1, 1]),
      tube(
        (t) => [10 * t * t * Math.sin(t * 2), 8 * t * t, 122 + 62 * t - 10 * t * t],
        (t) => 15 * (1 - t) ** 0.85 + 1.6,
        40,
        { sides: 40 },
      ),
      disc(14, 16.6, 124, 130, 80),
    );
    const hands = join(
      ball(6, [-41, -21, 81], { columns: 30, rows: 20 }),
      ball(8, [37, -25, 71], { columns: 30, rows: 20 }),
    );
    const staff = join(
      tube(
        (t) => [-42 + 1.6 * Math.sin(t * 9), -24, -14 + 152 * t],
        (t) => 2.6 + 0.7 * Math.sin(t * 26),
        120,
        { sides: 14 },
      ),
      ...[0, 1, 2].map((k) =>
        tube(
          (t) => {
            const a = (k / 3) * TURN + t * 1.2;
            const r = 10 * Math.sin(Math.PI * Math.min(1, t * 0.9 + 0.1));
            return [-42 + r * Math.cos(a), -24 + r * Math.sin(a), 136 + 22 * t];
          },
          (t) => 2.4 - 1.2 * t,
          30,
          { sides: 10 },
        ),
      ),
    );
    return {
      parts: [
        {
          mesh: moved(
            lathe(
              [
                [0, -40],
                [62, -40],
                [62, -34],
                [56, -28],
                [0, -28],
              ],
              120,
            ),
            [0, 0, 40],
          ),
          colour: hex('#2F3538'),
          gloss: 0.3,
        },
        { mesh: moved(scaled(rock, [1, 0.9, 1]), [0, 4, 20]), ...resinGrey },
        { mesh: moved(join(robe, sleeves, head, beard, hat, hands, staff), [0, 0, 44]), ...resinGrey },
        {
          mesh: ball(7.5, [-42, -24, 192], { columns: 40, rows: 26 }),
          colour: hex('#8FD0E0'),
          glow: [0.05, 0.16, 0.2],
          gloss: 0.8,
        },
      ],
      elevation: 8,
      azimuth: 14,
    };
  },

  'ruin-set': () => {
    const storey = (z: number, radius: number, courses: number, brokenFrom: number, seed: number): Mesh =>
      join(
        ...times(courses, (row) =>
          times(18, (k) => {
            const angle = ((k + (row % 2) / 2) / 18) * 360;
            const jagged = courses * (0.5 + 0.75 * noise(k * 0.55, seed, seed));
            const isWindow = row > 1 && row < 5 && k % 6 === 2;
            if ((row >= brokenFrom && row > jagged) || isWindow) return [];
            const brick = box(radius, 0, 10, ((radius * TURN) / 18) * 0.93, 0, 8.6, 1);
            return [moved(turned(brick, 'z', angle), [0, 0, z + row * 9.2])];
          }).flat(),
        ).flat(),
      );
    const floor = (z: number, radius: number) => disc(0, radius, z - 3, z, 90);
    const rubble = times(16, (k) => {
      const a = k * 2.39996;
      const r = 62 + ((k * 13) % 22);
      return moved(turned(turned(box(0, 0, 12, 9, 0, 8, 1.2), 'z', k * 53), 'x', (k * 17) % 24), [
        r * Math.cos(a),
        r * Math.sin(a),
        6,
      ]);
    });
    const stone = hex('#9A9C98');
    return {
      parts: [
        {
          mesh: lathe(
            [
              [0, 0],
              [92, 0],
              [88, 6],
              [0, 6],
            ],
            120,
          ),
          colour: hex('#6C7168'),
        },
        { mesh: join(storey(6, 54, 8, 99, 3), ...rubble), colour: stone },
        { mesh: floor(83, 60), colour: hex('#7B6A54') },
        { mesh: storey(83, 52, 8, 5, 5), colour: hex('#A6A7A2') },
        { mesh: join(storey(0, 50, 6, 2, 9), floor(0, 56)), colour: hex('#B1B1AA') },
      ].map((part, k) => (k === 4 ? { ...part, mesh: moved(turned(part.mesh, 'z', 30), [150, -40, 3]) } : part)),
      elevation: 20,
      azimuth: 24,
    };
  },

  'dice-tower': () => {
    const eightSided = (z0: number, z1: number, radius: number) => extrude(polygon(8, radius, 22.5), z0, z1);
    const merlons = times(8, (k) => turned(moved(box(0, 0, 12, 18, 148, 162), [37, 0, 0]), 'z', k * 45));
    const bricks = times(40, (k) =>
      turned(
        moved(box(0, ((k * 17) % 20) - 10, 3, 12, 0, 6), [36.4, 0, 18 + ((k * 31) % 112)]),
        'z',
        ((k * 5) % 8) * 45,
      ),
    );
    const tray = join(
      box(66, 0, 60, 62, 0, 5),
      box(66, 30, 60, 5, 0, 18),
      box(66, -30, 60, 5, 0, 18),
      box(95, 0, 5, 62, 0, 18),
    );
    const die = (x: number, y: number, turn: number): Part[] => [
      { mesh: moved(turned(box(0, 0, 14, 14, 5, 19, 1.2), 'z', turn), [x, y, 0]), colour: colours.coral, gloss: 0.3 },
      {
        mesh: moved(
          turned(join(...[-3.6, 0, 3.6].map((d) => moved(disc(0, 1.5, 19, 19.2, 20), [d, d, 0]))), 'z', turn),
          [x, y, 0],
        ),
        colour: colours.white,
      },
    ];
    return {
      parts: [
        {
          mesh: join(
            eightSided(0, 10, 46),
            eightSided(10, 138, 39),
            eightSided(138, 148, 45),
            ...merlons,
            ...bricks,
            tray,
          ),
          colour: colours.anthracite,
          layer: 1.7,
        },
        {
          mesh: moved(upright(extrude([[-13, 0], [13, 0], ...arc(13, 0, 180, 20, 0, 20)], 0, 1)), [0, 0, 5]),
          colour: colours.black,
        },
        ...die(82, 14, 28),
        ...die(60, -13, 63),
      ].map((part, k) => (k === 1 ? { ...part, mesh: moved(turned(part.mesh, 'z', 90), [36.6, 0, 0]) } : part)),
      elevation: 18,
      azimuth: 48,
    };
  },
};

const functional: Record<string, () => Scene> = {
  'hose-adapter': () => {
    const hexagon = (angle: number, r: number) => {
      const a = (((angle % (TURN / 6)) + TURN / 6) % (TURN / 6)) - TURN / 12;
      return (r * Math.cos(TURN / 12)) / Math.cos(a);
    };
    const radius = (t: number, angle: number) => {
      const z = t * 96;
      if (z < 40) return 19 + 3 * (1 - (z % 10) / 10) * (z > 2 ? 1 : 0.6);
      if (z < 42) return 21;
      if (z < 50) return 20 + ((z - 42) / 8) * 11.5;
      if (z < 62) return hexagon(angle, 33);
      if (z < 65) return 25;
      return 13.5 + 2.2 * (((z - 64) % 8) / 8);
    };
    return {
      parts: [
        {
          mesh: vessel(96, radius, { columns: 180, rows: 384, wall: 6, lip: 0.6 }),
          colour: colours.coral,
          layer: 1.5,
          gloss: 0.12,
        },
      ],
      elevation: 20,
      azimuth: 22,
    };
  },

  'bike-light-mount': () => {
    const bar = moved(turned(disc(0, 15.5, -110, 110, 100), 'y', 90), [0, 0, 60]);
    const clamp = (z: number) =>
      turned(
        lathe(
          [
            [16, -14],
            [22, -14],
            [23, -13],
            [23, 13],
            [22, 14],
            [16, 14],
          ],
          100,
        ),
        'y',
        z,
      );
    const lug = join(box(0, 0, 28, 12, -38, -20, 1.4), box(0, 26, 28, 12, -8, 8, 1.4));
    const stem = join(box(0, 0, 20, 18, 20, 44, 2), moved(extrude(roundedRectangle(30, 26, 6), 42, 48, 1), [0, 0, 0]));
    const lamp = moved(
      turned(
        lathe(
          [
            [0, 42],
            [16, 42],
            [20, 38],
            [22, 10],
            [25, -14],
            [25, -24],
            [23.5, -25],
          ],
          120,
        ),
        'x',
        90,
      ),
      [0, 0, 132],
    );
    return {
      parts: [
        { mesh: bar, colour: hex('#2B3034'), gloss: 0.5 },
        { mesh: moved(turned(disc(0, 17.5, 62, 116, 100), 'y', 90), [0, 0, 60]), colour: hex('#15181A') },
        { mesh: moved(join(clamp(90), lug, stem), [0, 0, 60]), colour: colours.coral, layer: 1.6 },
        {
          mesh: join(...[-7, 7].map((x) => moved(disc(0, 3.2, 0, 4, 40), [x, 0, 18]))),
          colour: colours.steel,
          metal: 0.7,
        },
        { mesh: lamp, colour: colours.graphite, gloss: 0.4 },
        {
          mesh: moved(
            turned(
              lathe(
                [
                  [23.5, -22],
                  [18, -26],
                  [9, -28.4],
                  [0, -29],
                ],
                100,
              ),
              'x',
              90,
            ),
            [0, 0, 132],
          ),
          colour: hex('#F6F2E2'),
          glow: [0.5, 0.46, 0.32],
          gloss: 0.7,
        },
      ],
      elevation: 12,
      azimuth: 152,
    };
  },

  'balcony-hook': () => {
    const section: Outline = stroke(
      [
        ...arc(6, 270, 180, 8, -38, 78),
        [-44, 104],
        ...arc(12, 180, 90, 8, -32, 118),
        [-2, 130],
        ...arc(12, 90, 0, 8, -2, 118),
        [10, 80],
        [10, 22],
        ...arc(10, 180, 270, 8, 20, 22),
        [74, 12],
        ...arc(10, 270, 360, 8, 74, 22),
        [84, 40],
      ],
      11,
    );
    // Drawn from the side: x becomes the way to the front.
    const hook = turned(upright(extrude(section, -14, 14, 1.4)), 'z', -90);
    const trough = grid(
      (u, v) => {
        const rim = roundedRectangle(250, 60, 10, 8);
        const [x, y] = item(rim, Math.round(u * rim.length) % rim.length);
        return [x * (0.94 + 0.06 * v), y * (0.86 + 0.14 * v) - 47, 19 + 60 * v];
      },
      36,
      20,
    );
    const rail = (z: number, r: number) => moved(turned(disc(0, r, -170, 170, 60), 'y', 90), [0, 17, z]);
    const flower = (x: number, y: number, z: number, colour: Vec3): Part[] => [
      {
        mesh: join(
          ...times(6, (k) =>
            ball(6.4, [x + 7.6 * Math.cos((k / 6) * TURN), y + 7.6 * Math.sin((k / 6) * TURN), z], {
              columns: 18,
              rows: 12,
              squash: 0.45,
            }),
          ),
        ),
        colour,
      },
      { mesh: ball(4.6, [x, y - 1, z + 2.4], { columns: 18, rows: 12 }), colour: colours.sun },
    ];
    return {
      parts: [
        { mesh: join(moved(hook, [-78, 0, 0]), moved(hook, [78, 0, 0])), colour: colours.coral, layer: 1.8 },
        {
          mesh: join(rail(116, 13), ...times(9, (k) => moved(disc(0, 4, -20, 104, 30), [-152 + k * 38, 17, 0]))),
          colour: hex('#5D666B'),
          gloss: 0.4,
        },
        { mesh: trough, colour: hex('#E9EBE8') },
        { mesh: box(0, -47, 238, 52, 70, 74), colour: colours.soil },
        {
          mesh: join(
            ...times(60, (k) =>
              moved(turned(ball(11, [0, 0, 0], { columns: 14, rows: 8, squash: 0.25 }), 'y', ((k * 47) % 70) - 35), [
                -112 + k * 3.8,
                -47 + ((k * 29) % 46) - 23,
                80 + ((k * 13) % 16),
              ]),
            ),
          ),
          colour: (p) => mix(hex('#3F6B4B'), hex('#86BE7A'), (p[2] - 72) / 34),
        },
        ...times(11, (k) =>
          flower(
            -106 + k * 21,
            -52 + ((k * 17) % 34) - 14,
            102 + ((k * 7) % 12),
            item([hex('#E8EBF2'), colours.plum, hex('#E07A9A')], k % 3),
          ),
        ).flat(),
      ],
      elevation: 14,
      azimuth: 30,
    };
  },

  'drawer-divider': () => {
    const wall = (x0: number, y0: number, x1: number, y1: number) =>
      box((x0 + x1) / 2, (y0 + y1) / 2, Math.abs(x1 - x0) + 3, Math.abs(y1 - y0) + 3, 0, 42);
    const walls = join(
      wall(-110, -80, 110, -80),
      wall(-110, 80, 110, 80),
      wall(-110, -80, -110, 80),
      wall(110, -80, 110, 80),
      wall(-30, -80, -30, 80),
      wall(-110, 0, -30, 0),
      wall(44, -20, 44, 80),
      wall(-30, -20, 110, -20),
      wall(-30, 30, 44, 30),
    );
    const screws = times(9, (k) => {
      const x = -96 + (k % 3) * 22;
      const y = 20 + Math.floor(k / 3) * 20;
      return moved(
        turned(
          turned(
            join(
              lathe(
                [
                  [0, 0],
                  [1, 2],
                  [3, 6],
                  [3, 30],
                  [6, 33],
                  [6, 35],
                  [0, 35],
                ],
                30,
              ),
            ),
            'x',
            82,
          ),
          'z',
          k * 41,
        ),
        [x + 6, y + 8, 9],
      );
    });
    const spools = [-88, -52].map((x) =>
      moved(
        lathe(
          [
            [0, 0],
            [13, 0],
            [13, 3],
            [8, 4],
            [8, 22],
            [13, 23],
            [13, 26],
            [0, 26],
          ],
          60,
        ),
        [x, -46, 2],
      ),
    );
    const pencils = [-62, -48, -34].map((y) => rod([-16, y, 8], [96, y + 4, 8], 4.6, 6));
    return {
      parts: [
        { mesh: join(walls, box(0, 0, 222, 162, 0, 2)), colour: colours.ivory, layer: 1.8 },
        { mesh: join(...screws), colour: colours.steel, metal: 0.7, gloss: 0.4 },
        { mesh: item(spools, 0), colour: colours.coral },
        { mesh: item(spools, 1), colour: colours.moss },
        ...pencils.map(
          (mesh, k): Part => ({ mesh, colour: item([colours.sun, colours.slate, colours.coral], k), gloss: 0.2 }),
        ),
        {
          mesh: join(
            ...times(7, (k) =>
              ball(9, [-16 + (k % 4) * 16, 46 + Math.floor(k / 4) * 18, 11], { columns: 40, rows: 26 }),
            ),
          ),
          colour: colours.sky,
          gloss: 0.5,
        },
        {
          mesh: join(
            moved(disc(9, 15, 2, 12, 60), [66, 4, 0]),
            moved(disc(9, 15, 2, 12, 60), [92, 40, 0]),
            moved(disc(9, 15, 2, 12, 60), [70, 58, 0]),
          ),
          colour: colours.brass,
          metal: 0.6,
          gloss: 0.4,
        },
        { mesh: moved(extrude(polygon(6, 13, 15), 2, 12, 1), [8, 6, 0]), colour: colours.graphite },
      ],
      elevation: 44,
      azimuth: 26,
    };
  },
};

const gifts: Record<string, () => Scene> = {
  lithophane: () => {
    // A lake with mountains and a low sun, as thickness: what is thin lets the light through.
    const brightness = (x: number, z: number): number => {
      const sun = Math.hypot(x - 32, z - 74);
      const sky = 0.62 + 0.3 * ((z - 46) / 54) + (sun < 11 ? 0.5 : 0.28 * Math.max(0, 1 - (sun - 11) / 34));
      const far = 58 + 20 * hills(x * 0.02 + 3, 1, 5) - 0.1 * x;
      const near = 44 + 30 * hills(x * 0.027 + 9, 4, 12) - Math.abs(x + 30) * 0.16;
      if (z > 30 && z < near) return 0.1 + 0.05 * hills(x * 0.1, z * 0.1, 2);
      if (z > 30 && z < far) return 0.3 + 0.06 * hills(x * 0.08, z * 0.08, 2);
      if (z <= 30)
        return (
          0.42 +
          0.3 * Math.max(0, 1 - Math.abs(x - 32) / (10 + (30 - z))) +
          0.1 * Math.sin(z * 1.9 + 3 * hills(x * 0.05, z * 0.2, 3)) -
          0.004 * z
        );
      return sky;
    };
    const panel = grid(
      (u, v) => [(u - 0.5) * 146, -2 - 1.4 * (1 - brightness((u - 0.5) * 146, v * 96)), 10 + v * 96],
      300,
      200,
      { closed: false },
    );
    const rail = (from: Vec3, to: Vec3) => rod(from, to, 4.6, 24);
    return {
      parts: [
        {
          mesh: panel,
          colour: (p) => mix(hex('#2A221A'), hex('#7A6A50'), brightness(p[0], p[2] - 10)),
          glow: (p) => {
            const k = Math.max(0, brightness(p[0], p[2] - 10)) ** 1.5;
            return [k * 0.9, k * 0.66, k * 0.38];
          },
        },
        {
          mesh: join(
            rail([-76, 0, 8], [76, 0, 8]),
            rail([-76, 0, 108], [76, 0, 108]),
            rail([-76, 0, 8], [-76, 0, 108]),
            rail([76, 0, 8], [76, 0, 108]),
            extrude(roundedRectangle(164, 44, 10), 0, 8, 1.4),
          ),
          colour: colours.birch,
          layer: 1.6,
        },
      ],
      elevation: 9,
      azimuth: 22,
    };
  },

  'name-sign': () => {
    const bar = (line: Outline) => extrude(stroke(line, 15), 0, 24, 2);
    const a = join(
      bar([
        [-30, 8],
        [-15, 45],
        [0, 82],
      ]),
      bar([
        [30, 8],
        [15, 45],
        [0, 82],
      ]),
      bar([
        [-17, 34],
        [0, 34],
        [17, 34],
      ]),
    );
    const b = join(
      bar([
        [0, 8],
        [0, 45],
        [0, 82],
      ]),
      bar([[0, 82], [12, 82], ...arc(18, 90, -90, 16, 16, 64), [0, 46]]),
      bar([[0, 46], [16, 46], ...arc(19, 90, -90, 16, 20, 27), [0, 8]]),
    );
    const c = bar(arc(37, 48, 312, 40, 0, 45));
    const letter = (solid: Mesh, x: number, colour: Vec3): Part => ({
      mesh: moved(upright(solid), [x, 12, 8]),
      colour,
      layer: 1.7,
    });
    return {
      parts: [
        letter(a, -92, colours.coral),
        letter(b, -32, colours.slate),
        letter(c, 78, colours.moss),
        {
          mesh: moved(extrude(roundedRectangle(284, 52, 12), 0, 10, 1.6), [-6, 0, 0]),
          colour: colours.ivory,
          layer: 1.7,
        },
      ],
      elevation: 12,
      azimuth: 26,
    };
  },

  'soundwave-art': () => {
    const bars = times(41, (k) => {
      const t = (k - 20) / 20;
      const swell =
        Math.exp(-((t + 0.45) ** 2) / 0.05) +
        0.8 * Math.exp(-((t - 0.1) ** 2) / 0.03) +
        0.55 * Math.exp(-((t - 0.6) ** 2) / 0.04);
      const half = 6 + 58 * swell * (0.55 + 0.45 * noise(k * 0.9, 3, 7));
      return rod([k * 9 - 180, 0, 78 - half], [k * 9 - 180, 0, 78 + half], 3.1, 20);
    });
    return {
      parts: [
        {
          mesh: join(...bars, rod([-188, 0, 78], [188, 0, 78], 2)),
          colour: (p) => mix(colours.coral, colours.plum, (p[0] + 180) / 360),
          layer: 1.7,
        },
        { mesh: extrude(roundedRectangle(380, 46, 8), 0, 12, 2), colour: colours.birch },
        {
          mesh: join(rod([-150, 0, 12], [-150, 0, 74], 2.2), rod([150, 0, 12], [150, 0, 74], 2.2)),
          colour: colours.graphite,
        },
      ],
      elevation: 12,
      azimuth: 28,
    };
  },

  'city-skyline': () => {
    const depth = (y: number, seed: number, tall: number, count: number): Mesh =>
      join(
        ...times(count, (k) => {
          const width = 300 / count;
          const x = -150 + width * (k + 0.5);
          const height = 24 + tall * noise(k * 0.8 + 1, seed, seed) * (1.1 - Math.abs(x) / 260);
          const roof = (k * 7 + seed) % 5;
          const towers = [box(x, y, width * 0.96, 20, 12, 12 + height, 0.8)];
          if (roof === 0)
            towers.push(
              box(x, y, width * 0.5, 12, 12 + height, 22 + height, 0.8),
              rod([x, y, 22 + height], [x, y, 44 + height], 1.2, 10),
            );
          if (roof === 2)
            towers.push(
              moved(
                lathe(
                  [
                    [width * 0.44, 0],
                    [width * 0.4, 8],
                    [width * 0.2, 15],
                    [0, 18],
                  ],
                  40,
                ),
                [x, y, 12 + height],
              ),
            );
          if (roof === 3)
            towers.push(
              moved(
                lathe(
                  [
                    [width * 0.42, 0],
                    [0, 30],
                  ],
                  4,
                ),
                [x, y, 12 + height],
              ),
            );
          return join(...towers);
        }),
      );
    return {
      parts: [
        { mesh: box(0, 0, 312, 96, 0, 12, 1.6), colour: colours.graphite, layer: 2 },
        { mesh: depth(28, 4, 150, 13), colour: hex('#C3D0D6'), layer: 2 },
        { mesh: depth(0, 9, 96, 15), colour: hex('#7F98A6'), layer: 2 },
        { mesh: depth(-28, 14, 54, 17), colour: hex('#3F5765'), layer: 2 },
      ],
      elevation: 15,
      azimuth: 24,
    };
  },
};

export const printScenes = { ...architecture, ...miniatures, ...functional, ...gifts };
