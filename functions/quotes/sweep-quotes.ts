import { eachOnItsOwn } from '../shared/schedule.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { lettingGo } from './decide-quote.ts';
import { swept } from './quote.ts';
import { dueQuotes } from './quote-lists.ts';
import type { QuotingPorts } from './request-quote.ts';

/**
 * Ends the offers whose time is over, which lets their files go, and reminds of those whose time is nearly over. May be repeated;
 * what cannot be swept is named in the log and stops nothing else. An offer counts as expired by the clock, before and without it.
 */
export const sweepQuotes = (ports: QuotingPorts & { readonly table: string }) => async (): Promise<void> =>
  eachOnItsOwn(
    await dueQuotes(ports.store, ports.table, ports.clock.now()),
    (id) => id,
    (id) => sweep(ports, id),
  );

const sweep = (ports: QuotingPorts, id: string): Promise<void> =>
  whileStale(async () => {
    const { store, quotes, clock } = ports;
    const [quote] = await store.readTogether([quotes.reads.quote(id)]);
    const after = quote && swept(quote, clock.now());
    if (!quote || !after?.offer || after.customerId === undefined) return;
    await store.commit([
      ...quotes.writes.sweep({ ...after, customerId: after.customerId, offer: after.offer }, quote),
      ...(after.status === 'EXPIRED' ? await lettingGo(ports, quote) : []),
    ]);
  });
