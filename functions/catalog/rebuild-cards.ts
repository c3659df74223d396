import { isDeepStrictEqual } from 'node:util';
import type { InventoryReads } from '../inventory/reads.ts';
import type { ReviewsReads } from '../reviews/reads.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { samePlace } from './catalog-keys.ts';
import { trendOf } from './demand.ts';
import { DEPARTMENTS } from './departments.ts';
import { isOnSale, pooledSkus } from './product.ts';
import { type Card, cardOf } from './product-card.ts';
import type { CatalogReads } from './reads.ts';
import { refreshCard } from './refresh-cards.ts';
import { relateProduct } from './relate-product.ts';
import type { Department } from './shapes.ts';
import { shownOf } from './told.ts';
import type { Cards } from './walk-cards.ts';
import type { CatalogWrites } from './writes.ts';

/** Everything that lies in a department, however much it is. */
export interface Departments {
  productIds(department: Department): AsyncIterable<string>;
  cards(department: Department): AsyncIterable<Card>;
}

interface Ports {
  readonly store: Store;
  readonly catalog: { readonly reads: CatalogReads; readonly writes: CatalogWrites };
  readonly inventory: InventoryReads;
  readonly reviews: Pick<ReviewsReads, 'sums'>;
  readonly cards: Cards;
  readonly departments: Departments;
}

export interface Rebuilt {
  readonly products: number;
  /** Cards that were missing or wrong. */
  readonly written: number;
  /** Cards that no product on sale has. */
  readonly dropped: number;
  /** Products beside which something else is shown now. */
  readonly related: number;
}

/**
 * Makes every card again, what is known of each product's stock and ratings, and what goes with it: from products, pools, reviews and
 * counted orders. Drops cards that belong to none. May run while the shop is open.
 */
export const rebuildCards =
  ({ store, catalog, inventory, reviews, cards, departments }: Ports) =>
  async (): Promise<Rebuilt> => {
    let [products, written, dropped, related] = [0, 0, 0, 0];
    const refresh = refreshCard({ store, catalog, inventory });
    const relate = relateProduct({ store, catalog, cards });
    /** The sums as the reviews have them, unless newer ones were told meanwhile. */
    const rateAgain = (id: string) =>
      whileStale(async () => {
        const [[sums], { rating: kept }] = await store.readTogether([reviews.sums([id]), catalog.reads.told(id)]);
        if (!sums || (kept && kept.version > sums.version)) return;
        const { productId, count, sum, version } = sums;
        const rating = { productId, count, sum, version };
        if (!isDeepStrictEqual(rating, kept)) await store.write(catalog.writes.putTold('rating', rating, kept));
      });
    const remake = (id: string) =>
      whileStale(async () => {
        const [[product]] = await store.readTogether([catalog.reads.products([id])]);
        if (!product || !isOnSale(product)) return false;
        const [pools, [before], told, [demand]] = await store.readTogether([
          inventory.pools(pooledSkus(product)),
          catalog.reads.cards([product]),
          catalog.reads.told(id),
          catalog.reads.demand([id]),
        ]);
        const card = { ...cardOf(product, pools, before), ...shownOf(told), trend: trendOf(demand?.sums ?? []) };
        if (before && sameCard(card, before)) return false;
        await store.write(catalog.writes.putCard(card, before));
        return true;
      });
    const dropStray = (place: Card) =>
      whileStale(async () => {
        const [[product], [card]] = await store.readTogether([
          catalog.reads.products([place.id]),
          catalog.reads.cards([place]),
        ]);
        if (!card || (product && isOnSale(product) && samePlace(product, card))) return false;
        await store.write(catalog.writes.dropCard(card));
        return true;
      });
    for (const department of DEPARTMENTS) {
      for await (const id of departments.productIds(department)) {
        products += 1;
        await rateAgain(id);
        if (await remake(id)) written += 1;
        const [[product]] = await store.readTogether([catalog.reads.products([id])]);
        if (product) await refresh(product);
      }
      for await (const card of departments.cards(department)) if (await dropStray(card)) dropped += 1;
    }
    // What goes with a product is looked for among the cards, which are whole by now.
    for (const department of DEPARTMENTS) {
      for await (const id of departments.productIds(department)) if (await relate(id)) related += 1;
    }
    return { products, written, dropped, related };
  };

/** Whether two cards show the same; which version they are is beside the point. */
const sameCard = (a: Card, b: Card): boolean => isDeepStrictEqual({ ...a, version: b.version }, b);
