import { colours, hex, mix } from './colours.ts';
import { grid, join, type Mesh, moved, scaled, turned, upright } from './mesh.ts';
import { arc, gear, type Outline, polygon, roundedRectangle, shiftedOutline, stroke } from './outlines.ts';
import { type Part, type Scene } from './render.ts';
import { box, disc, extrude, hills, lathe, rod, tube, vessel } from './solids.ts';
import { item, TURN, times, type Vec3 } from './vectors.ts';

interface Spool {
  readonly filament: Part['colour'];
  readonly gloss?: number;
  readonly flange?: Vec3;
  readonly label?: Vec3;
  /** Windows in the flange. */
  readonly spokes?: number;
  readonly radius?: number;
  readonly width?: number;
  /** How far out the filament is wound, as a part of the flange. */
  readonly wound?: number;
}

/** A spool of filament that stands on its rims, its axis from front to back. */
function spool({
  filament,
  gloss = 0.35,
  flange = colours.graphite,
  label = colours.white,
  spokes = 6,
  radius = 100,
  width = 56,
  wound = 0.84,
}: Spool): Part[] {
  const stood = (solid: Mesh) => moved(upright(solid), [0, 0, radius]);
  const windings = Math.round(width / 2.3);
  const coil = grid(
    (u, v) => {
      const r = radius * wound + 1.5 * Math.abs(Math.sin(v * Math.PI * windings));
      return [r * Math.cos(u * TURN), r * Math.sin(u * TURN), 6 + v * width];
    },
    200,
    windings * 10,
  );
  const sides = [0, width + 7].map((z) =>
    join(
      disc(27, 46, z, z + 5),
      disc(radius - 10, radius, z, z + 5),
      ...times(spokes, (k) =>
        turned(box((radius + 35) / 2, 0, radius - 50, 132 / spokes, z, z + 5), 'z', (k / spokes) * 360),
      ),
    ),
  );
  return [
    { mesh: stood(coil), colour: filament, gloss },
    { mesh: stood(join(...sides)), colour: flange, gloss: 0.15 },
    { mesh: stood(disc(30, 44, width + 12, width + 12.8)), colour: label },
    { mesh: stood(disc(26, 29, -1, width + 13)), colour: label },
  ];
}

const at = (parts: readonly Part[], place: Vec3, turn = 0): Part[] =>
  parts.map((part) => ({ ...part, mesh: moved(turned(part.mesh, 'z', turn), place) }));

const filament: Record<string, () => Scene> = {
  'pla-basic': () => ({ parts: spool({ filament: colours.coral }), azimuth: 58, elevation: 14 }),

  'petg-tough': () => {
    // A carabiner: a closed C with a gate, printed in the same material.
    const frame: Outline = [...arc(26, 200, 20, 24, 0, 62), ...arc(17, 0, -160, 20, 8, 18)];
    const hook = tube(
      (t) => {
        const [x, z] = item(frame, Math.round(t * (frame.length - 1)));
        return [x, 0, z + 8];
      },
      7,
      frame.length - 1,
      { sides: 24 },
    );
    const gate = rod([-24, 0, 62], [-8, 0, 20], 5);
    const tint = hex('#8FC4D6');
    return {
      parts: [
        ...at(spool({ filament: tint, gloss: 0.9, flange: colours.white, label: colours.slate, spokes: 3 }), [0, 0, 0]),
        { mesh: moved(turned(join(hook, gate), 'z', 40), [118, -58, 0]), colour: tint, gloss: 0.8, layer: 1.6 },
      ],
      azimuth: 48,
      elevation: 15,
    };
  },

  'tpu-flex': () => {
    const bellows = vessel(96, (t) => 27 + 7 * Math.abs(((t * 7) % 1) - 0.5) * 2 - 4 * t, {
      wall: 3,
      columns: 120,
      rows: 280,
    });
    // Bent to the side, which only the soft one survives.
    const bent: Mesh = (() => {
      const points = bellows.points.slice();
      const normals = bellows.normals.slice();
      for (let i = 0; i < points.length; i += 3) {
        const [x, z] = [item(points, i), item(points, i + 2)];
        const angle = (z / 96) * 1.15;
        const bow = 96 / 1.15;
        points[i] = bow - (bow - x) * Math.cos(angle);
        points[i + 2] = (bow - x) * Math.sin(angle);
        const [nx, nz] = [item(normals, i), item(normals, i + 2)];
        normals[i] = nx * Math.cos(angle) + nz * Math.sin(angle);
        normals[i + 2] = nz * Math.cos(angle) - nx * Math.sin(angle);
      }
      return { points, normals };
    })();
    const natural = hex('#E6DDC8');
    return {
      parts: [
        ...spool({
          filament: natural,
          gloss: 0.15,
          flange: colours.black,
          label: colours.sun,
          spokes: 4,
          radius: 82,
          width: 38,
        }),
        { mesh: moved(turned(bent, 'z', 25), [92, -64, 0]), colour: natural, layer: 1.5 },
      ],
      azimuth: 44,
      elevation: 16,
    };
  },

  'asa-outdoor': () => {
    const gable: Outline = [
      [-30, 0],
      [30, 0],
      [30, 52],
      [0, 84],
      [-30, 52],
    ];
    const house = moved(upright(extrude(gable, -26, 26)), [0, 0, 0]);
    const roof = join(
      moved(turned(box(0, 0, 52, 66, 0, 4.5, 0.8), 'y', 46.8), [19.5, 0, 67]),
      moved(turned(box(0, 0, 52, 66, 0, 4.5, 0.8), 'y', -46.8), [-19.5, 0, 67]),
    );
    return {
      parts: [
        ...spool({ filament: hex('#5A6268'), gloss: 0.1, flange: colours.ivory, label: colours.moss, spokes: 5 }),
        ...at(
          [
            { mesh: house, colour: hex('#E9DEC3'), layer: 1.5 },
            { mesh: roof, colour: hex('#4E565B'), layer: 1.5 },
            { mesh: moved(upright(disc(0, 11, 0, 1)), [0, -25.6, 44]), colour: colours.black },
            { mesh: rod([0, -26, 26], [0, -40, 26], 2.6), colour: hex('#4E565B') },
          ],
          [118, -66, 0],
          32,
        ),
      ],
      azimuth: 48,
      elevation: 15,
    };
  },

  'wood-fill': () => {
    const grain = (p: Vec3): Vec3 =>
      mix(
        hex('#A9793F'),
        hex('#D9B27C'),
        0.5 + 0.5 * Math.sin(p[2] * 0.7 + 9 * hills(p[0] * 0.02, p[1] * 0.02 + 3, 5)),
      );
    const bowl = vessel(44, (t) => 26 + 26 * Math.sin(t * 1.45), { wall: 4, columns: 160, rows: 60 });
    return {
      parts: [
        ...spool({
          filament: hex('#C49A63'),
          gloss: 0.05,
          flange: hex('#8B6A47'),
          label: colours.ivory,
          spokes: 8,
          radius: 92,
          width: 46,
          wound: 0.8,
        }),
        { mesh: moved(bowl, [106, -72, 0]), colour: grain, layer: 1.4 },
      ],
      azimuth: 46,
      elevation: 18,
    };
  },
};

/** A round litre bottle with a band of colour around it. */
const bottle = (body: Vec3, band: Vec3, cap: Vec3): Part[] => [
  {
    mesh: lathe([
      [0, 0],
      [40, 0],
      [43, 3],
      [43, 150],
      [41.5, 160],
      [36, 172],
      [26, 182],
      [18, 187],
      [17, 192],
      [17, 200],
    ]),
    colour: body,
    gloss: 0.45,
  },
  {
    mesh: lathe([
      [43.4, 34],
      [43.6, 34],
      [43.6, 120],
      [43.4, 120],
    ]),
    colour: band,
    gloss: 0.1,
  },
  {
    mesh: lathe([
      [43.7, 96],
      [43.9, 96],
      [43.9, 112],
      [43.7, 112],
    ]),
    colour: colours.white,
    gloss: 0.1,
  },
  {
    mesh: join(
      lathe([
        [0, 194],
        [21, 194],
        [21, 219],
        [19, 222],
        [0, 222],
      ]),
      ...times(36, (k) =>
        tube((t) => [21 * Math.cos((k / 36) * TURN), 21 * Math.sin((k / 36) * TURN), 196 + t * 21], 1, 2, { sides: 8 }),
      ),
    ),
    colour: cap,
    gloss: 0.3,
  },
];

const resin: Record<string, () => Scene> = {
  'resin-standard': () => {
    const rook = join(
      lathe([
        [0, 0],
        [24, 0],
        [25, 3],
        [24, 9],
        [20, 12],
        [17, 17],
        [13.5, 28],
        [12.5, 44],
        [14.5, 52],
        [19, 55],
        [19, 68],
        [14, 68],
        [14, 62],
        [0, 62],
      ]),
      ...times(6, (k) =>
        turned(
          moved(extrude([...arc(19.2, -19, 19, 10), ...arc(13.8, 19, -19, 10)], 66, 75, 0.4), [0, 0, 0]),
          'z',
          k * 60,
        ),
      ),
    );
    return {
      parts: [
        ...bottle(hex('#8E9698'), colours.coral, colours.black),
        { mesh: moved(rook, [76, -46, 0]), colour: hex('#9DA4A6'), gloss: 0.35 },
      ],
      azimuth: 24,
      elevation: 14,
    };
  },

  'resin-tough': () => {
    const body = extrude(roundedRectangle(92, 60, 14, 12), 0, 158, 2.5);
    const shoulder = grid(
      (u, v) => {
        const rim = roundedRectangle(87, 55, 12, 12);
        const [x, y] = item(rim, Math.round(u * rim.length) % rim.length);
        const part = 1 - v ** 2 * 0.55;
        const round = 17 / Math.hypot(x, y);
        return [
          x * (part * (1 - v) + round * v),
          y * (part * (1 - v) + round * v),
          157 + 24 * Math.sin((v * Math.PI) / 2),
        ];
      },
      52,
      16,
    );
    const cap = lathe([
      [0, 178],
      [20, 178],
      [20, 206],
      [18, 209],
      [0, 209],
    ]);
    const leaf = (sense: number) =>
      join(
        moved(box(0, 0, 44, 36, 0, 4, 0.6), [sense * 27, 0, 3]),
        ...times(3, (k) => moved(upright(disc(3, 6.5, 0, 6.6, 40)), [0, (k * 2 + (sense > 0 ? 0 : 1)) * 7 - 14, 6.5])),
      );
    const hinge = join(leaf(1), moved(turned(moved(leaf(-1), [0, 0, -6.5]), 'y', 55), [0, 0, 6.5]));
    return {
      parts: [
        { mesh: join(body, shoulder), colour: hex('#5D7C93'), gloss: 0.45 },
        { mesh: moved(upright(extrude(roundedRectangle(72, 84, 6), 0, 0.8)), [0, -30, 76]), colour: colours.paper },
        { mesh: moved(upright(extrude(roundedRectangle(72, 22, 4), 0, 0.8)), [0, -30.8, 104]), colour: colours.sun },
        { mesh: cap, colour: colours.graphite, gloss: 0.3 },
        { mesh: moved(turned(hinge, 'z', 30), [84, -46, 0]), colour: hex('#6F8FA6'), gloss: 0.4 },
      ],
      azimuth: 26,
      elevation: 17,
    };
  },

  'resin-wash': () => {
    const profile = (width: number, depth: number) => roundedRectangle(width, depth, 26, 12);
    const body = grid(
      (u, v) => {
        const z = v * 250;
        const pinch = z > 196 ? 1 - 0.42 * ((z - 196) / 54) ** 2 : 1 - 0.02 * Math.cos(z * 0.2);
        const rim = profile(190, 140);
        const [x, y] = item(rim, Math.round(u * rim.length) % rim.length);
        return [x * (z > 196 ? 1 - 0.14 * ((z - 196) / 54) ** 2 : 1 - 0.012 * Math.cos(z * 0.16)), y * pinch, z];
      },
      52,
      120,
    );
    const grip = tube(
      (t) => {
        const a = Math.PI * t;
        return [-18 - 52 * Math.cos(a), 0, 246 + 42 * Math.sin(a) ** 0.5];
      },
      11,
      40,
      { sides: 24 },
    );
    return {
      parts: [
        {
          mesh: join(body, extrude(shiftedOutline(roundedRectangle(164, 82, 20), 0, 0), 246, 251, 2), grip),
          colour: hex('#E8ECEB'),
          gloss: 0.3,
        },
        {
          mesh: moved(
            lathe([
              [0, 250],
              [27, 250],
              [27, 276],
              [25, 279],
              [0, 279],
            ]),
            [62, 0, 0],
          ),
          colour: colours.coral,
          gloss: 0.3,
        },
        { mesh: moved(upright(extrude(roundedRectangle(130, 110, 8), 0, 1)), [0, -70.4, 110]), colour: hex('#C9E2EC') },
        // A drop, because what is in it is a fluid.
        {
          mesh: moved(upright(extrude([...arc(22, 150, 390, 40), [0, 44]], 0, 3, 0.8)), [0, -71, 98]),
          colour: hex('#3F86B5'),
          gloss: 0.4,
        },
      ],
      azimuth: 26,
      elevation: 14,
    };
  },
};

const tools: Record<string, () => Scene> = {
  'deburring-set': () => {
    const handle = turned(
      join(
        lathe([
          [0, 0],
          [9, 0],
          [11, 3],
          [11.5, 20],
          [10, 40],
          [12, 62],
          [11, 92],
          [8, 98],
          [8, 104],
          [6, 106],
          [0, 106],
        ]),
        ...times(14, (k) =>
          tube((t) => [11.2 * Math.cos((k / 14) * TURN), 11.2 * Math.sin((k / 14) * TURN), 48 + t * 42], 1.3, 3, {
            sides: 8,
          }),
        ),
      ),
      'y',
      90,
    );
    const blade = tube(
      (t) =>
        t < 0.55 ? [t * 60, 0, 0] : [33 + 11 * Math.sin((t - 0.55) * 3.4), 11 * (1 - Math.cos((t - 0.55) * 3.4)), 0],
      (t) => (t < 0.55 ? 1.7 : 2.3 - 1.9 * (t - 0.55)),
      60,
      { sides: 16 },
    );
    const tray = join(extrude(roundedRectangle(128, 66, 8), 0, 6, 1));
    return {
      parts: [
        { mesh: moved(handle, [-72, -34, 12]), colour: colours.coral, gloss: 0.35 },
        { mesh: moved(rod([0, 0, 0], [14, 0, 0], 3.4), [32, -34, 12]), colour: colours.steel, metal: 0.8, gloss: 0.5 },
        { mesh: moved(scaled(blade, [0.9, 1, 1]), [42, -34, 12]), colour: colours.steel, metal: 0.8, gloss: 0.5 },
        { mesh: moved(tray, [0, 34, 0]), colour: colours.graphite, layer: 1.4 },
        {
          mesh: join(
            ...times(10, (k) => moved(turned(scaled(blade, [0.95, 0.95, 1]), 'z', 90), [-52 + k * 11.5, 10, 8.4])),
          ),
          colour: colours.brass,
          metal: 0.8,
          gloss: 0.5,
        },
      ],
      azimuth: -18,
      elevation: 38,
    };
  },

  'flush-cutter': () => {
    const grip = (sense: number): Mesh => {
      const centre: Outline = times(30, (k) => {
        const t = k / 29;
        return [sense * (7 + 27 * Math.sin(Math.min(1, t * 1.15) * 1.75) ** 1.2), -14 - t * 108] as const;
      });
      return extrude(stroke(centre, 17), 0, 13, 3);
    };
    const jaw = (sense: number): Mesh =>
      extrude(
        [
          [sense * 0.6, 4],
          [sense * 0.6, 44],
          [sense * 7, 38],
          [sense * 17, 12],
          [sense * 16, -10],
          [sense * -9, -14],
          [sense * -8, 0],
        ],
        2,
        11,
        1.4,
      );
    const spring = tube(
      (t) => [-16 + 32 * t, -42 + 4.4 * Math.cos(t * TURN * 7), 6.5 + 4.4 * Math.sin(t * TURN * 7)],
      1,
      220,
      { sides: 8 },
    );
    const laid = (solid: Mesh) => moved(turned(solid, 'x', 0), [0, 36, 0]);
    return {
      parts: [
        { mesh: laid(join(grip(1), grip(-1))), colour: colours.coral, gloss: 0.4 },
        { mesh: laid(join(jaw(1), jaw(-1))), colour: colours.steel, metal: 0.75, gloss: 0.5 },
        { mesh: laid(join(disc(0, 7.5, 10, 13.5, 60), spring)), colour: hex('#8E969A'), metal: 0.8, gloss: 0.6 },
      ],
      azimuth: -32,
      elevation: 48,
    };
  },

  'digital-caliper': () => {
    const beam = box(20, 0, 236, 16, 0, 4, 0.5);
    const jaws = (x: number, sense: number): Mesh =>
      join(
        extrude(
          [
            [x, -8],
            [x, -52],
            [x + sense * 4, -52],
            [x + sense * 17, -22],
            [x + sense * 17, -8],
          ],
          0,
          5,
          0.6,
        ),
        extrude(
          [
            [x, 8],
            [x + sense * 13, 8],
            [x + sense * 10, 17],
            [x + sense * 1.5, 31],
            [x, 31],
          ],
          0,
          4,
          0.5,
        ),
      );
    const ticks = times(76, (k) =>
      box(-66 + k * 2.4, -4.6 + (k % 5 === 0 ? 1 : 0), 0.55, k % 5 === 0 ? 5.4 : 3.2, 4, 4.15),
    );
    const caliper: Part[] = [
      {
        mesh: join(beam, jaws(-80, -1), box(-89, 0, 18, 16, 0, 5, 0.6)),
        colour: colours.steel,
        metal: 0.7,
        gloss: 0.4,
      },
      { mesh: join(jaws(-40, 1)), colour: colours.steel, metal: 0.7, gloss: 0.4 },
      { mesh: join(...ticks), colour: colours.graphite },
      {
        mesh: moved(extrude(roundedRectangle(78, 38, 6), 0, 13, 1.6), [-2, 0, 0]),
        colour: colours.graphite,
        gloss: 0.25,
      },
      { mesh: moved(extrude(roundedRectangle(50, 17, 2), 13, 13.7), [-8, 3, 0]), colour: hex('#C2CDB8'), gloss: 0.6 },
      // Seven-segment bars without a reading: the display as it starts.
      {
        mesh: join(
          ...times(5, (k) => join(...[-5, 0, 5].map((dy) => box(-26 + k * 9, 3 + dy, 5.4, 1.3, 13.7, 13.9)))),
          ...times(5, (k) => join(box(-29 + k * 9, 3, 1.1, 10, 13.7, 13.9), box(-23 + k * 9, 3, 1.1, 10, 13.7, 13.9))),
        ),
        colour: hex('#2C3330'),
      },
      {
        mesh: join(...[-22, -6, 10].map((x) => moved(disc(0, 3.6, 13, 15, 40), [x, -13, 0]))),
        colour: colours.coral,
        gloss: 0.3,
      },
      { mesh: moved(disc(0, 3.6, 13, 15, 40), [28, 4, 0]), colour: colours.white, gloss: 0.3 },
      {
        mesh: moved(upright(moved(extrude(gear(28, 9, 8), -5, 5), [0, 0, 0])), [26, -19, 5]),
        colour: hex('#7F878B'),
        metal: 0.6,
      },
    ];
    // A printed part between the jaws shows what it is for.
    return {
      parts: [...caliper, { mesh: moved(disc(8, 20, 0, 9, 120), [-60, -37, 0]), colour: colours.coral, layer: 1.4 }],
      azimuth: -40,
      elevation: 58,
    };
  },

  'filament-dryer': () => {
    const tub = (() => {
      const rim = roundedRectangle(250, 176, 34, 14);
      const ring = (inset: number, from: number, to: number) =>
        grid(
          (u, v) => {
            const [x, y] = item(rim, Math.round(u * rim.length) % rim.length);
            return [x * (1 - inset / 125), y * (1 - inset / 88), from + (to - from) * v];
          },
          rim.length,
          6,
        );
      const lip = grid(
        (u, v) => {
          const [x, y] = item(rim, Math.round(u * rim.length) % rim.length);
          return [x * (1 - (v * 7) / 125), y * (1 - (v * 7) / 88), 104 + 2 * Math.sin(v * Math.PI)];
        },
        rim.length,
        6,
      );
      return join(ring(0, 6, 104), ring(7, 20, 104), lip, extrude(roundedRectangle(236, 162, 30), 0, 20));
    })();
    const spoolIn = (y: number, colour: Vec3, label: Vec3) =>
      at(spool({ filament: colour, flange: colours.black, label, radius: 84, width: 44 }), [0, y, 26]);
    const hood = grid(
      (u, v) => {
        // Half a dome that is folded back behind the spools.
        const angle = 0.12 + u * 1.35;
        return [(v - 0.5) * 236, 84 + 104 * Math.sin(angle) * 0.34, 104 + 96 * u];
      },
      20,
      20,
      { closed: false },
    );
    return {
      parts: [
        { mesh: tub, colour: hex('#E7EAE8'), gloss: 0.2 },
        ...spoolIn(-4, colours.coral, colours.white),
        ...spoolIn(66, colours.sky, colours.white),
        { mesh: hood, colour: hex('#AEBFC6'), gloss: 0.7 },
        {
          mesh: moved(upright(extrude(roundedRectangle(86, 40, 8), 0, 2, 0.6)), [-36, -88, 56]),
          colour: colours.black,
          gloss: 0.6,
        },
        {
          mesh: join(
            ...[9, 15, 22, 17, 27, 24, 12].map((h, k) =>
              moved(upright(box(0, 0, 5, h, 0, 0.6)), [-62 + k * 9, -90, 44 + h / 2]),
            ),
          ),
          colour: hex('#6FD1B0'),
          glow: [0.06, 0.2, 0.14],
        },
        { mesh: moved(upright(disc(0, 15, 0, 10)), [74, -88, 56]), colour: colours.graphite, gloss: 0.4 },
        { mesh: moved(upright(box(0, 8, 2.4, 10, 0, 1)), [74, -98, 56]), colour: colours.coral },
      ],
      azimuth: 26,
      elevation: 20,
    };
  },

  'bed-scraper': () => {
    const blade = extrude(
      [
        ...arc(5, 180, 270, 8, -37, -45),
        ...arc(5, 270, 360, 8, 37, -45),
        [42, -10],
        [22, 18],
        [14, 44],
        [-14, 44],
        [-22, 18],
        [-42, -10],
      ],
      7,
      8.4,
      0.4,
    );
    const handle = moved(
      turned(
        scaled(
          lathe([
            [0, 0],
            [10, 0],
            [13, 4],
            [14, 20],
            [11, 48],
            [13.5, 84],
            [13, 104],
            [9, 112],
            [0, 114],
          ]),
          [1.15, 0.75, 1],
        ),
        'x',
        -90,
      ),
      [0, 34, 10.5],
    );
    return {
      parts: [
        { mesh: blade, colour: colours.steel, metal: 0.85, gloss: 0.5 },
        { mesh: handle, colour: colours.moss, gloss: 0.3 },
        { mesh: moved(turned(disc(10.4, 15, 0, 5), 'x', -90), [0, 33, 10.5]), colour: colours.steel, metal: 0.8 },
        // A thin first layer that has just come off.
        {
          mesh: moved(turned(extrude(gear(12, 20, 16), 0, 2.4, 0.4), 'x', 12), [24, -58, 6]),
          colour: colours.coral,
          layer: 1,
        },
      ],
      azimuth: -36,
      elevation: 36,
    };
  },
};

const nozzle: Part = {
  mesh: join(
    lathe(
      [
        [0, 0],
        [0.7, 0],
        [3.4, 4.6],
        [4.4, 5],
      ],
      60,
    ),
    moved(extrude(polygon(6, 8.2), 5, 11.5, 0.7), [0, 0, 0]),
    lathe(
      [
        [5, 11.5],
        [5, 13],
        ...times(
          7,
          (k) =>
            [
              [6, 13.6 + k * 1.7],
              [5, 14.4 + k * 1.7],
            ] as const,
        ).flat(),
        [5.4, 26],
        [2.1, 26],
        [2, 20],
      ],
      60,
    ),
  ),
  colour: colours.brass,
  metal: 0.75,
  gloss: 0.6,
};

const spareParts: Record<string, () => Scene> = {
  'brass-nozzles': () => {
    return {
      parts: [
        { mesh: extrude(roundedRectangle(112, 30, 10), 0, 9, 1.2), colour: colours.graphite, layer: 1.1 },
        ...times(3, (k) => at([nozzle], [-36 + k * 36, 0, 9])).flat(),
        ...at([{ ...nozzle, mesh: moved(turned(nozzle.mesh, 'x', 180), [0, 0, 26]) }], [26, -34, 0]),
        {
          mesh: moved(turned(turned(moved(nozzle.mesh, [0, 0, -13]), 'x', 84), 'z', 35), [-20, -38, 8.2]),
          colour: colours.brass,
          metal: 0.75,
          gloss: 0.6,
        },
      ],
      azimuth: 22,
      elevation: 26,
    };
  },

  'spring-steel-plate': () => {
    const bow = (x: number) => 64 * (1 - (x / 120) ** 2);
    const sheet = (lift: number, half: number) =>
      grid((u, v) => [(u - 0.5) * 2 * 118, (v - 0.5) * 2 * half, bow((u - 0.5) * 2 * 118) + lift + 1], 80, 60, {
        closed: false,
      });
    const edge = join(
      ...[-118, 118].map((y) =>
        grid((u, v) => [(u - 0.5) * 236, y, bow((u - 0.5) * 236) + 1 + v * 2.2], 80, 1, { closed: false }),
      ),
    );
    const speckle = (p: Vec3): Vec3 => mix(hex('#B98A2E'), hex('#E3BD62'), hills(p[0] * 0.9, p[1] * 0.9, 4));
    const tab = (x: number) => moved(extrude(roundedRectangle(40, 22, 6), 0, 2.2), [x, -124, bow(x)]);
    const boat = extrude(gear(16, 28, 22), 0, 8, 1);
    return {
      parts: [
        { mesh: sheet(2.2, 118), colour: speckle },
        { mesh: join(sheet(0, 118), edge), colour: colours.steel, metal: 0.6 },
        { mesh: join(tab(-50), tab(50)), colour: speckle },
        { mesh: moved(turned(boat, 'y', 6), [14, -30, bow(14) + 9]), colour: colours.coral, layer: 1.5 },
        { mesh: moved(turned(disc(0, 8, 8, 14), 'y', 6), [14, -30, bow(14) + 9]), colour: colours.coral, layer: 1.5 },
      ],
      azimuth: 24,
      elevation: 26,
    };
  },

  'ptfe-tube': () => {
    const coil = tube(
      (t) => {
        const angle = t * TURN * 4.4;
        const r = 66 + 2.5 * Math.sin(angle * 0.45);
        return [r * Math.cos(angle), r * Math.sin(angle), 6 + t * 34 + 2.5 * Math.sin(angle * 0.8)];
      },
      4.2,
      420,
      { sides: 16 },
    );
    const ties = [70, 190, 310].map((degrees) => {
      const a = (degrees * TURN) / 360;
      return moved(
        turned(
          tube((t) => [8.5 * Math.cos(t * TURN), 0, 26 * Math.sin(t * TURN)], 1.6, 60, { closed: true }),
          'z',
          degrees,
        ),
        [66 * Math.cos(a), 66 * Math.sin(a), 25],
      );
    });
    const coupling = join(
      extrude(polygon(6, 9.5), 10, 20, 0.8),
      lathe(
        [
          [0, 0],
          [6.4, 0.4],
          [7, 1.2],
          [6.2, 2.4],
          [7, 3.6],
          [6.2, 4.8],
          [7, 6],
          [6.2, 7.2],
          [7, 8.4],
          [6.4, 10],
        ],
        60,
      ),
      lathe(
        [
          [8, 20],
          [8, 24],
          [4.4, 24],
        ],
        60,
      ),
    );
    return {
      parts: [
        { mesh: coil, colour: hex('#EEF1EE'), gloss: 0.6 },
        { mesh: join(...ties), colour: colours.coral, gloss: 0.2 },
        {
          mesh: join(
            moved(coupling, [86, -66, 0]),
            moved(turned(turned(moved(coupling, [0, 0, -12]), 'x', 90), 'z', 40), [44, -96, 8.2]),
          ),
          colour: colours.brass,
          metal: 0.7,
          gloss: 0.5,
        },
        {
          mesh: join(
            moved(
              lathe(
                [
                  [8.6, 24],
                  [8.6, 27],
                  [4.6, 28.5],
                  [4.2, 26],
                ],
                60,
              ),
              [86, -66, 0],
            ),
          ),
          colour: hex('#3F86B5'),
          gloss: 0.4,
        },
      ],
      azimuth: 20,
      elevation: 32,
    };
  },
};

/** A paperback that stands, its cover to the front; `emblem` lies on the cover's plane. */
const book = (width: number, height: number, thick: number, cover: Vec3, emblem: readonly Part[]): Part[] => {
  const stood = (solid: Mesh) => moved(upright(solid), [0, 0, height / 2]);
  const spine = moved(
    grid(
      (u, v) => [-width / 2 + 1 - (thick / 2) * 0.35 * Math.cos((u - 0.5) * Math.PI), (v - 0.5) * height, thick * u],
      14,
      2,
      { closed: false },
    ),
    [0, 0, 0],
  );
  return [
    {
      mesh: stood(
        join(
          extrude(roundedRectangle(width, height, 1.5), thick, thick + 1.6, 0.4),
          extrude(roundedRectangle(width, height, 1.5), -1.6, 0),
          spine,
        ),
      ),
      colour: cover,
      gloss: 0.25,
    },
    {
      mesh: stood(box(-0.5, 0, width - 5, height - 5, 0, thick)),
      colour: (p) => mix(hex('#E9E2D0'), hex('#FAF6EC'), 0.5 + 0.5 * Math.sin(p[1] * 4)),
    },
    ...emblem.map((part) => ({ ...part, mesh: stood(moved(part.mesh, [0, 0, thick + 1.6])) })),
  ];
};

const books: Record<string, () => Scene> = {
  'book-first-layers': () => {
    // A vase that is printed as far as its shoulder.
    const layers = times(15, (k) => {
      const t = k / 14;
      const half = 20 + 17 * Math.sin(Math.PI * (0.1 + t * 0.8)) - 4 * t;
      return extrude(shiftedOutline(roundedRectangle(half * 2, 5, 2.5), 0, -52 + k * 6.4), 0, 1.8, 0.5);
    });
    const lines = [0, 1].map((k) =>
      extrude(shiftedOutline(roundedRectangle(66 - k * 22, 4, 2), -18 - k * 11, 82 - k * 10), 0, 1),
    );
    return {
      parts: at(
        book(148, 210, 19, hex('#F0E9DA'), [
          { mesh: join(...layers.slice(0, 11)), colour: colours.coral, gloss: 0.2 },
          { mesh: join(...layers.slice(11)), colour: hex('#D3CBBB') },
          { mesh: join(...lines), colour: colours.graphite },
        ]),
        [0, 0, 0],
      ),
      azimuth: 26,
      elevation: 14,
    };
  },

  'book-tolerances': () => {
    const peg: Part = { mesh: moved(disc(0, 22, 0, 2.4, 100), [-28, -10, 0]), colour: colours.sun, gloss: 0.2 };
    const hole: Part = { mesh: moved(disc(22.8, 33, 0, 2.4, 100), [28, -10, 0]), colour: colours.paper, gloss: 0.2 };
    const dimension = join(
      box(-28, 34, 44, 1.6, 0, 1),
      box(28, 34, 45.6, 1.6, 0, 1),
      ...[-50, -6, 5.2, 50.8].map((x) => box(x, 28, 1.6, 26, 0, 1)),
    );
    const rules = times(19, (k) => box(-54 + k * 6, -82 + (k % 5 === 0 ? 3 : 0), 1.4, k % 5 === 0 ? 14 : 8, 0, 1));
    return {
      parts: book(148, 210, 14, hex('#2F4B5C'), [
        peg,
        hole,
        { mesh: dimension, colour: colours.paper },
        { mesh: join(...rules, box(0, -90, 112, 1.6, 0, 1)), colour: colours.paper },
        { mesh: box(-30, 82, 52, 5, 0, 1), colour: colours.sun },
      ]),
      azimuth: 30,
      elevation: 12,
    };
  },
};

export const workshopScenes = { ...filament, ...resin, ...tools, ...spareParts, ...books };
