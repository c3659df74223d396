import type { Clock } from '../shared/clock.ts';
import { NotFound, NotYours } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { LiveUsers } from '../shared/http/api-ports.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import { stillMay } from '../shared/http/still-may.ts';
import type { OpenPosition } from '../shared/store/open-list.ts';
import type { Item, Store } from '../shared/store/store.ts';
import type { ListQuotes, ReadQuote } from './contract.ts';
import { statusAt } from './quote.ts';
import { quoteDto } from './quote-dto.ts';
import { pendingQuotes, quotesOf } from './quote-lists.ts';
import type { QuotesReads } from './reads.ts';

interface Ports {
  readonly store: Store;
  readonly table: string;
  readonly quotes: { readonly reads: QuotesReads };
  readonly users: LiveUsers;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** One of the caller's quotes, or any for those who review them. Throws `NotFound`. */
export const readQuote =
  ({ store, quotes, users, clock }: Ports) =>
  async ({ params: { quoteId }, caller }: Request<typeof ReadQuote>) => {
    const [quote] = await store.readTogether([quotes.reads.quote(quoteId)]);
    const staff = await stillMay(users, caller, 'quotes:review');
    if (!quote) throw new NotFound();
    if (quote.customerId !== caller.userId && !staff) throw new NotYours();
    return quoteDto(quote, clock.now(), staff);
  };

/**
 * The caller's quotes, newest first. Those who review and ask for what waits get everybody's. A status is looked for in each page,
 * which may come out short. Throws `invalid-cursor`.
 */
export const listQuotes =
  (ports: Ports) =>
  async ({ query: { status, limit, cursor }, caller }: Request<typeof ListQuotes>) => {
    const { store, table, quotes, cursors, clock } = ports;
    const staff = status === 'PENDING_REVIEW' && (await stillMay(ports.users, caller, 'quotes:review'));
    const scope = [caller.userId, 'quotes', String(staff), status ?? ''];
    const page = staff
      ? await pendingQuotes(store, table, limit, await cursors.open<OpenPosition>(cursor, scope))
      : await quotesOf(store, table, caller.userId, limit, await cursors.open<Item>(cursor, scope));
    const [current] = await store.readTogether([quotes.reads.quotes(page.quotes.map(({ id }) => id))]);
    const byId = new Map(current.map((quote) => [quote.id, quote]));
    const now = clock.now();
    // The index is a moment old: what has become of a quote since says the table.
    const shown = page.quotes.flatMap(({ id }) => byId.get(id) ?? []);
    return {
      items: shown
        .filter((quote) => status === undefined || statusAt(quote, now) === status)
        .map((quote) => quoteDto(quote, now, staff)),
      nextCursor: page.position ? await cursors.seal(page.position, scope) : null,
    };
  };
