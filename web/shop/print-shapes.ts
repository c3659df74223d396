/** What the API says of prints, by the names that the pages use, and what is reckoned of it. */
import type { components, operations } from '@printverse/client/api.d.ts';
import type { Measures } from './mesh.ts';

export type Upload = components['schemas']['Upload'];
export type Analysis = components['schemas']['ModelAnalysis'];
export type LengthUnit = components['schemas']['LengthUnit'];
export type PrintOptions = components['schemas']['PrintOptions'];
export type PrintConfig = components['schemas']['PrintConfig'];
export type PriceLine = components['schemas']['PriceLine'];
export type Quote = components['schemas']['Quote'];
export type Estimate = operations['estimatePrice']['responses'][200]['content']['application/json'];
export type Measured = Omit<operations['estimatePrice']['requestBody']['content']['application/json'], 'config'>;

const UNIT_MM: Readonly<Record<LengthUnit, number>> = { mm: 1, cm: 10, inch: 25.4, m: 1000 };

/** By how much lengths grow where a file is read in another unit than its figures rest on. */
export const unitFactor = (from: LengthUnit, to: LengthUnit | undefined): number => UNIT_MM[to ?? from] / UNIT_MM[from];

const SHORTEST_MM = 1e-3;

/** What was measured, as it is printed. In: the shop's figures, or the browser's; the factor of all lengths. Nothing where there is no volume to price. */
export function measuredBy(measured: Analysis | Measures, factor: number): Measured | undefined {
  const own = 'box' in measured;
  const [x, y, z] = own ? measured.box : Object.values(sidesOf(measured));
  const volume = own ? measured.volume : (measured.volumeMm3 ?? 0);
  if (volume <= 0 || Math.min(x ?? 0, y ?? 0, z ?? 0) * factor < SHORTEST_MM) return undefined;
  return {
    boundingBoxMm: { x: (x ?? 0) * factor, y: (y ?? 0) * factor, z: (z ?? 0) * factor },
    volumeMm3: volume * factor ** 3,
    areaMm2: (own ? measured.area : measured.areaMm2) * factor ** 2,
    wallAreaMm2: (own ? measured.wallArea : measured.wallAreaMm2) * factor ** 2,
    supportMm3: (own ? measured.support : measured.supportVolumeMm3) * factor ** 3,
  };
}

/** A plate is filled item by item: the largest of them has to fit, and a file with one item is that item. */
function sidesOf({ items, boundingBoxMm: { x, y, z } }: Analysis): { x: number; y: number; z: number } {
  const [only] = items;
  return items.length === 1 && only?.quantity === 1 ? only.boundingBoxMm : { x, y, z };
}
