import { isDeepStrictEqual } from 'node:util';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { CatalogReads } from './reads.ts';
import { relatedTo } from './related.ts';
import type { Cards } from './walk-cards.ts';
import type { CatalogWrites } from './writes.ts';

export interface RelatePorts {
  readonly store: Store;
  readonly catalog: { readonly reads: CatalogReads; readonly writes: CatalogWrites };
  readonly cards: Cards;
}

/** Products of its own category that are looked at; one that is not among them may still be bought together with it. */
const CANDIDATES = 50;

/** Makes what goes with a product say what its orders, tags and category say now. Answers whether it said something else. */
export const relateProduct =
  ({ store, catalog, cards }: RelatePorts) =>
  (productId: string): Promise<boolean> =>
    whileStale(async () => {
      const [[found], [bought], [before]] = await store.readTogether([
        catalog.reads.products([productId]),
        catalog.reads.companions([productId]),
        catalog.reads.related([productId]),
      ]);
      if (!found) return false;
      const { department, category } = found;
      const near = await cards.slice({ department, category, after: undefined, limit: CANDIDATES });
      const companions = bought?.companions ?? [];
      const ids = new Set([...near.cards.map(({ id }) => id), ...companions.map((one) => one.productId)]);
      const [candidates] = await store.readTogether([catalog.reads.products([...ids])]);
      const places = relatedTo(found, candidates, companions);
      if (isDeepStrictEqual(places, before?.places ?? [])) return false;
      await store.write(catalog.writes.putRelated({ productId, places, version: (before?.version ?? 0) + 1 }, before));
      return true;
    });
