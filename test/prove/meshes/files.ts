import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mesh } from '../../../functions/uploads/geometry/mesh.ts';
import { asciiStl, binaryStl, objLines, threeMf } from '../../support/models.ts';

/** A file of the table in docs/benchmarks.md. */
export interface LargeFile {
  readonly title: string;
  readonly name: string;
  readonly triangles: number;
  readonly write: (mesh: Mesh) => Buffer | string;
  /** Steps around the ring and around its tube. */
  readonly steps: readonly [number, number];
}

const ofSteps = (title: string, name: string, around: number, tube: number, write: LargeFile['write']): LargeFile => ({
  title,
  name,
  triangles: 2 * around * tube,
  write,
  steps: [around, tube],
});

export const LARGE_FILES: readonly LargeFile[] = [
  ofSteps('STL 25 MB', 'small.stl', 1_000, 250, (mesh) => binaryStl(mesh)),
  ofSteps('STL 100 MB', 'large.stl', 2_000, 499, (mesh) => binaryStl(mesh)),
  ofSteps('ASCII 50 MB', 'ascii.stl', 600, 200, (mesh) => asciiStl(mesh)),
  ofSteps('OBJ 30 MB', 'ring.obj', 1_000, 390, (mesh) => objLines(mesh).join('\n')),
  ofSteps('3MF 20 MB', 'ring.3mf', 1_460, 500, (mesh) => threeMf(mesh)),
];

/** A ring of 80 mm with a tube of 30 mm, its coordinates rounded to float32 as exporters write them. */
export function ring([around, tube]: readonly [number, number]): Mesh {
  const positions = new Float64Array(around * tube * 3);
  const triangles = new Uint32Array(around * tube * 6);
  for (let step = 0; step < around; step++) {
    const turn = (step / around) * 2 * Math.PI;
    for (let side = 0; side < tube; side++) {
      const angle = (side / tube) * 2 * Math.PI;
      const out = 40 + 15 * Math.cos(angle);
      const at = step * tube + side;
      const point = [out * Math.cos(turn), out * Math.sin(turn), 15 * Math.sin(angle)].map(Math.fround);
      positions.set(point, at * 3);
      const next = ((step + 1) % around) * tube;
      const [a, b, c, d] = [at, next + side, next + ((side + 1) % tube), step * tube + ((side + 1) % tube)];
      triangles.set([a, b, c, a, c, d], at * 6);
    }
  }
  return { positions, triangles };
}

/** Writes one of them. Out: where it lies and how many bytes it has. */
export async function writeLarge(folder: string, { name, write, steps }: LargeFile) {
  const content = write(ring(steps));
  const path = join(folder, name);
  await writeFile(path, content);
  return { path, bytes: typeof content === 'string' ? Buffer.byteLength(content) : content.length };
}
