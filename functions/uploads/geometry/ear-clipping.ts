import type { TriangleList } from './mesh.ts';
import { refuse } from './refusals.ts';

/** How often a corner may still be compared with a possible ear, over all faces of a file. */
export interface CuttingWork {
  left: number;
}

/** Enough for 400 faces of 1,000 corners in their worst order, and for every real file; about three seconds. */
export const CUTTING_WORK = 400_000_000;

/**
 * Cuts a flat face of any shape into corners − 2 triangles by ear clipping, in the plane of Newell's normal, so that
 * concave faces and faces with a slit to a hole come out right. A face that crosses itself is cut somehow.
 * In: coordinates of all corners, the face's corners in order, and the work that is left to this file; quadratic, in most
 * cases, in the number of corners. Out: triangles, added to the list. Throws `too-complex`.
 */
export function cutFace(
  coordinates: Float64Array,
  face: readonly number[],
  triangles: TriangleList,
  work: CuttingWork,
): void {
  const flat = flatten(coordinates, face);
  const left = face.map((_, index) => index);
  // A convex face becomes a fan around its first corner, as other readers cut it.
  let at = 1;
  let misses = 0;
  // How much an ear may be against the rules; raised when nobody is left who keeps them.
  let lenient = 0;
  while (left.length > 3) {
    work.left -= left.length;
    if (work.left < 0) refuse('too-complex', 'faces of very many corners');
    const before = left[(at + left.length - 1) % left.length]!;
    const ear = left[at % left.length]!;
    const after = left[(at + 1) % left.length]!;
    if (lenient === 2 || isEar(flat, left, before, ear, after, lenient)) {
      triangles.add(face[before]!, face[ear]!, face[after]!);
      left.splice(at % left.length, 1);
      misses = 0;
      lenient = 0;
      // Stepping on spreads the cuts around the face and keeps the triangles from becoming slivers.
      at %= left.length;
    } else {
      at = (at + 1) % left.length;
      misses++;
    }
    if (misses >= left.length) {
      misses = 0;
      lenient++;
    }
  }
  triangles.add(face[left[0]!]!, face[left[1]!]!, face[left[2]!]!);
}

interface Flat {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The corners in the plane of the face, wound anticlockwise. */
function flatten(coordinates: Float64Array, face: readonly number[]): Flat {
  const normal: [number, number, number] = [0, 0, 0];
  const value = (index: number, axis: number) => coordinates[face[index % face.length]! * 3 + axis]!;
  for (let index = 0; index < face.length; index++) {
    for (let axis = 0; axis < 3; axis++) {
      const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
      // Relative to the first corner: far from the origin the products would lose their digits.
      const u0 = value(index, u) - value(0, u);
      const u1 = value(index + 1, u) - value(0, u);
      const v0 = value(index, v) - value(0, v);
      const v1 = value(index + 1, v) - value(0, v);
      normal[axis]! += u0 * v1 - u1 * v0;
    }
  }
  const axis = [0, 1, 2].reduce((most, axis) => (Math.abs(normal[axis]!) > Math.abs(normal[most]!) ? axis : most), 0);
  const sign = normal[axis]! < 0 ? -1 : 1;
  const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
  return {
    x: Float64Array.from(face, (_, index) => (value(index, u) - value(0, u)) * sign),
    y: Float64Array.from(face, (_, index) => value(index, v) - value(0, v)),
  };
}

/** Twice the area of a triangle, positive when it is wound anticlockwise. */
const turn = ({ x, y }: Flat, a: number, b: number, c: number): number =>
  (x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!);

function isEar(flat: Flat, left: readonly number[], a: number, b: number, c: number, lenient: number): boolean {
  const area = turn(flat, a, b, c);
  if (lenient === 0 ? area <= 0 : area < 0) return false;
  const { x, y } = flat;
  for (const other of left) {
    if (other === a || other === b || other === c) continue;
    // Both ends of a slit lie on the same place; such a corner is in nobody's way.
    if (isSame(x, y, other, a) || isSame(x, y, other, b) || isSame(x, y, other, c)) continue;
    const inside =
      lenient === 0
        ? turn(flat, a, b, other) >= 0 && turn(flat, b, c, other) >= 0 && turn(flat, c, a, other) >= 0
        : turn(flat, a, b, other) > 0 && turn(flat, b, c, other) > 0 && turn(flat, c, a, other) > 0;
    if (inside) return false;
  }
  return true;
}

const isSame = (x: Float64Array, y: Float64Array, a: number, b: number) => x[a] === x[b] && y[a] === y[b];
