import type { Analysis } from '../../functions/uploads/geometry/analyse-model.ts';
import type { Upload } from '../../functions/uploads/upload.ts';

const AT = '2026-11-20T10:00:00.000Z';

/** An upload whose file was taken and is to be measured. In: its id, and what is different. */
export const takenModel = (id: string, different: Partial<Upload> = {}): Upload => ({
  id,
  ownerId: 'usr_01JD0000000000000000000000',
  fileName: 'bracket.stl',
  contentType: 'model/stl',
  size: 84,
  sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  status: 'UPLOADED',
  preview: 'Zk3v9XbQ1mN7tR5yL2pWsA.png',
  drawn: false,
  uses: {},
  attempts: 0,
  createdAt: AT,
  since: AT,
  version: 1,
  ...different,
});

const box = { x: 40, y: 40, z: 40 };

/** What is found in a cube of 40 mm. */
export const measuredCube: Analysis = {
  format: 'stl-binary',
  unit: 'mm',
  items: [{ quantity: 1, boundingBoxMm: box, volumeMm3: 64_000 }],
  notes: [],
  issues: [],
  triangles: 12,
  volumeMm3: 64_000,
  areaMm2: 9_600,
  boundingBoxMm: box,
  watertight: true,
  shells: 1,
  fits: { pla: true },
  openEdges: 0,
  flippedEdges: 0,
  nonManifoldEdges: 0,
  degenerateFaces: 0,
  duplicateFaces: 0,
  signedVolumeMm3: 64_000,
  wallAreaMm2: 6_400,
  supportVolumeMm3: 0,
  supportAreaMm2: 0,
  thinShare: { pla: 0, petg: 0 },
};
