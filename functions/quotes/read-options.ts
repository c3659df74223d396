import { DomainError } from '../shared/domain-error.ts';
import type { Store } from '../shared/store/store.ts';
import type { ActiveRules } from './quote-keys.ts';
import type { QuotesReads } from './reads.ts';

/** In: the rules in force as they were read. Throws `no-price-rules` where there are none. */
export function rulesInForce(found: ActiveRules | undefined): ActiveRules {
  if (!found)
    throw new DomainError('conflict', 'no-price-rules', 'Nothing can be priced yet: there are no price rules.');
  return found;
}

/** What may be chosen of a print by the rules in force. Throws `no-price-rules`. */
export const readOptions =
  ({ store, quotes }: { readonly store: Store; readonly quotes: { readonly reads: QuotesReads } }) =>
  async () => {
    const [found] = await store.readTogether([quotes.reads.activeRules()]);
    const { version, rules } = rulesInForce(found);
    const technologyOf = (material: string) =>
      rules.machines.find(({ materials }) => materials.includes(material))?.technology ?? 'fdm';
    return {
      rulesVersion: version,
      currency: rules.currency,
      materials: rules.materials.map(({ id, name, colours, finishes, infillPercent, minimumWallMm }) => ({
        id,
        name,
        technology: technologyOf(id),
        colours,
        finishes,
        infill: infillPercent,
        minimumWallMm,
      })),
      colours: rules.colours,
      finishes: rules.finishes.map(({ id, name }) => ({ id, name })),
      machines: rules.machines.map(({ id, name, technology, materials, buildVolumeMm }) => ({
        id,
        name,
        technology,
        materials,
        buildVolumeMm,
      })),
      quantityBreaks: rules.quantityBreaks,
      maxQuantity: rules.maxQuantity,
      rush: rules.rush,
      leadDays: rules.leadDays,
    };
  };
