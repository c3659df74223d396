import { factKey, storedFact } from '../shared/events/facts.ts';
import { storedKind } from '../shared/store/decode.ts';
import type { Item, KeyedRead } from '../shared/store/store.ts';
import type { Order, OrderDetails, OrderHead } from './order.ts';
import { detailsKey, headKey, numberKey, partitionOf } from './order-keys.ts';
import type { StepView } from './saga.ts';

export type { Order, OrderDetails, PrintJob } from './order.ts';
export { hasResult, orderIdOf, paymentIdOf, printLines, quotedLines, stockLines } from './order.ts';
export { carried } from './production.ts';

/** The two halves of an order as they are stored, META and DETAILS, and which order has a number. */
export const storedHead = storedKind<OrderHead>('order', 1);
export const storedDetails = storedKind<OrderDetails>('order details', 1);
export const storedNumber = storedKind<{ readonly orderId: string }>('order number', 1);

/** Keyed reads of the orders table, for this context's and its neighbours' entries. */
export const ordersReads = (table: string) => ({
  order: (orderId: string): KeyedRead<Order | undefined> => ({
    table,
    keys: [headKey(orderId), detailsKey(orderId)],
    parse: orderOf,
  }),

  /** Id of the order that has a number. */
  numbered: (orderNumber: string): KeyedRead<string | undefined> => ({
    table,
    keys: [numberKey(orderNumber)],
    parse: ([item]) => item && storedNumber.decode(item).orderId,
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
        done: items.filter((item) => item['sk'] === fact('do').sk).map(storedFact.decode)[0],
        undone: items.filter((item) => item['sk'] === fact('undo').sk).map(storedFact.decode)[0],
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
  return { head: storedHead.decode(head), details: storedDetails.decode(details) };
}
