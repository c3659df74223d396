import { cross, item, sub, TURN, times, unit, type Vec3 } from './vectors.ts';

/** Triangles without shared corners: nine numbers each, positions in millimetres and normals of length one. */
export interface Mesh {
  readonly points: Float32Array;
  readonly normals: Float32Array;
}

type Corners = readonly [a: number, b: number, c: number];

/** A mesh of points and the corners of its triangles; smooth across shared points unless `flat`. */
export function mesh(points: readonly Vec3[], triangles: readonly Corners[], flat = false): Mesh {
  const sums = points.map(() => [0, 0, 0] as [number, number, number]);
  const faces = triangles.map(([a, b, c]) => {
    const start = item(points, a);
    return cross(sub(item(points, b), start), sub(item(points, c), start));
  });
  triangles.forEach((corners, face) => {
    for (const corner of corners) {
      const sum = item(sums, corner);
      const normal = item(faces, face);
      sum[0] += normal[0];
      sum[1] += normal[1];
      sum[2] += normal[2];
    }
  });
  const made = { points: new Float32Array(triangles.length * 9), normals: new Float32Array(triangles.length * 9) };
  triangles.forEach((corners, face) => {
    corners.forEach((corner, k) => {
      made.points.set(item(points, corner), face * 9 + k * 3);
      made.normals.set(unit(flat ? item(faces, face) : item(sums, corner)), face * 9 + k * 3);
    });
  });
  return made;
}

interface GridOptions {
  readonly flat?: boolean;
  /** The last column meets the first one. */
  readonly closed?: boolean;
  /** Every other row is half a column further on, so that flat triangles point up and down in turn. */
  readonly stagger?: boolean;
}

/** A surface over a grid: `at` takes u and v from 0 to 1. */
export function grid(
  at: (u: number, v: number) => Vec3,
  columns: number,
  rows: number,
  { flat = false, closed = true, stagger = false }: GridOptions = {},
): Mesh {
  const width = closed ? columns : columns + 1;
  const points = times(rows + 1, (j) =>
    times(width, (i) => at(((i + (stagger && j % 2 === 1 ? 0.5 : 0)) / columns) % (closed ? 1 : 2), j / rows)),
  ).flat();
  const index = (i: number, j: number) => j * width + (closed ? i % columns : i);
  const triangles = times(rows, (j) =>
    times(columns, (i): Corners[] => {
      const [a, b, c, d] = [index(i, j), index(i + 1, j), index(i + 1, j + 1), index(i, j + 1)];
      return stagger && j % 2 === 1
        ? [
            [a, b, c],
            [a, c, d],
          ]
        : [
            [a, b, d],
            [b, c, d],
          ];
    }).flat(),
  ).flat();
  return mesh(points, triangles, flat);
}

/** Several meshes as one. */
export function join(...meshes: readonly Mesh[]): Mesh {
  const length = meshes.reduce((sum, { points }) => sum + points.length, 0);
  const whole = { points: new Float32Array(length), normals: new Float32Array(length) };
  let offset = 0;
  for (const { points, normals } of meshes) {
    whole.points.set(points, offset);
    whole.normals.set(normals, offset);
    offset += points.length;
  }
  return whole;
}

function mapped({ points, normals }: Mesh, point: (p: Vec3) => Vec3, normal: (n: Vec3) => Vec3): Mesh {
  const result = { points: new Float32Array(points.length), normals: new Float32Array(points.length) };
  for (let i = 0; i < points.length; i += 3) {
    result.points.set(point([item(points, i), item(points, i + 1), item(points, i + 2)]), i);
    result.normals.set(normal([item(normals, i), item(normals, i + 1), item(normals, i + 2)]), i);
  }
  return result;
}

export const moved = (solid: Mesh, [x, y, z]: Vec3): Mesh =>
  mapped(
    solid,
    (p) => [p[0] + x, p[1] + y, p[2] + z],
    (n) => n,
  );

/** Turned about an axis through the origin, in degrees, counter-clockwise as seen from the axis' tip. */
export function turned(solid: Mesh, axis: 'x' | 'y' | 'z', degrees: number): Mesh {
  const c = Math.cos((degrees * TURN) / 360);
  const s = Math.sin((degrees * TURN) / 360);
  const turn = ([x, y, z]: Vec3): Vec3 => {
    switch (axis) {
      case 'x':
        return [x, y * c - z * s, y * s + z * c];
      case 'y':
        return [x * c + z * s, y, z * c - x * s];
      case 'z':
        return [x * c - y * s, x * s + y * c, z];
    }
  };
  return mapped(solid, turn, turn);
}

/** Drawn on the table, stood up to face the front: what pointed up looks at the viewer, what was behind is on top. */
export const upright = (solid: Mesh): Mesh => turned(solid, 'x', 90);

/** Longer or shorter along each axis. */
export const scaled = (solid: Mesh, [x, y, z]: Vec3): Mesh =>
  mapped(
    solid,
    (p) => [p[0] * x, p[1] * y, p[2] * z],
    (n) => unit([n[0] / x, n[1] / y, n[2] / z]),
  );

/** Every point shifted by a smooth amount that is small beside the solid: normals stay as they are. */
export const shifted = (solid: Mesh, shift: (p: Vec3) => Vec3): Mesh =>
  mapped(
    solid,
    (p) => {
      const by = shift(p);
      return [p[0] + by[0], p[1] + by[1], p[2] + by[2]];
    },
    (n) => n,
  );
