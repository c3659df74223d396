import { sortRange } from './edges.ts';
import { type Box, type Mesh } from './mesh.ts';

/** Where the columns of a grid pass through the surface, column by column and upwards in each. */
export interface Columns {
  readonly axis: 0 | 1 | 2;
  /** Columns along one side. */
  readonly side: number;
  /** Cross-section of a column, mm². */
  readonly cellArea: number;
  /** First hit of each column, and one more. */
  readonly starts: Uint32Array;
  /** Height (in `step` above `base`) and triangle, packed: see `heightOf`, `triangleOf`. */
  readonly hits: Float64Array;
  readonly base: number;
  readonly step: number;
}

/** Triangles that a hit can name. */
const TRIANGLES = 2 ** 22;
/** Heights that are told apart along an axis; with the triangle they fill the 53 bits of a number. */
const HEIGHTS = 2 ** 31 - 1;
/** Where the first column stands within its cell: no multiple of a simple fraction, so that it meets no edge. */
const OFFSETS = [Math.SQRT2 - 1, (Math.sqrt(5) - 1) / 2] as const;

/** The height of a hit on its axis, mm. */
export const heightOf = ({ base, step }: Columns, hit: number): number => base + Math.floor(hit / TRIANGLES) * step;
/** The triangle of a hit. */
export const triangleOf = (hit: number): number => hit % TRIANGLES;

/**
 * Samples a surface along one axis. Two triangles share the crossing point of their common edge bit by bit, so a closed
 * surface has no gap between them. In: a mesh and its box; columns along a side, and the most hits that are wanted.
 * Out: sorted hits of a grid that is coarser where that many are too many; nothing where even few columns have too many.
 */
export function sampleColumns(
  mesh: Mesh,
  box: Box,
  axis: 0 | 1 | 2,
  wanted: number,
  mostHits: number,
): Columns | undefined {
  for (let side = wanted; side >= LEAST_COLUMNS; side = Math.floor(side / 2)) {
    const grid = gridOf(mesh, box, axis, side);
    if (estimate(grid) > 2 * mostHits) continue;
    const columns = fill(grid, box, mostHits);
    if (columns !== undefined) return columns;
  }
  return undefined;
}

/** A coarser grid says nothing. */
const LEAST_COLUMNS = 24;

interface Grid {
  readonly mesh: Mesh;
  readonly axis: 0 | 1 | 2;
  readonly u: number;
  readonly v: number;
  readonly side: number;
  readonly u0: number;
  readonly v0: number;
  readonly du: number;
  readonly dv: number;
}

function gridOf(mesh: Mesh, { min, max }: Box, axis: 0 | 1 | 2, side: number): Grid {
  const u = (axis + 1) % 3;
  const v = (axis + 2) % 3;
  const du = (max[u]! - min[u]!) / side;
  const dv = (max[v]! - min[v]!) / side;
  return { mesh, axis, u, v, side, u0: min[u]! + 0.5 * du, v0: min[v]! + OFFSETS[0] * dv, du, dv };
}

/** Cells of the boxes around the projected triangles: an upper bound, within a factor of two for most, of the hits. */
function estimate({ mesh: { positions, triangles }, u, v, du, dv }: Grid): number {
  let cells = 0;
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at]! * 3;
    const b = triangles[at + 1]! * 3;
    const c = triangles[at + 2]! * 3;
    const au = positions[a + u]!;
    const bu = positions[b + u]!;
    const cu = positions[c + u]!;
    const av = positions[a + v]!;
    const bv = positions[b + v]!;
    const cv = positions[c + v]!;
    const width = (Math.max(au, bu, cu) - Math.min(au, bu, cu)) / du;
    cells += (width * (Math.max(av, bv, cv) - Math.min(av, bv, cv))) / dv;
  }
  return cells / 2;
}

function fill(grid: Grid, { min, max }: Box, mostHits: number): Columns | undefined {
  const { axis, side, du, dv } = grid;
  const starts = new Uint32Array(side * side + 1);
  let total = 0;
  scan(grid, (column) => {
    starts[column + 1]!++;
    total++;
    return total <= mostHits;
  });
  if (total > mostHits) return undefined;
  for (let column = 0; column < side * side; column++) starts[column + 1]! += starts[column]!;
  const next = starts.slice();
  const hits = new Float64Array(total);
  const base = min[axis];
  const step = (max[axis] - base) / HEIGHTS || 1;
  scan(grid, (column, triangle, height) => {
    const level = Math.min(HEIGHTS, Math.max(0, Math.round((height - base) / step)));
    hits[next[column]!++] = level * TRIANGLES + triangle;
    return true;
  });
  for (let column = 0; column < side * side; column++) sortRange(hits, starts[column]!, starts[column + 1]!);
  return { axis, side, cellArea: du * dv, starts, hits, base, step };
}

/** How far a row of columns is pushed, in columns: as rows differ, the edge of a body falls between columns in all ways. */
const shiftOf = (row: number): number => (row * OFFSETS[1]) % 1;

/** Tells each column that passes through each triangle, row by row; stops when the answer is false. */
function scan(grid: Grid, tell: (column: number, triangle: number, height: number) => boolean): void {
  const { mesh, axis, u, v, side, u0, v0, du, dv } = grid;
  const { positions, triangles } = mesh;
  /** Where the edge between two corners crosses a row: computed from the smaller corner on, whoever asks. */
  const crossingAt = (one: number, other: number, row: number, along: number): number => {
    const from = Math.min(one, other) * 3;
    const to = Math.max(one, other) * 3;
    const share = (row - positions[from + v]!) / (positions[to + v]! - positions[from + v]!);
    return positions[from + along]! + share * (positions[to + along]! - positions[from + along]!);
  };
  for (let at = 0; at < triangles.length; at += 3) {
    const av = positions[triangles[at]! * 3 + v]!;
    const bv = positions[triangles[at + 1]! * 3 + v]!;
    const cv = positions[triangles[at + 2]! * 3 + v]!;
    const firstRow = Math.max(0, Math.ceil((Math.min(av, bv, cv) - v0) / dv));
    const lastRow = Math.min(side - 1, Math.floor((Math.max(av, bv, cv) - v0) / dv));
    for (let rowIndex = firstRow; rowIndex <= lastRow; rowIndex++) {
      const row = v0 + rowIndex * dv;
      const start = u0 + (shiftOf(rowIndex) - 0.5) * du;
      // The corner that is alone on its side of the row; both edges from it cross.
      const lowA = av < row;
      const lowB = bv < row;
      const lowC = cv < row;
      if (lowA === lowB && lowB === lowC) continue;
      const alone = lowB === lowC ? 0 : lowA === lowC ? 1 : 2;
      const one = triangles[at + alone]!;
      const left = triangles[at + ((alone + 1) % 3)]!;
      const right = triangles[at + ((alone + 2) % 3)]!;
      const uOne = crossingAt(one, left, row, u);
      const uOther = crossingAt(one, right, row, u);
      const from = Math.max(0, Math.ceil((Math.min(uOne, uOther) - start) / du));
      const to = Math.min(side, Math.ceil((Math.max(uOne, uOther) - start) / du));
      if (from >= to) continue;
      const hOne = crossingAt(one, left, row, axis);
      const hOther = crossingAt(one, right, row, axis);
      const slope = uOther === uOne ? 0 : (hOther - hOne) / (uOther - uOne);
      for (let column = from; column < to; column++) {
        const height = hOne + (start + column * du - uOne) * slope;
        if (!tell(rowIndex * side + column, at / 3, height)) return;
      }
    }
  }
}
