import { type OrdersReads, quotedLines } from '../orders/reads.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { lettingGo } from './decide-quote.ts';
import type { QuotingPorts } from './request-quote.ts';

type Ports = QuotingPorts & { readonly orders: OrdersReads };

/**
 * Lets the files go that an order was printed from: nothing is printed from them any more, and their customer may delete them. In: the
 * order's id. May be repeated; a file that another quote needs stays kept for that one.
 */
export const letGoOfFiles =
  (ports: Ports) =>
  async (orderId: string): Promise<void> => {
    const { store, orders, quotes } = ports;
    const [order] = await store.readTogether([orders.order(orderId)]);
    for (const { quoteId } of quotedLines(order?.details.lines ?? [])) {
      await whileStale(async () => {
        const [quote] = await store.readTogether([quotes.reads.quote(quoteId)]);
        if (quote?.orderId === orderId) await store.commit(await lettingGo(ports, quote));
      });
    }
  };
