import { item, TURN, times } from './vectors.ts';

/** A closed line on the table, counter-clockwise, in millimetres. */
export type Outline = readonly (readonly [x: number, y: number])[];

export const circle = (radius: number, count = 96, x = 0, y = 0): Outline =>
  times(count, (k) => [x + radius * Math.cos((k / count) * TURN), y + radius * Math.sin((k / count) * TURN)]);

/** A rectangle around the origin with round corners. */
export function roundedRectangle(width: number, depth: number, radius: number, perCorner = 10): Outline {
  const centres = [
    [width / 2 - radius, depth / 2 - radius],
    [radius - width / 2, depth / 2 - radius],
    [radius - width / 2, radius - depth / 2],
    [width / 2 - radius, radius - depth / 2],
  ] as const;
  return centres.flatMap(([x, y], corner) =>
    times(perCorner + 1, (k) => {
      const angle = ((corner + k / perCorner) * TURN) / 4;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    }),
  );
}

export const polygon = (corners: number, radius: number, turn = 0): Outline => {
  const phase = (turn * TURN) / 360;
  return times(corners, (k) => [
    radius * Math.cos((k / corners) * TURN + phase),
    radius * Math.sin((k / corners) * TURN + phase),
  ]);
};

/** A star, or a gear without a hole: two radii in turn. */
export const star = (points: number, outer: number, inner: number): Outline =>
  times(points * 2, (k) => {
    const angle = ((k + 0.5) / (points * 2)) * TURN + TURN / 4 - TURN / (points * 4);
    const radius = k % 2 === 0 ? outer : inner;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

/** The rim of a gear wheel with trapezoid teeth. */
export const gear = (teeth: number, outer: number, inner: number): Outline =>
  times(teeth, (k) =>
    (
      [
        [0, inner],
        [0.3, inner],
        [0.42, outer],
        [0.72, outer],
        [0.84, inner],
      ] as const
    ).map(([part, radius]) => {
      const angle = ((k + part) / teeth) * TURN;
      return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    }),
  ).flat();

/** An open line with a width, as an outline: round at both ends. */
export function stroke(line: Outline, width: number): Outline {
  const side = (sign: number, k: number): readonly [number, number] => {
    const before = item(line, Math.max(0, k - 1));
    const after = item(line, Math.min(line.length - 1, k + 1));
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const length = Math.hypot(dx, dy) || 1;
    const [x, y] = item(line, k);
    return [x + ((sign * dy) / length) * (width / 2), y - ((sign * dx) / length) * (width / 2)];
  };
  const cap = (k: number, towards: number): Outline => {
    const from = item(line, k);
    const neighbour = item(line, towards);
    const heading = Math.atan2(from[1] - neighbour[1], from[0] - neighbour[0]);
    return times(7, (step) => {
      const angle = heading + ((step + 1) / 8 - 0.5) * Math.PI;
      return [from[0] + (Math.cos(angle) * width) / 2, from[1] + (Math.sin(angle) * width) / 2] as const;
    });
  };
  const last = line.length - 1;
  return [
    ...line.map((_, k) => side(1, k)),
    ...cap(last, last - 1),
    ...line.map((_, k) => side(-1, last - k)),
    ...cap(0, 1),
  ];
}

/** Points on an arc, angles in degrees. */
export const arc = (radius: number, from: number, to: number, count = 24, x = 0, y = 0): Outline =>
  times(count + 1, (k) => {
    const angle = ((from + ((to - from) * k) / count) * TURN) / 360;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });

export const shiftedOutline = (outline: Outline, x: number, y: number): Outline =>
  outline.map(([a, b]) => [a + x, b + y] as const);

const turnOf = (a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]) =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** The outline in counter-clockwise order, whichever way it ran. */
export function counterClockwise(outline: Outline): Outline {
  let area = 0;
  outline.forEach(([x, y], k) => {
    const next = item(outline, (k + 1) % outline.length);
    area += x * next[1] - next[0] * y;
  });
  return area < 0 ? outline.toReversed() : outline;
}

/** The outline moved inwards by a little: each corner along the bisector of its edges. */
export const inset = (outline: Outline, distance: number): Outline =>
  outline.map((point, k) => {
    const before = item(outline, (k + outline.length - 1) % outline.length);
    const after = item(outline, (k + 1) % outline.length);
    const first = Math.hypot(point[0] - before[0], point[1] - before[1]) || 1;
    const second = Math.hypot(after[0] - point[0], after[1] - point[1]) || 1;
    const [ax, ay] = [(before[1] - point[1]) / first, (point[0] - before[0]) / first];
    const [bx, by] = [(point[1] - after[1]) / second, (after[0] - point[0]) / second];
    const spread = Math.max(0.4, 1 + ax * bx + ay * by);
    return [point[0] + ((ax + bx) / spread) * distance, point[1] + ((ay + by) / spread) * distance];
  });

/** Triangles that cover a simple outline, as indices into it: ears are cut off until three corners are left. */
export function triangulate(outline: Outline): (readonly [number, number, number])[] {
  const left = outline.map((_, k) => k);
  const triangles: (readonly [number, number, number])[] = [];
  const at = (k: number) => item(outline, item(left, (k + left.length) % left.length));
  const isEar = (k: number): boolean => {
    const [a, b, c] = [at(k - 1), at(k), at(k + 1)];
    if (turnOf(a, b, c) <= 1e-9) return false;
    return left.every((index) => {
      const p = item(outline, index);
      return p === a || p === b || p === c || turnOf(a, b, p) < 0 || turnOf(b, c, p) < 0 || turnOf(c, a, p) < 0;
    });
  };
  while (left.length > 3) {
    // Where no ear is left, the outline touches itself: any corner will do.
    const ear = Math.max(
      0,
      left.findIndex((_, k) => isEar(k)),
    );
    const size = left.length;
    triangles.push([item(left, (ear + size - 1) % size), item(left, ear), item(left, (ear + 1) % size)]);
    left.splice(ear, 1);
  }
  triangles.push([item(left, 0), item(left, 1), item(left, 2)]);
  return triangles;
}
