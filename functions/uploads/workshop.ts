/**
 * What the shop prints with: room, and the thinnest walls that come out. Models are measured by it, and the price rules of a new shop
 * are made of it; what is charged is a matter of the rules.
 */
import type { BuildSpace } from './geometry/fit.ts';

/**
 * Build volumes: those of a Prusa MK3S+, a Voron 2.4 of 350 mm, a Phrozen Mega 8K and a Formlabs Fuse 1, as their makers give them;
 * mm.
 */
export const MACHINES = [
  { id: 'fdm-250', sidesMm: [250, 210, 210], materials: ['pla', 'petg'] },
  { id: 'fdm-350', sidesMm: [350, 350, 350], materials: ['pla', 'petg', 'asa'] },
  { id: 'resin-330', sidesMm: [330, 185, 400], materials: ['resin-standard', 'resin-tough'] },
  { id: 'powder-165', sidesMm: [165, 165, 300], materials: ['nylon'] },
] as const satisfies readonly (BuildSpace & { readonly id: string })[];

/**
 * Two lines of a 0.4 mm nozzle, 0.45 mm each, hold; ASA warps in thinner walls. Resin: what survives its washing. Powder: what
 * survives being blown free. mm.
 */
export const MATERIALS = [
  { id: 'pla', minimumWallMm: 0.8 },
  { id: 'petg', minimumWallMm: 0.8 },
  { id: 'asa', minimumWallMm: 1.2 },
  { id: 'resin-standard', minimumWallMm: 0.6 },
  { id: 'resin-tough', minimumWallMm: 0.6 },
  { id: 'nylon', minimumWallMm: 0.7 },
] as const;
