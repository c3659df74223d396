import type { InventoryReads } from '../inventory/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store, Write } from '../shared/store/store.ts';
import { isOnSale, type Product, pooledSkus } from './product.ts';
import { cardOf, onShelf } from './product-card.ts';
import type { CatalogReads } from './reads.ts';
import { refreshCard } from './refresh-cards.ts';
import type { CatalogWrites } from './writes.ts';

export interface SaveProductPorts {
  readonly store: Store;
  readonly catalog: { readonly reads: CatalogReads; readonly writes: CatalogWrites };
  readonly inventory: InventoryReads;
  readonly clock: Clock;
}

/**
 * Puts a product in its place, new or changed, with its card, its shelf and the fact, in one transaction; a product that is not on
 * sale loses its card. In: its id, and what becomes of the one that is there (nothing where there is none); what it throws
 * is the answer, and the very product that it was given changes nothing; the writes that belong to it. Answers the product
 * as it now stands. Throws `SkuTaken` and `SlugTaken` when another product has them.
 */
export const saveProduct =
  ({ store, catalog, inventory, clock }: SaveProductPorts) =>
  async (
    id: string,
    decide: (before: Product | undefined, now: Date) => Product,
    also: (after: Product) => readonly Write[] = () => [],
  ): Promise<Product> => {
    const saved = await whileStale(async () => {
      const now = clock.now();
      const [[before]] = await store.readTogether([catalog.reads.products([id])]);
      const after = decide(before, now);
      if (after === before) return after;
      const [pools, [cardBefore], [shelfBefore]] = await store.readTogether([
        inventory.pools(pooledSkus(after)),
        catalog.reads.cards(before ? [before] : []),
        catalog.reads.shelves([id]),
      ]);
      const card = isOnSale(after) ? cardOf(after, pools, cardBefore) : undefined;
      const shelf = { productId: id, variants: onShelf(after, pools), version: (shelfBefore?.version ?? 0) + 1 };
      await store.commit([
        ...catalog.writes.saveProduct({ before, after, cardBefore, card, shelfBefore, shelf, now }),
        ...also(after),
      ]);
      return after;
    });
    // Units that moved between the look at the pools and the new card were shown to the old card alone.
    await refreshCard({ store, catalog, inventory })(saved);
    return saved;
  };
