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
