import type { InventoryReads } from '../inventory/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { ProductDraft } from './contract.ts';
import { type Product, pooledSkus, productOf } from './product.ts';
import { cardOf } from './product-card.ts';
import type { CatalogReads } from './reads.ts';
import { refreshCard } from './refresh-cards.ts';
import type { CatalogWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly catalog: { readonly reads: CatalogReads; readonly writes: CatalogWrites };
  readonly inventory: InventoryReads;
  readonly clock: Clock;
}

/**
 * Puts a product in its place, new or changed, and its card with it, in one transaction; a product that is not active
 * loses its card. Answers the product as it now stands. Throws `SkuTaken` when a SKU belongs to another product.
 */
export const saveProduct =
  ({ store, catalog, inventory, clock }: Ports) =>
  async (id: string, draft: ProductDraft): Promise<Product> => {
    const saved = await whileStale(async () => {
      const [[before]] = await store.readTogether([catalog.reads.products([id])]);
      const [pools, [cardBefore]] = await store.readTogether([
        inventory.pools(pooledSkus(draft)),
        catalog.reads.cards(before ? [before] : []),
      ]);
      const after = productOf(id, draft, before, clock.now());
      const card = draft.active ? cardOf(after, pools, cardBefore) : undefined;
      await store.commit(catalog.writes.saveProduct({ before, after, cardBefore, card }));
      return after;
    });
    // Units that moved between the look at the pools and the new card were shown to the old card alone.
    await refreshCard({ store, catalog, inventory })(saved);
    return saved;
  };
