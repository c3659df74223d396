/**
 * Access patterns:
 * - a page of a department's cards, or of one category of it: Query `CARDS#<department>`, sorted by category, slug, id
 * - what is asked for most: Query gsi1 `TRENDING`, sorted by rank
 * - all products of a department, withdrawn ones included: Query gsi1 `PRODUCTS#<department>`, sorted by id; for the
 *   rebuild and the export
 */
import type { Item, PageRequest, Store } from '../shared/store/store.ts';
import { cardKey, cardsOfCategory, cardsPartition, productsPartition, TRENDING } from './catalog-keys.ts';
import type { TrendingCards } from './list-trending.ts';
import type { Product } from './product.ts';
import { storedCard, storedProduct } from './reads.ts';
import type { Departments } from './rebuild-cards.ts';
import type { Department } from './shapes.ts';
import type { Cards } from './walk-cards.ts';

/** The listing's cards of this table. */
export const catalogCards = (store: Store, table: string): Cards => ({
  async slice({ department, category, after, limit }) {
    const { items, lastKey } = await store.query({
      table,
      partition: cardsPartition(department),
      ...(category === undefined ? {} : { sortPrefix: cardsOfCategory(category) }),
      startKey: after && { ...cardKey({ ...after, department }) },
      limit,
    });
    return { cards: items.map(storedCard.decode), more: lastKey !== undefined };
  },
});

/** The cards of this table by their rank among what is asked for. */
export const trendingCards = (store: Store, table: string): TrendingCards => ({
  async top(limit) {
    const { items } = await store.query({ table, index: 'gsi1', partition: TRENDING, descending: true, limit });
    return items.map(storedCard.decode);
  },
});

/** Everything in this table's departments, page by page. */
export const catalogDepartments = (store: Store, table: string): Departments => ({
  cards: departmentCards(store, table),
  async *productIds(department) {
    for await (const { id } of departmentProducts(store, table)(department)) yield id;
  },
});

/** All products of a department of this table, whatever their status; as the index holds them: a moment old. */
export const departmentProducts = (store: Store, table: string) =>
  async function* products(department: Department): AsyncGenerator<Product> {
    for await (const item of everyItem(store, { table, index: 'gsi1', partition: productsPartition(department) })) {
      yield storedProduct.decode(item);
    }
  };

/** All cards of a department of this table, as they are now. */
export const departmentCards = (store: Store, table: string): Departments['cards'] =>
  async function* cards(department) {
    const partition = cardsPartition(department);
    for await (const item of everyItem(store, { table, partition, consistent: true })) yield storedCard.decode(item);
  };

async function* everyItem(store: Store, request: PageRequest): AsyncGenerator<Item> {
  let startKey: Item | undefined;
  do {
    const page = await store.query({ ...request, startKey });
    yield* page.items;
    startKey = page.lastKey;
  } while (startKey);
}
