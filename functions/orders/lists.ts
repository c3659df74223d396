/** The lists of orders that a neighbour may query. What lies in an index may lag behind by a moment. */
import { type Fact, storedFact } from '../shared/events/facts.ts';
import { everyItem, type Store } from '../shared/store/store.ts';
import type { Order } from './order.ts';
import { customerListPartition, partitionOf } from './order-keys.ts';
import { ordersReads } from './reads.ts';

/** The facts of an order, by their keys. */
export async function factsOf(store: Store, table: string, orderId: string): Promise<readonly Fact[]> {
  const request = { table, partition: partitionOf(orderId), sortPrefix: 'FACT#', consistent: true };
  return (await everyItem(store, request)).map(storedFact.decode);
}

/** An order with everything that happened to it. */
export interface OrderStory extends Order {
  readonly facts: readonly Fact[];
}

/** All orders of one customer, for whoever has to know them all. */
export interface CustomersOrders {
  /** Newest first; one that was placed a moment ago may be missing. */
  idsOf(customerId: string): Promise<readonly string[]>;
  /** The same, as they are now. */
  ordersOf(customerId: string): Promise<readonly Order[]>;
  /** The same, with what happened to them. */
  storiesOf(customerId: string): Promise<readonly OrderStory[]>;
}

/** The port over the orders table and its first index. */
export function customersOrders(store: Store, table: string): CustomersOrders {
  const idsOf = async (customerId: string) => {
    const request = { table, index: 'gsi1', partition: customerListPartition(customerId), descending: true } as const;
    const halves = await everyItem(store, request);
    return halves.flatMap(({ id, sk }) => (sk === 'DETAILS' ? [String(id)] : []));
  };
  const ordersOf = async (customerId: string) => {
    const ids = await idsOf(customerId);
    const [orders] = await store.readTogether([ordersReads(table).orders(ids)]);
    return orders;
  };
  return {
    idsOf,
    ordersOf,
    async storiesOf(customerId) {
      return Promise.all(
        (await ordersOf(customerId)).map(async (order) => ({
          ...order,
          facts: (await factsOf(store, table, order.head.id)).toSorted((a, b) => a.at.localeCompare(b.at)),
        })),
      );
    },
  };
}
