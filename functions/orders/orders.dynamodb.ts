/**
 * Access patterns of the orders table (items of one order share the partition `ORDER#<id>`: META, DETAILS, FACT#…):
 * - an order, a step's facts: keyed reads (reads.ts)
 * - an order's story: Query of its partition, `FACT#` first
 * - a customer's orders, newest first: gsi1 `CUSTOMER#<id>`; META and DETAILS of an order lie side by side
 * - all orders by month: gsi2 `ORDERS#<yyyy-mm>#<shard>` (DETAILS)
 * - open and parked sagas by month: gsi2 `OPEN#…`, `PARKED#…` (META, sparse)
 */
import type { Fact } from '../shared/facts.ts';
import type { Item, Page, Store } from '../shared/store.ts';
import type { OrderHead } from './order.ts';
import { customerListPartition, monthOf, partitionOf, STAFF_SHARDS, staffListPartition } from './order-keys.ts';
import type { ListedPage, OrderLists } from './order-lists.ts';
import { orderOf } from './reads.ts';

/** Before this month there was no order. */
const FIRST_MONTH = '2026-11';

const HALVES = 2;

/** The lists over the orders table and its two indexes. */
export const orderLists = (store: Store, table: string): OrderLists => ({
  async facts(orderId) {
    const facts: Item[] = [];
    let startKey: Item | undefined;
    do {
      const page: Page = await store.query({
        table,
        partition: partitionOf(orderId),
        sortPrefix: 'FACT#',
        startKey,
        consistent: true,
      });
      facts.push(...page.items);
      startKey = page.lastKey;
    } while (startKey);
    return facts as unknown as Fact[];
  },

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

  async ofStaff(list, limit, position, now) {
    const month = position?.month ?? monthOf(now.toISOString());
    const before = position?.before ?? now.toISOString();
    const pages = await Promise.all(
      Array.from({ length: STAFF_SHARDS }, (_, shard) =>
        store.query({
          table,
          index: 'gsi2',
          partition: staffListPartition(list, month, shard),
          sortBefore: before,
          descending: true,
          // One more than asked for: the last of the page before is its position, and is read again.
          limit: limit + 1,
        }),
      ),
    );
    const merged = pages
      .flatMap((page) => page.items)
      .filter((item) => item['gsi2sk'] !== position?.before)
      .toSorted((a, b) => String(b['gsi2sk']).localeCompare(String(a['gsi2sk'])));
    const items = merged.slice(0, limit);
    const last = items.at(-1)?.['gsi2sk'] as string | undefined;
    const more = merged.length > limit || pages.some((page) => page.lastKey !== undefined);
    return {
      items: items.map((item) => ({ orderId: String(item['id']), head: item as unknown as OrderHead })),
      position: more && last ? { month, before: last } : previousMonth(month),
    } satisfies ListedPage;
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

function previousMonth(month: string): { month: string; before: string } | undefined {
  if (month <= FIRST_MONTH) return undefined;
  const start = new Date(`${month}-01T00:00:00.000Z`);
  start.setUTCMonth(start.getUTCMonth() - 1);
  return { month: monthOf(start.toISOString()), before: `${month}-01T` };
}
