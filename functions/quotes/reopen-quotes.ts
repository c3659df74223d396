import { type OrdersReads, printLines } from '../orders/reads.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { reopened } from './quote.ts';
import type { QuotingPorts } from './request-quote.ts';

type Ports = Omit<QuotingPorts, 'uploads'>;

/**
 * Makes the quotes of an order that has failed acceptable again while their time lasts, once however often the failure is told. In:
 * the order's id. Quotes of somebody who has left stay as they are.
 */
export const reopenQuotes =
  (ports: Ports & { readonly orders: OrdersReads }) =>
  async (orderId: string): Promise<void> => {
    const [order] = await ports.store.readTogether([ports.orders.order(orderId)]);
    for (const { quoteId } of printLines(order?.details.lines ?? [])) await reopen(ports, quoteId, orderId);
  };

const reopen = ({ store, quotes, clock }: Ports, quoteId: string, orderId: string): Promise<void> =>
  whileStale(async () => {
    const [quote] = await store.readTogether([quotes.reads.quote(quoteId)]);
    const after = quote && reopened(quote, orderId, clock.now());
    if (!after || after.customerId === undefined) return;
    await store.commit(quotes.writes.reopen({ ...after, customerId: after.customerId }, quote, orderId));
  });
