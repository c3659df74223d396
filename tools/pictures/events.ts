import { colours, hex } from './colours.ts';
import { join, type Mesh, moved, turned, upright } from './mesh.ts';
import {
  arc,
  circle,
  gear,
  type Outline,
  polygon,
  roundedRectangle,
  shiftedOutline,
  star,
  stroke,
} from './outlines.ts';
import { type Part, type Scene } from './render.ts';
import { box, disc, extrude, noise } from './solids.ts';
import { TURN, times, type Vec3 } from './vectors.ts';

/** What is raised on a ticket, drawn around the middle of a field of 84 by 84 mm; one part for each colour. */
type Emblem = readonly Part[];

interface Ticket {
  readonly plate: Vec3;
  /** The stub below the perforation, and the stand. */
  readonly stub: Vec3;
  readonly emblem: Emblem;
  /** Which modules of the stub's code are raised. */
  readonly seed: number;
  readonly azimuth?: number;
}

const PLATE = 4;

/** A printed admission ticket that stands in a slot: a field with an emblem, a perforation, a stub with a code. */
function ticket({ plate, stub, emblem, seed, azimuth = 24 }: Ticket): Scene {
  // Quarter circles are bitten out at both ends of the perforation.
  const field: Outline = [
    ...arc(7, 90, 0, 10, -52, -24),
    ...arc(7, 180, 90, 10, 52, -24),
    ...arc(9, 0, 90, 8, 43, 79),
    ...arc(9, 90, 180, 8, -43, 79),
  ];
  const lower: Outline = [
    ...arc(9, 180, 270, 8, -43, -63),
    ...arc(9, 270, 360, 8, 43, -63),
    ...arc(7, 270, 180, 10, 52, -26),
    ...arc(7, 0, -90, 10, -52, -26),
  ];
  const bridges = join(...times(9, (k) => box(-40 + k * 10, -25, 4.6, 4, 0.8, PLATE - 0.8)));
  const code = times(7 * 4, (k) => {
    const [column, row] = [k % 7, Math.floor(k / 7)];
    const raised = noise(column * 1.7 + 0.3, row * 1.7 + 0.6, seed) > 0.46;
    return raised ? [box(-36 + column * 5.6, -56 + row * 5.6, 4.8, 4.8, PLATE, PLATE + 1.4, 0.3)] : [];
  }).flat();
  const lines = [26, 18, 22].map((width, k) =>
    moved(extrude(roundedRectangle(width, 3, 1.5), PLATE, PLATE + 1.2), [10 + width / 2, -40 - k * 7.6, 0]),
  );
  const rim = join(...[73, -15].map((y) => box(0, y, 88, 1.6, PLATE, PLATE + 1)));
  // Leaning back a little, its foot in the stand.
  const stood = (solid: Mesh) => moved(turned(upright(solid), 'x', -7), [0, 0, 76]);
  return {
    parts: [
      { mesh: stood(extrude(field, 0, PLATE, 0.8)), colour: plate, gloss: 0.16 },
      { mesh: stood(join(extrude(lower, 0, PLATE, 0.8), bridges)), colour: stub, gloss: 0.16 },
      { mesh: stood(join(...code, ...lines)), colour: colours.paper },
      { mesh: stood(rim), colour: colours.paper },
      ...emblem.map((part) => ({ ...part, mesh: stood(moved(part.mesh, [0, 29, PLATE])) })),
      { mesh: box(0, 3, 78, 40, 0, 9, 2), colour: stub, layer: 1.5 },
    ],
    elevation: 9,
    azimuth,
  };
}

const raised = (outline: Outline, height = 2.4): Mesh => extrude(outline, 0, height, 0.6);
const line = (points: Outline, width: number, height = 2.4): Mesh => raised(stroke(points, width), height);
const rounded = (width: number, height: number, radius: number, x = 0, y = 0, thick = 2.4): Mesh =>
  raised(shiftedOutline(roundedRectangle(width, height, radius), x, y), thick);
const spot = (radius: number, x: number, y: number, height = 2.4): Mesh =>
  moved(disc(0, radius, 0, height, 60), [x, y, 0]);
const hoop = (inner: number, outer: number, x: number, y: number, height = 2.4): Mesh =>
  moved(disc(inner, outer, 0, height, 80), [x, y, 0]);
const paper = (...solids: readonly Mesh[]): Part => ({ mesh: join(...solids), colour: colours.paper, gloss: 0.14 });
const tinted = (colour: Vec3, ...solids: readonly Mesh[]): Part => ({ mesh: join(...solids), colour, gloss: 0.2 });

const workshops: Record<string, () => Scene> = {
  'workshop-first-print': () =>
    // A printer with a small boat on its bed.
    ticket({
      plate: colours.coral,
      stub: hex('#B93B28'),
      seed: 3,
      emblem: [
        paper(
          rounded(6, 74, 2, -33, 0),
          rounded(6, 74, 2, 33, 0),
          rounded(72, 6, 2, 0, 35),
          rounded(78, 8, 3, 0, -36),
          rounded(66, 4, 1.5, 0, 17),
        ),
        tinted(
          hex('#3A2220'),
          rounded(18, 14, 3, -6, 17, 4.4),
          raised(
            [
              [-12, 10],
              [0, 10],
              [-4, 2],
              [-8, 2],
            ],
            4.4,
          ),
        ),
        tinted(
          colours.sun,
          raised(
            [
              [-22, -14],
              [24, -14],
              [18, -30],
              [-16, -30],
            ],
            3.6,
          ),
          rounded(18, 12, 2, 2, -7, 3.6),
        ),
      ],
    }),

  'workshop-cad-basics': () => {
    // A cube in isometric view with a hole that is being dimensioned.
    const at = (a: number, b: number, c: number): readonly [number, number] => [
      (a - b) * 0.866 * 30,
      (a + b) * 0.5 * 30 - 30 + c * 30,
    ];
    const face = (points: readonly (readonly [number, number])[]) =>
      raised(
        points.map(([x, y]) => [x * 0.95, y * 0.95 + 4] as const),
        2.2,
      );
    return ticket({
      plate: hex('#2F4B5C'),
      stub: hex('#243A47'),
      seed: 8,
      emblem: [
        tinted(hex('#9CC3D8'), face([at(0.03, 0.03, 1), at(1, 0.03, 1), at(1, 1, 1), at(0.03, 1, 1)])),
        tinted(hex('#6E9DB6'), face([at(0, 0, 0), at(0, 0, 0.96), at(0, 1, 0.96), at(0, 1, 0)])),
        tinted(hex('#4D7F9B'), face([at(0.04, 0, 0), at(1, 0, 0), at(1, 0, 0.96), at(0.04, 0, 0.96)])),
        tinted(
          colours.sun,
          line(
            [
              [-38, -34],
              [-38, 8],
            ],
            2,
          ),
          line(
            [
              [-43, -34],
              [-33, -34],
            ],
            2,
          ),
          line(
            [
              [-43, 8],
              [-33, 8],
            ],
            2,
          ),
        ),
        tinted(
          hex('#24404F'),
          raised(
            circle(7.4, 60).map(([x, y]) => [x * 1.4, y * 0.8 + 18] as const),
            2.6,
          ),
        ),
      ],
    });
  },

  'workshop-resin': () =>
    ticket({
      plate: hex('#4B5A86'),
      stub: hex('#38446A'),
      seed: 12,
      emblem: [
        tinted(hex('#F2B13C'), raised([...arc(25, 152, 388, 50, 0, -8), [0, 42]], 4)),
        paper(raised(stroke(arc(16, 195, 265, 20, 0, -8), 4.4), 5)),
        paper(...times(5, (k) => rounded(4, 9 + (k % 2) * 5, 2, -28 + k * 14, -38 + (k % 2) * 2.5, 2))),
      ],
    }),

  'workshop-painting': () => {
    const palette: Outline = times(90, (k) => {
      const a = (k / 90) * TURN;
      const r = 33 - 11 * Math.exp(-((((a - 5.4 + TURN + 3) % TURN) - 3) ** 2) / 0.12) + 3 * Math.cos(2 * a);
      return [r * 1.08 * Math.cos(a), r * 0.9 * Math.sin(a)];
    });
    return ticket({
      plate: colours.moss,
      stub: hex('#435A38'),
      seed: 17,
      emblem: [
        tinted(hex('#E2CFA6'), raised(palette, 2.6)),
        tinted(colours.coral, spot(6.4, -20, 8, 5)),
        tinted(colours.sun, spot(6.4, -6, 18, 5)),
        tinted(colours.sky, spot(6.4, 11, 17, 5)),
        tinted(colours.plum, spot(6.4, -20, -9, 5)),
        tinted(
          hex('#3A3028'),
          line(
            [
              [-2, -26],
              [30, 26],
            ],
            4.6,
            6,
          ),
        ),
        paper(
          raised(
            [
              [26, 24],
              [33, 20],
              [41, 40],
            ],
            6.4,
          ),
        ),
      ],
    });
  },

  'workshop-family': () => {
    // A key ring with a star and a tag.
    const rocket: Outline = [
      ...arc(30, 0, 62, 12, -15, -4).map(([x, y]) => [x, y] as const),
      ...arc(30, 118, 180, 12, 15, -4),
      [-15, -22],
      [15, -22],
    ];
    return ticket({
      plate: colours.sun,
      stub: hex('#C0922B'),
      seed: 23,
      emblem: [
        tinted(hex('#8C9396'), hoop(9, 12, 0, 31, 4)),
        paper(raised(rocket, 3)),
        tinted(
          colours.coral,
          raised(
            [
              [-15, -6],
              [-15, -24],
              [-29, -30],
            ],
            3,
          ),
          raised(
            [
              [15, -6],
              [29, -30],
              [15, -24],
            ],
            3,
          ),
        ),
        tinted(colours.sky, spot(6, 0, 2, 5)),
        tinted(
          colours.coral,
          raised(
            [
              [-8, -25],
              [8, -25],
              [0, -42],
            ],
            2.4,
          ),
        ),
      ],
    });
  },
};

const exhibitions: Record<string, () => Scene> = {
  'exhibition-layers': () => {
    const strata = times(8, (k) =>
      line(
        times(
          40,
          (j) =>
            [-38 + (j / 39) * 76, -34 + k * 9 + 6 * Math.sin(j * 0.16 + k * 0.5) * Math.sin((k + 2) * 0.5)] as const,
        ),
        6.4,
        1.6 + k * 0.35,
      ),
    );
    const tones = ['#3F5F4F', '#5E7B4F', '#8C9A5B', '#C9B27A', '#E2CFA6', '#F4EEE2', '#F2B78A', '#F2573F'];
    return ticket({
      plate: hex('#2B3236'),
      stub: hex('#43494D'),
      seed: 31,
      emblem: strata.map((mesh, k) => tinted(hex(tones[k] ?? '#F4EEE2'), mesh)),
    });
  },

  'exhibition-prosthetics': () => {
    // An open hand with joints.
    const finger = (x: number, y: number, lean: number, full: number) => {
      const length = full * 0.86;
      const step = (k: number): readonly [number, number] => [x + Math.sin(lean) * k, y + Math.cos(lean) * k];
      return {
        bones: [0, 1, 2].map((k) => line([step(k * length + 2.5), step((k + 1) * length - 3.4)], 9.4, 3.4)),
        joints: [0, 1, 2].map((k) => spot(2.9, ...step(k * length - 0.4), 4.2)),
      };
    };
    const fingers = [
      finger(-15, 0, -0.24, 13),
      finger(-5, 4, -0.07, 14.4),
      finger(6, 3, 0.1, 13.6),
      finger(16, -3, 0.3, 11),
      finger(21, -24, 0.95, 11),
    ];
    return ticket({
      plate: hex('#7FB2D6'),
      stub: hex('#4E83A8'),
      seed: 37,
      emblem: [
        paper(
          raised(
            [
              [-21, -6],
              [-10, -2],
              [2, 0],
              [14, -4],
              [21, -12],
              [17, -30],
              [10, -42],
              [-12, -42],
              [-19, -26],
            ],
            3.4,
          ),
          ...fingers.flatMap(({ bones }) => bones),
        ),
        tinted(colours.coral, ...fingers.flatMap(({ joints }) => joints), rounded(30, 5, 2, -1, -36, 5)),
      ],
    });
  },

  'exhibition-night': () =>
    ticket({
      plate: hex('#2C2F52'),
      stub: hex('#1F2140'),
      seed: 41,
      emblem: [
        tinted(colours.sun, raised([...arc(27, 62, 298, 50, -4, 4), ...arc(24, 262, 98, 44, 12, 4)], 3.4)),
        paper(
          raised(shiftedOutline(star(5, 7, 3), 22, 26), 3),
          raised(shiftedOutline(star(5, 5, 2.1), 34, 2), 3),
          raised(shiftedOutline(star(5, 4, 1.7), 12, 4), 3),
        ),
        tinted(
          hex('#4B4F7F'),
          ...times(9, (k) => rounded(8, 8 + ((k * 7) % 5) * 3, 1, -34 + k * 8.5, -37 + ((k * 7) % 5) * 1.5, 2)),
        ),
        tinted(
          colours.coral,
          rounded(3, 3, 0.6, -26, -36, 3),
          rounded(3, 3, 0.6, 0, -34, 3),
          rounded(3, 3, 0.6, 25, -36, 3),
        ),
      ],
    }),
};

const fairs: Record<string, () => Scene> = {
  'maker-fair': () => {
    const stripe = (k: number): Outline => {
      const [a, b] = [-36 + k * 12, -24 + k * 12];
      return [
        [a * 0.42, 24],
        [b * 0.42, 24],
        [b, 2],
        [a, 2],
      ];
    };
    const scallops = (parity: number) =>
      times(6, (k) => k)
        .filter((k) => k % 2 === parity)
        .map((k) => raised(arc(6, 180, 360, 14, -30 + k * 12, 2), 4));
    return ticket({
      plate: hex('#E9E4D8'),
      stub: hex('#B9AE96'),
      seed: 47,
      emblem: [
        tinted(colours.coral, ...[0, 2, 4].map((k) => raised(stripe(k), 4)), ...scallops(0)),
        tinted(colours.white, ...[1, 3, 5].map((k) => raised(stripe(k), 4)), ...scallops(1)),
        tinted(
          colours.slate,
          rounded(4, 36, 1, -31, -21, 2.4),
          rounded(4, 36, 1, 31, -21, 2.4),
          rounded(72, 10, 2, 0, -36, 4),
        ),
        tinted(
          colours.graphite,
          line(
            [
              [0, 24],
              [0, 42],
            ],
            2,
            3,
          ),
        ),
        tinted(
          colours.sun,
          raised(
            [
              [1, 42],
              [18, 37],
              [1, 32],
            ],
            3,
          ),
        ),
        tinted(colours.moss, moved(raised(gear(10, 10, 7.4), 4), [-14, -21, 0])),
        tinted(colours.sky, rounded(18, 15, 2, 13, -23, 4)),
      ],
    });
  },

  'swap-meet': () => {
    const reel = (x: number, y: number) => join(hoop(8, 12.6, x, y, 3), hoop(14.6, 20, x, y, 2.4));
    const arrow = (turn: number) =>
      turned(
        join(
          raised(stroke(arc(34, 112, 166, 24), 5), 3),
          moved(turned(raised(polygon(3, 7), 3), 'z', 14), [-14, 31, 0]),
        ),
        'z',
        turn,
      );
    return ticket({
      plate: colours.plum,
      stub: hex('#573449'),
      seed: 53,
      emblem: [tinted(colours.coral, reel(-17, -16)), tinted(colours.sky, reel(17, 16)), paper(arrow(0), arrow(180))],
    });
  },

  'repair-cafe': () => {
    const cup = join(
      raised(
        [
          [-24, 12],
          [18, 12],
          [16, -16],
          [10, -26],
          [-16, -26],
          [-22, -16],
        ],
        3,
      ),
      raised(stroke(arc(10, 78, -78, 24, 19, -4), 5), 3),
    );
    return ticket({
      plate: hex('#3F7A72'),
      stub: hex('#2D5953'),
      seed: 59,
      emblem: [
        paper(cup, rounded(56, 4, 2, -3, -33, 2.4)),
        tinted(
          hex('#2D4A46'),
          line(
            [
              [-12, 12],
              [-6, 4],
              [-11, -3],
              [-4, -10],
              [-7, -17],
            ],
            2,
            3.8,
          ),
        ),
        tinted(
          colours.sun,
          line(
            [
              [-31, 20],
              [21, 34],
            ],
            5.4,
            5,
          ),
          moved(turned(raised([...arc(10, 40, 320, 30), [-1, -5], [-1, 5]], 5), 'z', 195), [29, 36, 0]),
        ),
        tinted(
          hex('#BFD3D8'),
          line(
            times(20, (k) => [-14 + 3 * Math.sin(k * 0.5), 17 + k * 0.75] as const),
            2.6,
            2,
          ),
          line(
            times(20, (k) => [0 + 3 * Math.sin(k * 0.5 + 1), 17 + k * 0.35] as const),
            2.6,
            2,
          ),
        ),
      ],
    });
  },
};

const talks: Record<string, () => Scene> = {
  'talk-architecture': () => {
    // A house that grows in layers under a nozzle.
    const walls = times(8, (k) =>
      join(
        rounded(22, 4.6, 2.2, -22, -34 + k * 5.2, 3),
        rounded(k > 4 ? 66 : 22, 4.6, 2.2, k > 4 ? 0 : 22, -34 + k * 5.2, 3),
      ),
    );
    return ticket({
      plate: hex('#D8BE95'),
      stub: hex('#A98C60'),
      seed: 61,
      emblem: [
        paper(...walls),
        tinted(
          hex('#6C5A3F'),
          rounded(38, 4, 1, 14, 42, 2.4),
          rounded(12, 16, 2, 8, 31, 4.6),
          raised(
            [
              [2, 23],
              [14, 23],
              [10, 12],
              [6, 12],
            ],
            4.6,
          ),
        ),
        tinted(
          colours.coral,
          line(
            [
              [8, 10],
              [8, 5],
              [-22, 5],
            ],
            4.4,
            3.6,
          ),
        ),
      ],
    });
  },

  'talk-materials': () =>
    ticket({
      plate: hex('#8C6A4A'),
      stub: hex('#654A31'),
      seed: 67,
      emblem: [
        tinted(
          hex('#E9DCC2'),
          raised(
            [
              [-8, -34],
              [8, -34],
              [6, -6],
              [5, 6],
              [-5, 6],
              [-6, -6],
            ],
            3,
          ),
          raised(
            [
              [18, -34],
              [28, -34],
              [26, -14],
              [20, -14],
            ],
            3,
          ),
        ),
        tinted(
          colours.coral,
          raised([...arc(31, 8, 172, 40, 0, 2), [-20, 0], [0, 3], [20, 0]], 4.2),
          raised([...arc(13, 4, 176, 24, 23, -16), [14, -18], [32, -18]], 4.2),
        ),
        paper(spot(4.4, -12, 16, 5.4), spot(3.4, 6, 24, 5.4), spot(4, 16, 11, 5.4), spot(2.4, 22, -9, 5.4)),
        tinted(
          colours.moss,
          line(
            [
              [-38, -35],
              [38, -35],
            ],
            4,
            2.4,
          ),
          raised(
            [
              [-32, -34],
              [-24, -34],
              [-34, -18],
            ],
            2.4,
          ),
          raised(
            [
              [-26, -34],
              [-20, -34],
              [-18, -20],
            ],
            2.4,
          ),
        ),
      ],
    }),

  'talk-law': () => {
    const pan = (x: number, y: number) =>
      join(
        line(
          [
            [x, y + 24],
            [x - 13, y],
          ],
          1.8,
          2.4,
        ),
        line(
          [
            [x, y + 24],
            [x + 13, y],
          ],
          1.8,
          2.4,
        ),
        raised([...arc(15, 180, 360, 24, x, y)], 3),
      );
    return ticket({
      plate: hex('#5A2E3A'),
      stub: hex('#402029'),
      seed: 71,
      emblem: [
        tinted(
          colours.brass,
          line(
            [
              [0, -34],
              [0, 34],
            ],
            5,
            3,
          ),
          rounded(40, 6, 3, 0, -36, 3),
          line(
            [
              [-27, 19],
              [27, 27],
            ],
            4.4,
            4,
          ),
          spot(5, 0, 34, 5),
          pan(-26, -6),
          pan(26, 2),
        ),
        tinted(hex('#F2573F'), moved(raised(gear(9, 9.5, 6.8), 4), [-26, 2, 0])),
        paper(rounded(13, 17, 1.5, 26, 11, 4)),
      ],
    });
  },
};

export const eventScenes = { ...workshops, ...exhibitions, ...fairs, ...talks };
