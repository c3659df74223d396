import type { IdentityReads } from '../identity/reads.ts';
import { type Fact, factKey } from '../shared/events/facts.ts';
import { everyItem, type Item, type KeyedRead, type Store } from '../shared/store/store.ts';
import type { Order, OrderDetails, OrderHead } from './order.ts';
import { customerListPartition, detailsKey, headKey, partitionOf } from './order-keys.ts';

export type { Order, OrderDetails } from './order.ts';
export { goesForward, hasEnded, hasResult, orderIdOf, paymentIdOf, receiptOf, SagaTurnedBack } from './order.ts';

/** What a saga step decides on: the order, and whether the step or its undo is recorded already. */
export interface StepView {
  readonly order: Order | undefined;
  readonly done: Fact | undefined;
  readonly undone: Fact | undefined;
}

export type KnownStep = StepView & { readonly order: Order };

/** The view of a step whose order must exist: a saga is started by its order's own fact. */
export function knownStep(view: StepView, orderId: string): KnownStep {
  if (!view.order) throw new Error(`There is no order ${orderId}`);
  return { ...view, order: view.order };
}

/** Keyed reads of the orders table, for this context's and its neighbours' entries. */
export const ordersReads = (table: string) => ({
  order: (orderId: string): KeyedRead<Order | undefined> => ({
    table,
    keys: [headKey(orderId), detailsKey(orderId)],
    parse: orderOf,
  }),

  orders: (orderIds: readonly string[]): KeyedRead<readonly Order[]> => ({
    table,
    keys: orderIds.flatMap((id) => [headKey(id), detailsKey(id)]),
    parse: (items) => {
      const byPartition = Map.groupBy(items, (item) => item['pk']);
      return orderIds.flatMap((id) => orderOf(byPartition.get(partitionOf(id)) ?? []) ?? []);
    },
  }),

  step: (orderId: string, step: string): KeyedRead<StepView> => {
    const fact = (direction: 'do' | 'undo') => ({ pk: partitionOf(orderId), sk: factKey(`${step}#${direction}`) });
    return {
      table,
      keys: [headKey(orderId), detailsKey(orderId), fact('do'), fact('undo')],
      parse: (items) => ({
        order: orderOf(items),
        done: items.find((item) => item['sk'] === fact('do').sk) as Fact | undefined,
        undone: items.find((item) => item['sk'] === fact('undo').sk) as Fact | undefined,
      }),
    };
  },
});
export type OrdersReads = ReturnType<typeof ordersReads>;

/** An order of the items of its partition; absent as long as one half is missing. */
export function orderOf(items: readonly Item[]): Order | undefined {
  const head = items.find((item) => item['sk'] === 'META');
  const details = items.find((item) => item['sk'] === 'DETAILS');
  if (!head || !details) return undefined;
  return { head: head as unknown as OrderHead, details: details as unknown as OrderDetails };
}

/** The facts of an order, by their keys. */
export async function factsOf(store: Store, table: string, orderId: string): Promise<readonly Fact[]> {
  const request = { table, partition: partitionOf(orderId), sortPrefix: 'FACT#', consistent: true };
  return (await everyItem(store, request)) as unknown as Fact[];
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
  storiesOf(customerId: string): Promise<readonly OrderStory[]>;
}

/** The port over the orders table and its first index. */
export function customersOrders(store: Store, table: string): CustomersOrders {
  const idsOf = async (customerId: string) => {
    const request = { table, index: 'gsi1', partition: customerListPartition(customerId), descending: true } as const;
    const halves = await everyItem(store, request);
    return halves.flatMap(({ id, sk }) => (sk === 'DETAILS' ? [String(id)] : []));
  };
  return {
    idsOf,
    async storiesOf(customerId) {
      const ids = await idsOf(customerId);
      const [orders] = await store.readTogether([ordersReads(table).orders(ids)]);
      return Promise.all(
        orders.map(async (order) => ({
          ...order,
          facts: (await factsOf(store, table, order.head.id)).toSorted((a, b) => a.at.localeCompare(b.at)),
        })),
      );
    },
  };
}

/** Orders whose customers have left for good, running or not. */
export interface OrdersLeftBehind {
  /** All that a customer who is gone has left. */
  byCustomer(customerId: string): Promise<readonly Order[]>;
  /** This one, if its customer is gone. */
  byOrder(orderId: string): Promise<readonly Order[]>;
}

/** The port over the orders table and its first index, and the users. */
export function ordersLeftBehind(
  store: Store,
  { orders: table, users }: { readonly orders: string; readonly users: Pick<IdentityReads, 'user'> },
): OrdersLeftBehind {
  const reads = ordersReads(table);
  return {
    async byCustomer(customerId) {
      const ids = await customersOrders(store, table).idsOf(customerId);
      const [orders] = await store.readTogether([reads.orders(ids)]);
      return orders;
    },
    async byOrder(orderId) {
      const [order] = await store.readTogether([reads.order(orderId)]);
      if (!order) return [];
      const [user] = await store.readTogether([users.user(order.head.customerId)]);
      return user ? [] : [order];
    },
  };
}
