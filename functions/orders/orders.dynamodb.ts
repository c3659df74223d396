/**
 * Access patterns of the orders table (items of one order share the partition `ORDER#<id>`: META, DETAILS, FACT#…):
 * - an order, a step's facts: keyed reads (reads.ts)
 * - an order's story: Query of its partition, `FACT#` first
 * - a customer's orders, newest first: gsi1 `CUSTOMER#<id>`; META and DETAILS of an order lie side by side
 * - all orders by month: gsi2 `ORDERS#<yyyy-mm>#<shard>` (DETAILS)
 * - open and parked sagas, of all months: gsi2 `OPEN#<shard>`, `PARKED#<shard>` (META, sparse)
 * - complete orders until they are delivered: gsi2 `PRODUCTION#<shard>` by the deadline of their production status (META, sparse)
 */
import { monthlyPage } from '../shared/store/monthly-list.ts';
import { openPage } from '../shared/store/open-list.ts';
import type { Item, Store } from '../shared/store/store.ts';
import { factsOf } from './lists.ts';
import { ALL_ORDERS, customerListPartition, IN_PRODUCTION } from './order-keys.ts';
import type { CustomerLists, OrderLists, ShopLists } from './order-lists.ts';
import { orderOf, storedHead } from './reads.ts';

const HALVES = 2;

/** The lists over the orders table and both of its indexes. An entry that needs one index alone takes one of the two below. */
export const orderLists = (store: Store, table: string): OrderLists => ({
  ...customerLists(store, table),
  ...shopLists(store, table),
});

/** Over the table and its first index. */
export const customerLists = (store: Store, table: string): CustomerLists => ({
  facts: (orderId) => factsOf(store, table, orderId),

  async ofCustomer(customerId, limit, position) {
    const page = await store.query({
      table,
      index: 'gsi1',
      partition: customerListPartition(customerId),
      descending: true,
      limit: limit * HALVES,
      startKey: position,
    });
    const orders = [...Map.groupBy(page.items, (item) => item['pk']).values()].flatMap((items) => orderOf(items) ?? []);
    return { items: orders, position: page.lastKey && afterWholeOrders(page.items, page.lastKey) };
  },
});

/** Over the second index. */
export const shopLists = (store: Store, table: string): ShopLists => ({
  async all(limit, position, now) {
    const page = await monthlyPage(store, { table, list: ALL_ORDERS }, { limit, position, now });
    return { ids: page.items.map((item) => String(item['id'])), position: page.position };
  },

  async open(list, limit, position) {
    const page = await openPage(store, { table, list }, { limit, position });
    return { heads: page.items.map(storedHead.decode), position: page.position };
  },

  async inProduction(limit, position) {
    const page = await openPage(store, { table, list: IN_PRODUCTION }, { limit, position });
    return { heads: page.items.map(storedHead.decode), position: page.position };
  },
});

/**
 * Where a customer's list goes on: a page that ends between the halves of an order leaves both to the next one. `lastKey`,
 * so that every page gets somewhere, if that order is all there is.
 */
function afterWholeOrders(items: readonly Item[], lastKey: Item): Item {
  const [beforeLast, last] = items.slice(-2);
  if (!beforeLast || !last || beforeLast['pk'] === last['pk']) return lastKey;
  const { pk, sk, gsi1pk, gsi1sk } = beforeLast;
  return { pk, sk, gsi1pk, gsi1sk };
}
