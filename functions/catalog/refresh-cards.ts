import { isDeepStrictEqual } from 'node:util';
import { poolsNow } from '../inventory/lists.ts';
import type { InventoryReads } from '../inventory/reads.ts';
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { trendOf } from './demand.ts';
import { type Product, pooledSkus } from './product.ts';
import { onShelf, productAvailability, type Shelf } from './product-card.ts';
import type { CatalogReads } from './reads.ts';
import { shownOf } from './told.ts';
import type { CatalogWrites } from './writes.ts';

export interface CardPorts {
  readonly store: Store;
  readonly catalog: { readonly reads: CatalogReads; readonly writes: CatalogWrites };
  readonly inventory: InventoryReads;
}

/**
 * Makes a product's card and shelf say what its pools, its orders and those who count something of it say. Goes on until a look finds nothing to change: whoever changes a card
 * looks once more, so of several at work on one card the last to look is right, in whatever order they were called.
 */
export const refreshCard =
  ({ store, catalog, inventory }: CardPorts) =>
  (product: Product): Promise<void> =>
    whileStale(async () => {
      const skus = pooledSkus(product);
      const [heads, [card], told, [demand], [shelf]] = await store.readTogether([
        inventory.pools(skus),
        catalog.reads.cards([product]),
        catalog.reads.told(product.id),
        catalog.reads.demand([product.id]),
        catalog.reads.shelves([product.id]),
      ]);
      const pools = heads.some(({ spread }) => spread) ? await poolsNow({ store, inventory }, skus) : heads;
      const variants = onShelfNow(onShelf(product, pools), shelf);
      if (!isDeepStrictEqual(variants, shelf?.variants)) {
        const version = (shelf?.version ?? 0) + 1;
        await store.write(catalog.writes.putShelf({ productId: product.id, variants, version }, shelf));
        throw new Stale('The shelf was changed; look again');
      }
      if (!card) return;
      const shown = {
        availability: productAvailability(product, pools),
        ...shownOf(told),
        trend: trendOf(demand?.sums ?? []),
      };
      if (isDeepStrictEqual({ ...card, ...shown }, card)) return;
      await store.write(catalog.writes.showOnCard(card, shown));
      throw new Stale('The card was changed; look again');
    });

/** Which variants there are says whoever saves the product: it may have been saved since it was read here. */
const onShelfNow = (looked: Shelf['variants'], shelf: Shelf | undefined): Shelf['variants'] =>
  shelf
    ? Object.fromEntries(Object.entries(shelf.variants).map(([sku, before]) => [sku, looked[sku] ?? before]))
    : looked;

/** Brings the cards of the products that sell these SKUs up to date. A SKU that no product sells concerns nobody. */
export const refreshCards =
  (ports: CardPorts) =>
  async (skus: readonly string[]): Promise<void> => {
    const { store, catalog } = ports;
    const [sellers] = await store.readTogether([catalog.reads.sellersOf(skus)]);
    const [products] = await store.readTogether([catalog.reads.products(sellers)]);
    for (const product of products) await refreshCard(ports)(product);
  };
