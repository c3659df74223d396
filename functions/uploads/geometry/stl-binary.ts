import type { Limits } from './limits.ts';
import { type Mesh, TriangleList } from './mesh.ts';
import { refuse } from './refusals.ts';
import { STL_HEADER_BYTES, STL_TRIANGLE_BYTES, stlCount } from './sniff-format.ts';
import { Welder } from './weld.ts';

/** Bytes of a corner: three float32. */
const CORNER_BYTES = 12;

/**
 * Reads a binary STL. Normals and attribute words are not looked at: exporters write anything there.
 * In: bytes that hold as many triangles as they promise. Out: welded corners in file units, and whether bytes follow.
 * Throws `no-geometry`, `not-a-number`, `out-of-range`, `too-many-triangles`.
 */
export function readBinaryStl(bytes: Buffer, limits: Limits, seed: number): { mesh: Mesh; trailing: boolean } {
  const count = stlCount(bytes);
  if (count === 0) refuse('no-geometry');
  const welder = new Welder(seed);
  const triangles = new TriangleList(limits.triangles);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const corner = (at: number, triangle: number): number => {
    const x = view.getFloat32(at, true);
    const y = view.getFloat32(at + 4, true);
    const z = view.getFloat32(at + 8, true);
    // NaN fails every comparison.
    if (!(Math.abs(x) + Math.abs(y) + Math.abs(z) < Infinity)) refuse('not-a-number', `triangle ${triangle + 1}`);
    return welder.add(x, y, z);
  };
  for (let triangle = 0; triangle < count; triangle++) {
    const at = STL_HEADER_BYTES + triangle * STL_TRIANGLE_BYTES + CORNER_BYTES;
    const a = corner(at, triangle);
    const b = corner(at + CORNER_BYTES, triangle);
    triangles.add(a, b, corner(at + 2 * CORNER_BYTES, triangle));
  }
  const trailing = bytes.length > STL_HEADER_BYTES + count * STL_TRIANGLE_BYTES;
  return { mesh: { positions: welder.done(), triangles: triangles.done() }, trailing };
}

/** The unit that a header claims (Magics writes UNITS=); evidence for the question, never applied. */
export function stlHeaderUnit(bytes: Buffer): string | undefined {
  return /UNITS\s*=\s*(mm|cm|in|inch|m)\b/i.exec(bytes.toString('latin1', 0, STL_HEADER_BYTES - 4))?.[1]?.toLowerCase();
}
