/** Lists of quotes, over the indexes of the table: a moment old. */
import { type OpenPosition, openPage } from '../shared/store/open-list.ts';
import { everyItem, type Item, type Store } from '../shared/store/store.ts';
import type { Quote } from './quote.ts';
import {
  customerPartition,
  DUE_SHARDS,
  duePartition,
  PENDING,
  RULES,
  type RulesVersion,
  storedQuote,
  storedRules,
  VERSION,
} from './quote-keys.ts';

/** A page of somebody's quotes, newest first. In: how many at most, and where the page before ended. */
export async function quotesOf(store: Store, table: string, customerId: string, limit: number, startKey?: Item) {
  const partition = customerPartition(customerId);
  const page = await store.query({ table, index: 'gsi1', partition, descending: true, limit, startKey });
  return { quotes: page.items.map(storedQuote.decode), position: page.lastKey };
}

/** Every quote of somebody. */
export async function allQuotesOf(store: Store, table: string, customerId: string): Promise<Quote[]> {
  const items = await everyItem(store, { table, index: 'gsi1', partition: customerPartition(customerId) });
  return items.map(storedQuote.decode);
}

/** A page of what waits for a person, newest first. */
export async function pendingQuotes(store: Store, table: string, limit: number, position: OpenPosition | undefined) {
  const page = await openPage(store, { table, list: PENDING }, { limit, position });
  return { quotes: page.items.map(storedQuote.decode), position: page.position };
}

/** Of one shard, in one sweep. */
const AT_ONCE = 200;

/** Ids of the offers whose time is over, or nearly over, at `now`; at most a few hundred, those that wait longest. */
export async function dueQuotes(store: Store, table: string, now: Date): Promise<string[]> {
  const pages = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) =>
      store.query({
        table,
        index: 'gsi2',
        partition: duePartition(shard),
        sortBefore: now.toISOString(),
        limit: AT_ONCE,
      }),
    ),
  );
  return pages.flatMap(({ items }) => items.map((item) => storedQuote.decode(item).id));
}

/** A page of the versions of the rules, newest first. */
export async function rulesVersions(store: Store, table: string, limit: number, startKey?: Item) {
  const page = await store.query({
    table,
    partition: RULES,
    sortPrefix: VERSION,
    descending: true,
    limit,
    startKey,
    consistent: true,
  });
  const versions: RulesVersion[] = page.items.map(storedRules.decode);
  return { versions, position: page.lastKey };
}
