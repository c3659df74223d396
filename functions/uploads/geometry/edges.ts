import type { Mesh } from './mesh.ts';

/** What the edges of a closed or broken surface say. */
export interface EdgeReport {
  /** Edges with an odd number of triangles: the border of a hole. */
  readonly open: number;
  /** Even, but not as often in one direction as in the other. */
  readonly flipped: number;
  /** More than two triangles. */
  readonly nonManifold: number;
  /** Pairs of corners of open edges, one after the other. */
  readonly openEdges: Uint32Array;
  /** The shell of each triangle, 0 and up; triangles that share an edge are of one shell. */
  readonly shellOf: Uint32Array;
  readonly shells: number;
  /** 1 for a triangle that must be turned so that neighbours agree; nothing to turn when no edge is flipped. */
  readonly turned: Uint8Array;
}

/** Below it a bucket is sorted by insertion, which is quicker than the call of the built-in sort. */
const SHORT_BUCKET = 24;
/** A half-edge is packed into the 53 bits of a number: other corner, direction, triangle. */
const TRIANGLES = 2 ** 22;

/**
 * Matches the half-edges of a mesh: buckets by the smaller corner, each sorted, so that a fan of a million triangles costs
 * no more than others. In: a welded mesh without degenerate triangles, at most 4 million. Out: counts, shells, turns.
 */
export function inspectEdges({ positions, triangles }: Mesh): EdgeReport {
  const { starts, halfEdges } = bucketHalfEdges(positions.length / 3, triangles);
  const count = triangles.length / 3;
  const shells = new Sets(count);
  const patches = new Sets(count);
  const openEdges: number[] = [];
  let flipped = 0;
  let nonManifold = 0;

  for (let corner = 0; corner + 1 < starts.length; corner++) {
    const end = starts[corner + 1]!;
    for (let from = starts[corner]!; from < end; ) {
      const other = Math.floor(halfEdges[from]! / (2 * TRIANGLES));
      let to = from;
      let balance = 0;
      while (to < end && Math.floor(halfEdges[to]! / (2 * TRIANGLES)) === other) {
        balance += isForward(halfEdges[to]!) ? 1 : -1;
        if (to > from) shells.join(halfEdges[from]! % TRIANGLES, halfEdges[to]! % TRIANGLES, 0);
        to++;
      }
      const uses = to - from;
      if (uses % 2 === 1) openEdges.push(corner, other);
      else if (balance !== 0) flipped++;
      if (uses > 2) nonManifold++;
      if (uses === 2)
        patches.join(halfEdges[from]! % TRIANGLES, halfEdges[from + 1]! % TRIANGLES, balance === 0 ? 0 : 1);
      from = to;
    }
  }
  const named = shells.names();
  return {
    open: openEdges.length / 2,
    flipped,
    nonManifold,
    openEdges: Uint32Array.from(openEdges),
    shellOf: named.names,
    shells: named.count,
    turned: Uint8Array.from({ length: flipped === 0 ? 0 : count }, (_, triangle) => patches.parity(triangle)),
  };
}

const isForward = (halfEdge: number) => Math.floor(halfEdge / TRIANGLES) % 2 === 1;

function bucketHalfEdges(corners: number, triangles: Uint32Array): { starts: Uint32Array; halfEdges: Float64Array } {
  const starts = new Uint32Array(corners + 1);
  const next = (at: number) => (at % 3 === 2 ? at - 2 : at + 1);
  for (let at = 0; at < triangles.length; at++) starts[Math.min(triangles[at]!, triangles[next(at)]!) + 1]!++;
  for (let corner = 0; corner < corners; corner++) starts[corner + 1]! += starts[corner]!;
  const fill = starts.slice();
  const halfEdges = new Float64Array(triangles.length);
  for (let at = 0; at < triangles.length; at++) {
    const a = triangles[at]!;
    const b = triangles[next(at)]!;
    const triangle = (at - (at % 3)) / 3;
    const smaller = Math.min(a, b);
    halfEdges[fill[smaller]!++] = (Math.max(a, b) * 2 + (a < b ? 1 : 0)) * TRIANGLES + triangle;
  }
  for (let corner = 0; corner < corners; corner++) sortRange(halfEdges, starts[corner]!, starts[corner + 1]!);
  return { starts, halfEdges };
}

/** Sorts part of an array, upwards. */
export function sortRange(array: Float64Array, from: number, to: number): void {
  if (to - from > SHORT_BUCKET) {
    array.subarray(from, to).sort();
    return;
  }
  for (let at = from + 1; at < to; at++) {
    const value = array[at]!;
    let place = at;
    while (place > from && array[place - 1]! > value) {
      array[place] = array[place - 1]!;
      place--;
    }
    array[place] = value;
  }
}

/** Union-find over triangles; each also knows whether it is turned against the first of its set. */
class Sets {
  private readonly parent: Int32Array;
  private readonly turn: Uint8Array;
  private readonly size: Int32Array;

  constructor(count: number) {
    this.parent = new Int32Array(count);
    for (let index = 0; index < count; index++) this.parent[index] = index;
    this.turn = new Uint8Array(count);
    this.size = new Int32Array(count).fill(1);
  }

  /** `turned`: 1 when the two must differ, 0 when they agree. What contradicts an earlier join is left as it is. */
  join(a: number, b: number, turned: number): void {
    const rootA = this.find(a);
    const rootB = this.find(b);
    if (rootA === rootB) return;
    const turn = this.turnOf(a) ^ this.turnOf(b) ^ turned;
    const [large, small] = this.size[rootA]! >= this.size[rootB]! ? [rootA, rootB] : [rootB, rootA];
    this.parent[small] = large;
    this.turn[small] = turn;
    this.size[large]! += this.size[small]!;
  }

  parity(index: number): number {
    this.find(index);
    return this.turnOf(index);
  }

  names(): { names: Uint32Array; count: number } {
    const names = new Int32Array(this.parent.length).fill(-1);
    let count = 0;
    const named = new Uint32Array(this.parent.length);
    for (let index = 0; index < named.length; index++) {
      const root = this.find(index);
      if (names[root] === -1) names[root] = count++;
      named[index] = names[root]!;
    }
    return { names: named, count };
  }

  /** After `find`, an index points at its root or is one. */
  private turnOf(index: number): number {
    return this.parent[index] === index ? 0 : this.turn[index]!;
  }

  private find(index: number): number {
    let root = index;
    let turn = 0;
    while (this.parent[root] !== root) {
      turn ^= this.turn[root]!;
      root = this.parent[root]!;
    }
    for (let at = index; at !== root; ) {
      const next = this.parent[at]!;
      const own = this.turn[at]!;
      this.parent[at] = root;
      this.turn[at] = turn;
      turn ^= own;
      at = next;
    }
    return root;
  }
}
