import type { Item } from '../../../functions/shared/store/store.ts';
import type { Analysis } from '../../../functions/uploads/geometry/analyse-model.ts';
import { uploadsWrites } from '../../../functions/uploads/writes.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';
import { takenModel } from '../../support/taken-model.ts';

const box = { x: 20, y: 20, z: 20 };

export const analysis: Analysis = {
  format: 'stl-binary',
  unit: 'mm',
  items: [{ name: 'cube', quantity: 1, boundingBoxMm: box, volumeMm3: 8_000 }],
  notes: [],
  issues: [],
  triangles: 12,
  volumeMm3: 8_000,
  areaMm2: 2_400,
  boundingBoxMm: box,
  watertight: true,
  shells: 1,
  fits: { pla: true },
  openEdges: 0,
  flippedEdges: 0,
  nonManifoldEdges: 0,
  degenerateFaces: 0,
  duplicateFaces: 0,
  signedVolumeMm3: 8_000,
  wallAreaMm2: 1_600,
  supportVolumeMm3: 0,
  supportAreaMm2: 0,
  thinShare: { pla: 0 },
};

/** What the context stores, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  const writes = uploadsWrites('uploads');
  const upload = takenModel('upl_01JD0000000000000000000000', { unit: 'mm' });
  const now = new Date(upload.createdAt);
  await asOperator(async () => {
    await store.commit(writes.open(upload, undefined, { ownerId: upload.ownerId, files: 1, bytes: 84, version: 1 }));
    const { after, write } = writes.begun(upload, now);
    await store.write(write);
    await store.commit(writes.measured(after, analysis, true, now));
  });
  const [storedUpload, storedQuota] = ['META', 'QUOTA'].map((kind) =>
    store.items('uploads').find(({ sk }) => sk === kind),
  );
  return { storedUpload, storedQuota };
}
