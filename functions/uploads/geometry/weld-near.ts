import type { Mesh } from './mesh.ts';
import { secretWords } from './weld.ts';

/** Side of a cell of the search grid, in tolerances: most corners then have neighbours in their own cell only. */
const CELL_TOLERANCES = 4;

/**
 * Corners closer than the tolerance become one, but only those that are marked: CAD programs write rounding noise where
 * two faces meet, and a larger gap is a hole that stays one.
 * In: `marked`, 1 for each corner in question; tolerance in mm. Out: the mesh with renamed corners.
 */
export function weldNear(mesh: Mesh, marked: Uint8Array, tolerance: number, seed: number): Mesh {
  const { positions } = mesh;
  const [s0, s1, s2, s3] = secretWords(seed) as unknown as [number, number, number, number];
  let wanted = 0;
  for (const mark of marked) wanted += mark;
  const heads = new Int32Array(2 ** Math.ceil(Math.log2(2 * wanted + 2))).fill(-1);
  const next = new Int32Array(marked.length).fill(-1);
  const side = tolerance * CELL_TOLERANCES;

  // Two cells may share a slot: the distance decides, not the slot.
  const slotOf = (x: number, y: number, z: number): number => {
    let hash = Math.imul((x | 0) ^ s0, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ (y | 0) ^ s1, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 16) ^ (z | 0) ^ s2, 0x27d4eb2f);
    return (hash ^ (hash >>> 15) ^ s3) & (heads.length - 1);
  };

  const findNear = (corner: number): number => {
    const x = positions[corner * 3]!;
    const y = positions[corner * 3 + 1]!;
    const z = positions[corner * 3 + 2]!;
    const cellFrom = (value: number) => Math.floor((value - tolerance) / side);
    const cellTo = (value: number) => Math.floor((value + tolerance) / side);
    for (let i = cellFrom(x); i <= cellTo(x); i++) {
      for (let j = cellFrom(y); j <= cellTo(y); j++) {
        for (let k = cellFrom(z); k <= cellTo(z); k++) {
          for (let other = heads[slotOf(i, j, k)]!; other !== -1; other = next[other]!) {
            const dx = positions[other * 3]! - x;
            const dy = positions[other * 3 + 1]! - y;
            const dz = positions[other * 3 + 2]! - z;
            if (dx * dx + dy * dy + dz * dz <= tolerance * tolerance) return other;
          }
        }
      }
    }
    return -1;
  };

  const renamed = Uint32Array.from({ length: marked.length }, (_, corner) => corner);
  for (let corner = 0; corner < marked.length; corner++) {
    if (marked[corner] === 0) continue;
    const near = findNear(corner);
    if (near !== -1) {
      renamed[corner] = near;
      continue;
    }
    const slot = slotOf(
      Math.floor(positions[corner * 3]! / side),
      Math.floor(positions[corner * 3 + 1]! / side),
      Math.floor(positions[corner * 3 + 2]! / side),
    );
    next[corner] = heads[slot]!;
    heads[slot] = corner;
  }
  return { ...mesh, triangles: mesh.triangles.map((corner) => renamed[corner]!) };
}
