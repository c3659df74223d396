import type { Vector } from './mesh.ts';

/**
 * How thick a body is across the plane that it comes closest to lying in: 0 for a plane, a line or a point, however they stand.
 * A box says of an askew sheet how steep it is. In: x, y, z of each corner that is used, at least one. Out: mm.
 */
export function thicknessOf(positions: Float64Array): number {
  const start = pointAt(positions, 0);
  const line = unitOf(from(start, pointAt(positions, furthest(positions, start, NOWHERE))));
  const aside = from(start, pointAt(positions, furthest(positions, start, line)));
  // Across the line and across the corner that lies furthest from it.
  const [a, b, c] = unitOf(cross(line, aside));
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 3) {
    const height = positions[at]! * a + positions[at + 1]! * b + positions[at + 2]! * c;
    if (height < least) least = height;
    if (height > most) most = height;
  }
  return most - least;
}

const NOWHERE: Vector = [0, 0, 0];

/** Where the corner is that lies furthest from the line through `start` along the unit vector; from the point where that is 0. */
function furthest(positions: Float64Array, [ox, oy, oz]: Vector, [a, b, c]: Vector): number {
  let found = 0;
  let most = 0;
  for (let at = 0; at < positions.length; at += 3) {
    const x = positions[at]! - ox;
    const y = positions[at + 1]! - oy;
    const z = positions[at + 2]! - oz;
    const along = x * a + y * b + z * c;
    const [u, v, w] = [x - along * a, y - along * b, z - along * c];
    const square = u * u + v * v + w * w;
    if (square <= most) continue;
    most = square;
    found = at;
  }
  return found;
}

const pointAt = (positions: Float64Array, at: number): Vector => [
  positions[at]!,
  positions[at + 1]!,
  positions[at + 2]!,
];
const from = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [x - a, y - b, z - c];
const cross = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [b * z - c * y, c * x - a * z, a * y - b * x];

/** Nothing stays nothing: a line has no second direction, and is not thick in it. */
const unitOf = (vector: Vector): Vector => {
  const length = Math.hypot(...vector);
  return length === 0 ? NOWHERE : (vector.map((value) => value / length) as unknown as Vector);
};
