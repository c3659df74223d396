import { createHash } from 'node:crypto';
import type { Item, Store } from './store.ts';

/** Partitions that a month of a list is spread over, so that no list writes into one alone. */
const SHARDS = 4;

/** Before this month there was nothing to list. */
const FIRST_MONTH = '2026-11';

/** Where a list goes on: within a month (`2026-11`), at or below a sort key. */
export interface MonthPosition {
  readonly month: string;
  readonly before: string;
}

export interface MonthlyPage {
  /** As the index holds them: a moment old. */
  readonly items: readonly Item[];
  readonly position: MonthPosition | undefined;
}

/** `2026-11` of an RFC 3339 time. */
const monthOf = (at: string): string => at.slice(0, 7);

const shardOf = (id: string): number => (createHash('sha256').update(id).digest()[0] ?? 0) % SHARDS;

const partitionOf = (list: string, month: string, shard: number): string => `${list}#${month}#${shard}`;

/** The index attributes that put something into its month of a list. In: the list's name, when it was made, its id. */
export const monthlyEntry = (list: string, createdAt: string, id: string) => ({
  gsi2pk: partitionOf(list, monthOf(createdAt), shardOf(id)),
  gsi2sk: `${createdAt}#${id}`,
});

/**
 * A page of a list, newest first, month by month. In: the list, how many at most, the position that the page before
 * answered, and the time. A page may be short, or empty, while there is a position to go on from.
 */
export async function monthlyPage(
  store: Store,
  { table, list }: { readonly table: string; readonly list: string },
  {
    limit,
    position,
    now,
  }: { readonly limit: number; readonly position: MonthPosition | undefined; readonly now: Date },
): Promise<MonthlyPage> {
  const month = position?.month ?? monthOf(now.toISOString());
  const before = position?.before ?? now.toISOString();
  const pages = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      store.query({
        table,
        index: 'gsi2',
        partition: partitionOf(list, month, shard),
        sortBefore: before,
        descending: true,
        // One more than asked for: the last of the page before is its position, and is read again.
        limit: limit + 1,
      }),
    ),
  );
  const merged = pages
    .flatMap((page) => page.items)
    .filter((item) => item['gsi2sk'] !== position?.before)
    .toSorted((a, b) => String(b['gsi2sk']).localeCompare(String(a['gsi2sk'])));
  const items = merged.slice(0, limit);
  const last = items.at(-1)?.['gsi2sk'] as string | undefined;
  const more = merged.length > limit || pages.some((page) => page.lastKey !== undefined);
  return { items, position: more && last ? { month, before: last } : previousMonth(month) };
}

function previousMonth(month: string): MonthPosition | undefined {
  if (month <= FIRST_MONTH) return undefined;
  const start = new Date(`${month}-01T00:00:00.000Z`);
  start.setUTCMonth(start.getUTCMonth() - 1);
  return { month: monthOf(start.toISOString()), before: `${month}-01T` };
}
