/**
 * What the shop prints with, as far as a model is measured by it: room, and the thinnest walls that come out. What is charged
 * for it is a matter of the price rules.
 */
import type { BuildSpace } from './geometry/fit.ts';

/** Build volumes: those of a Prusa MK3S+, a Voron 2.4 of 350 mm and a Phrozen Mega 8K, as their makers give them; mm. */
export const MACHINES: readonly (BuildSpace & { readonly id: string })[] = [
  { id: 'fdm-250', sidesMm: [250, 210, 210], materials: ['pla', 'petg'] },
  { id: 'fdm-350', sidesMm: [350, 350, 350], materials: ['pla', 'petg', 'asa'] },
  { id: 'resin-330', sidesMm: [330, 185, 400], materials: ['resin-standard', 'resin-tough'] },
];

/** Two lines of a 0.4 mm nozzle, 0.45 mm each, hold; ASA warps in thinner walls. Resin: what survives its washing. mm. */
export const MATERIALS: readonly { readonly id: string; readonly minimumWallMm: number }[] = [
  { id: 'pla', minimumWallMm: 0.8 },
  { id: 'petg', minimumWallMm: 0.8 },
  { id: 'asa', minimumWallMm: 1.2 },
  { id: 'resin-standard', minimumWallMm: 0.6 },
  { id: 'resin-tough', minimumWallMm: 0.6 },
];
