import type { Mesh, Vector } from './mesh.ts';

/**
 * How thick a mesh is across the plane that it comes closest to lying in: 0 for a plane, a line or a point, however they stand.
 * A box says of an askew sheet how steep it is. In: a mesh with triangles. Out: mm.
 */
export function thicknessOf({ positions, triangles }: Mesh): number {
  const start = pointAt(positions, triangles[0]!);
  const line = unitOf(from(start, pointAt(positions, furthest(positions, triangles, start, NOWHERE))));
  const aside = from(start, pointAt(positions, furthest(positions, triangles, start, line)));
  // Across the line and across the corner that lies furthest from it.
  const [a, b, c] = unitOf(cross(line, aside));
  let [least, most] = [Infinity, -Infinity];
  for (const corner of triangles) {
    const at = corner * 3;
    const height = positions[at]! * a + positions[at + 1]! * b + positions[at + 2]! * c;
    if (height < least) least = height;
    if (height > most) most = height;
  }
  return most - least;
}

const NOWHERE: Vector = [0, 0, 0];

/** The corner furthest from the line through `start` along the unit vector; furthest from the point where that is 0. */
function furthest(positions: Float64Array, triangles: Uint32Array, start: Vector, [a, b, c]: Vector): number {
  const [ox, oy, oz] = start;
  let found = triangles[0]!;
  let most = 0;
  for (const corner of triangles) {
    const x = positions[corner * 3]! - ox;
    const y = positions[corner * 3 + 1]! - oy;
    const z = positions[corner * 3 + 2]! - oz;
    const along = x * a + y * b + z * c;
    const square = (x - along * a) ** 2 + (y - along * b) ** 2 + (z - along * c) ** 2;
    if (square <= most) continue;
    most = square;
    found = corner;
  }
  return found;
}

const pointAt = (positions: Float64Array, corner: number): Vector => [
  positions[corner * 3]!,
  positions[corner * 3 + 1]!,
  positions[corner * 3 + 2]!,
];
const from = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [x - a, y - b, z - c];
const cross = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [b * z - c * y, c * x - a * z, a * y - b * x];

/** Nothing stays nothing: a line has no second direction, and is not thick in it. */
const unitOf = (vector: Vector): Vector => {
  const length = Math.hypot(...vector);
  return length === 0 ? NOWHERE : (vector.map((value) => value / length) as unknown as Vector);
};
