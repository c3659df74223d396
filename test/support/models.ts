import type { AnalyseOptions } from '../../functions/uploads/geometry/analyse-model.ts';

/** What the shop of these tests prints with. */
export const SHOP: Omit<AnalyseOptions, 'fileName'> = {
  machines: [
    { sidesMm: [250, 210, 210], materials: ['pla', 'petg'] },
    { sidesMm: [350, 350, 400], materials: ['pla'] },
  ],
  materials: [
    { id: 'pla', minimumWallMm: 0.8 },
    { id: 'petg', minimumWallMm: 1 },
  ],
  cpuSeconds: () => 0,
  seed: 0x5eed,
};
