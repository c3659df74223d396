import { type Fact, factKey } from '../shared/facts.ts';
import type { Item, KeyedRead } from '../shared/store.ts';
import type { Order, OrderDetails, OrderHead } from './order.ts';
import { detailsKey, headKey, partitionOf } from './order-keys.ts';

export type { Order, OrderDetails } from './order.ts';
export { goesForward, hasEnded, orderIdOf, paymentIdOf, receiptOf, SagaTurnedBack } from './order.ts';

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
