import { type Columns, heightOf, triangleOf } from './columns.ts';
import { type Mesh } from './mesh.ts';

/** What one direction of columns says; lengths in mm, areas in mm², volumes in mm³. */
export interface ColumnMeasures {
  /** Volume with overlaps counted once. */
  readonly union: number;
  /** Volume as the plain sum counts it. */
  readonly plain: number;
  /** Area of surface that faces this axis more than others and has an opposite face; and that below each thickness. */
  readonly walls: number;
  readonly thin: readonly number[];
  /** Below faces that need support, with the axis as up: volume down to what they stand on, and their area. */
  readonly supportVolume: number;
  readonly supportArea: number;
}

/** Cosine beyond which two faces count as opposite sides of a wall. */
const OPPOSITE = -0.9;
/** A face steeper than 45° from the vertical needs support: its normal looks down by more than this. */
const OVERHANG = -Math.SQRT1_2;
/** A gap lower than a layer needs none, mm. */
const LAYER_MM = 0.2;

/**
 * Integrates along the columns where the surface has wound around at least once (its winding number is above 0).
 * In: the normals of the mesh and its columns; thicknesses to compare walls with. Out: the measures.
 */
export function measureColumns(
  normals: Float32Array,
  columns: Columns,
  thicknesses: readonly number[],
): ColumnMeasures {
  const { starts, hits, cellArea, axis, base } = columns;
  const thin = thicknesses.map(() => 0);
  let union = 0;
  let plain = 0;
  let walls = 0;
  let supportVolume = 0;
  let supportArea = 0;

  const addWall = (length: number, entry: number, exit: number) => {
    const [a, b] = [entry * 3, exit * 3];
    const along = Math.abs(normals[a + axis]!);
    // On the other axes the same wall is sampled again, and at a slant.
    if (along < Math.abs(normals[a + ((axis + 1) % 3)]!) || along < Math.abs(normals[a + ((axis + 2) % 3)]!)) return;
    const cosine = normals[a]! * normals[b]! + normals[a + 1]! * normals[b + 1]! + normals[a + 2]! * normals[b + 2]!;
    if (cosine > OPPOSITE) return;
    const area = cellArea / along;
    walls += area;
    thicknesses.forEach((thickness, index) => {
      if (length * along < thickness) thin[index]! += area;
    });
  };

  for (let column = 0; column + 1 < starts.length; column++) {
    let winding = 0;
    let top = base;
    let entered = 0;
    let entry = 0;
    for (let at = starts[column]!; at < starts[column + 1]!; at++) {
      const height = heightOf(columns, hits[at]!);
      const triangle = triangleOf(hits[at]!);
      // Upwards, a face that looks down is where a column enters.
      const enters = normals[triangle * 3 + axis]! < 0;
      plain += enters ? -height : height;
      const before = winding;
      winding += enters ? 1 : -1;
      if (before <= 0 && winding > 0) {
        entered = height;
        entry = triangle;
        if (normals[triangle * 3 + axis]! < OVERHANG && height - top > LAYER_MM) {
          supportVolume += (height - top) * cellArea;
          supportArea += cellArea;
        }
      } else if (before > 0 && winding <= 0) {
        union += height - entered;
        addWall(height - entered, entry, triangle);
        top = height;
      }
    }
  }
  return { union: union * cellArea, plain: plain * cellArea, walls, thin, supportVolume, supportArea };
}

/** Unit normals of all triangles, x, y, z for each; 0 for one without area. */
export function normalsOf({ positions, triangles }: Mesh): Float32Array {
  const normals = new Float32Array(triangles.length);
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at]! * 3;
    const b = triangles[at + 1]! * 3;
    const c = triangles[at + 2]! * 3;
    const ux = positions[b]! - positions[a]!;
    const uy = positions[b + 1]! - positions[a + 1]!;
    const uz = positions[b + 2]! - positions[a + 2]!;
    const vx = positions[c]! - positions[a]!;
    const vy = positions[c + 1]! - positions[a + 1]!;
    const vz = positions[c + 2]! - positions[a + 2]!;
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
    normals[at] = nx / length;
    normals[at + 1] = ny / length;
    normals[at + 2] = nz / length;
  }
  return normals;
}
