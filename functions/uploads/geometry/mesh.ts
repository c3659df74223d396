import { refuse } from './refusals.ts';

/** Triangles over shared corners, in millimetres. `triangles` holds three indices of corners for each. */
export interface Mesh {
  /** x, y, z of each corner. */
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
}

export type Vector = readonly [number, number, number];

export interface Box {
  readonly min: Vector;
  readonly max: Vector;
}

/** Boxes of meshes that live: a mesh never changes, and its box is asked for by each stage. */
const boxes = new WeakMap<Mesh, Box>();

/** The box around the corners that triangles use; a corner that none uses does not count. In: a mesh with triangles. */
export function boxOf(mesh: Mesh): Box {
  const kept = boxes.get(mesh);
  if (kept) return kept;
  const { positions, triangles } = mesh;
  let [left, front, low] = [Infinity, Infinity, Infinity];
  let [right, back, high] = [-Infinity, -Infinity, -Infinity];
  // Millions of corners: no loop over axes.
  for (let index = 0; index < triangles.length; index++) {
    const at = triangles[index]! * 3;
    const x = positions[at]!;
    const y = positions[at + 1]!;
    const z = positions[at + 2]!;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < front) front = y;
    if (y > back) back = y;
    if (z < low) low = z;
    if (z > high) high = z;
  }
  const box: Box = { min: [left, front, low], max: [right, back, high] };
  boxes.set(mesh, box);
  return box;
}

/** Lengths of the sides of a box, mm. */
export const sidesOf = ({ min, max }: Box): Vector => [max[0] - min[0], max[1] - min[1], max[2] - min[2]];

/** The smallest box around all of these. */
export const unite = (boxes: readonly Box[]): Box => ({
  min: [0, 1, 2].map((axis) => Math.min(...boxes.map(({ min }) => min[axis]!))) as unknown as Vector,
  max: [0, 1, 2].map((axis) => Math.max(...boxes.map(({ max }) => max[axis]!))) as unknown as Vector,
});

/** The box moved by these millimetres. */
export const moveBox = ({ min, max }: Box, offset: Vector): Box => ({
  min: [min[0] + offset[0], min[1] + offset[1], min[2] + offset[2]],
  max: [max[0] + offset[0], max[1] + offset[1], max[2] + offset[2]],
});

/** The mesh with every length multiplied, for a file whose unit is not the millimetre. */
export const scaleMesh = (mesh: Mesh, factor: number): Mesh =>
  factor === 1 ? mesh : { ...mesh, positions: mesh.positions.map((value) => value * factor) };

/** In: a mesh. Out: it without the triangles that use a corner twice, and how many these were. */
export function dropDegenerate(mesh: Mesh): { mesh: Mesh; dropped: number } {
  const { triangles } = mesh;
  const kept = new Uint32Array(triangles.length);
  let length = 0;
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at]!;
    const b = triangles[at + 1]!;
    const c = triangles[at + 2]!;
    if (a === b || b === c || c === a) continue;
    kept[length] = a;
    kept[length + 1] = b;
    kept[length + 2] = c;
    length += 3;
  }
  const dropped = (triangles.length - length) / 3;
  return { mesh: dropped === 0 ? mesh : { ...mesh, triangles: kept.slice(0, length) }, dropped };
}

/** Collects the triangles of a file; refuses `too-many-triangles` beyond the limit. */
export class TriangleList {
  private indices = new Uint32Array(3 * 1024);
  private length = 0;
  private readonly most: number;

  constructor(mostTriangles: number) {
    this.most = mostTriangles * 3;
  }

  /** Corners by their index. */
  add(a: number, b: number, c: number): void {
    if (this.length >= this.most) refuse('too-many-triangles', `more than ${this.most / 3}`);
    if (this.length + 3 > this.indices.length) this.indices = grown(this.indices, Uint32Array);
    this.indices[this.length] = a;
    this.indices[this.length + 1] = b;
    this.indices[this.length + 2] = c;
    this.length += 3;
  }

  get count(): number {
    return this.length / 3;
  }

  /** Three indices of corners for each triangle so far. */
  done(): Uint32Array {
    return this.indices.slice(0, this.length);
  }
}

/** The same content with twice the room. */
export function grown<T extends Uint32Array | Float64Array | Int32Array>(array: T, kind: new (length: number) => T): T {
  const larger = new kind(array.length * 2);
  larger.set(array);
  return larger;
}
