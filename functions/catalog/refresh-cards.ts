import type { InventoryReads } from '../inventory/reads.ts';
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { type Product, pooledSkus } from './product.ts';
import { productAvailability } from './product-card.ts';
import type { CatalogReads } from './reads.ts';
import type { CatalogWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly catalog: { readonly reads: CatalogReads; readonly writes: CatalogWrites };
  readonly inventory: InventoryReads;
}

/**
 * Makes a product's card say what its pools say. Goes on until a look finds nothing to change: whoever changes a card
 * looks once more, so of several at work on one card the last to look is right, in whatever order they were called.
 */
export const refreshCard =
  ({ store, catalog, inventory }: Ports) =>
  (product: Product): Promise<void> =>
    whileStale(async () => {
      const [pools, [card]] = await store.readTogether([
        inventory.pools(pooledSkus(product)),
        catalog.reads.cards([product]),
      ]);
      const availability = productAvailability(product, pools);
      if (!card || card.availability === availability) return;
      await store.write(catalog.writes.setAvailability(card, availability));
      throw new Stale('The card was changed; look again');
    });

/** Brings the cards of the products that sell these SKUs up to date. A SKU that no product sells concerns nobody. */
export const refreshCards =
  (ports: Ports) =>
  async (skus: readonly string[]): Promise<void> => {
    const { store, catalog } = ports;
    const [sellers] = await store.readTogether([catalog.reads.sellersOf(skus)]);
    const [products] = await store.readTogether([catalog.reads.products(sellers)]);
    for (const product of products) await refreshCard(ports)(product);
  };
