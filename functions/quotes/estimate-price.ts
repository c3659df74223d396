import type { Clock } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Store } from '../shared/store/store.ts';
import type { EstimatePrice } from './contract.ts';
import { chosen, LENGTH_MM } from './price/configuration.ts';
import { reasonsToLook } from './price/decide.ts';
import { MEAN_WALL_SHARE, type Model, scaled } from './price/model.ts';
import { priceOf } from './price/price.ts';
import { breakdownOf, reviewNotes } from './quote-dto.ts';
import { rulesInForce } from './read-options.ts';
import type { QuotesReads } from './reads.ts';
import { reckoningOf } from './reckon-quote.ts';

/** A body fills its box at most; measured with what a browser's float32 leaves of it. */
const TOLERANCE = 1.001;

type Measures = Request<typeof EstimatePrice>['body'];

/** What a browser measured, as a model. Throws `invalid-measures` for what no body can be. */
function modelOf({ boundingBoxMm: box, volumeMm3, areaMm2, wallAreaMm2, supportMm3 = 0 }: Measures): Model {
  const boxMm3 = box.x * box.y * box.z * TOLERANCE;
  // Of all bodies of a volume a sphere has the least surface: A³ ≥ 36π V².
  const leastArea = Math.cbrt(36 * Math.PI * volumeMm3 ** 2) / TOLERANCE;
  const faults = [
    { pointer: '/volumeMm3', wrong: volumeMm3 > boxMm3, message: 'larger than the bounding box' },
    { pointer: '/areaMm2', wrong: areaMm2 < leastArea, message: 'no body of this volume has so little surface' },
    { pointer: '/wallAreaMm2', wrong: (wallAreaMm2 ?? 0) > areaMm2 * TOLERANCE, message: 'larger than the surface' },
    { pointer: '/supportMm3', wrong: supportMm3 > boxMm3, message: 'larger than the bounding box' },
  ].filter(({ wrong }) => wrong);
  if (faults.length > 0) {
    throw new DomainError('invalid', 'invalid-measures', 'No body has these measures.', {
      errors: faults.map(({ pointer, message }) => ({ pointer, message })),
    });
  }
  return {
    items: [{ quantity: 1, boundingBoxMm: box }],
    volumeMm3,
    areaMm2,
    wallAreaMm2: wallAreaMm2 ?? areaMm2 * MEAN_WALL_SHARE,
    supportVolumeMm3: supportMm3,
    supportAreaMm2: 0,
  };
}

/**
 * What a print would cost about, by the rules in force, of what a browser measured in millimetres; where the configuration names
 * another unit, the measures are read in it. Nothing is kept. Throws what the contract lists.
 */
export const estimatePrice =
  ({
    store,
    quotes,
    clock,
  }: {
    readonly store: Store;
    readonly quotes: { readonly reads: QuotesReads };
    readonly clock: Clock;
  }) =>
  async ({ body }: Request<typeof EstimatePrice>) => {
    const [found] = await store.readTogether([quotes.reads.activeRules()]);
    const { rules } = rulesInForce(found);
    const { config, material } = chosen(body.config, rules);
    const factor = config.scale * (config.unit === undefined ? 1 : LENGTH_MM[config.unit]);
    const price = priceOf(scaled(modelOf(body), factor), config, material, rules);
    const reckoning = reckoningOf(price, config.rush, rules, clock.now());
    if (!price.fits || !reckoning.price) {
      throw new DomainError('conflict', 'does-not-fit', 'No machine that prints this material is large enough.');
    }
    // A browser tells no holes and no thin walls: those are found once the file is here.
    const sound = { watertight: true, uncertain: false, thinShare: 0, factor: 1 };
    return {
      estimate: true as const,
      price: reckoning.price,
      breakdown: breakdownOf(reckoning.lines, rules.currency),
      error: reckoning.error,
      review: reviewNotes(reasonsToLook(price, sound, rules)),
      eta: reckoning.eta,
    };
  };
