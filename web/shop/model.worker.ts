/** Reads a model beside the page: its hash first, which the upload waits for, then its shape. */
import { measureMesh, readTriangles } from './mesh.ts';

/** Triangles that a page can turn without stuttering; larger models are shown by the shop's own picture. */
const MOST_SHOWN = 1_000_000;

addEventListener('message', ({ data: file }: MessageEvent<File>) => void read(file));

async function read(file: File): Promise<void> {
  const bytes = await file.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  postMessage({ sha256: btoa(String.fromCodePoint(...digest)) });
  const triangles = readTriangles(file.name, bytes);
  const mesh = triangles && measureMesh(triangles);
  if (!mesh) return postMessage({ mesh: null });
  const shown = mesh.measures.triangles > MOST_SHOWN ? { ...mesh, positions: new Float32Array(0) } : mesh;
  postMessage({ mesh: shown }, { transfer: [shown.positions.buffer] });
}
