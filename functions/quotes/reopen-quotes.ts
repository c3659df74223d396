import { type OrdersReads, quotedLines } from '../orders/reads.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { lettingGo } from './decide-quote.ts';
import { reopened } from './quote.ts';
import type { QuotingPorts } from './request-quote.ts';

/**
 * Makes the quotes of an order that has failed acceptable again while their time lasts, once however often the failure is told. In:
 * the order's id. The files of somebody who has left
 * are let go, since nobody can accept their quotes any more.
 */
export const reopenQuotes =
  (ports: QuotingPorts & { readonly orders: OrdersReads }) =>
  async (orderId: string): Promise<void> => {
    const [order] = await ports.store.readTogether([ports.orders.order(orderId)]);
    for (const { quoteId } of quotedLines(order?.details.lines ?? [])) await reopen(ports, quoteId, orderId);
  };

const reopen = (ports: QuotingPorts, quoteId: string, orderId: string): Promise<void> =>
  whileStale(async () => {
    const { store, quotes, clock } = ports;
    const [quote] = await store.readTogether([quotes.reads.quote(quoteId)]);
    const after = quote && reopened(quote, orderId, clock.now());
    if (!after) return;
    if (after.customerId === undefined) return store.commit(await lettingGo(ports, quote));
    await store.commit(quotes.writes.reopen({ ...after, customerId: after.customerId }, quote, orderId));
  });
