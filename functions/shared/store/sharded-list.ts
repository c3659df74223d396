import { createHash } from 'node:crypto';
import type { Item, Store } from './store.ts';

/** Index partitions that a list is spread over, so that no list writes into one alone. */
const SHARDS = 4;

const shardOf = (id: string): number => (createHash('sha256').update(id).digest()[0] ?? 0) % SHARDS;

const partitionOf = (list: string, shard: number): string => `${list}#${shard}`;

/** The index attributes that put something into a list. In: the list's name, when the thing was made, its id. */
export const listEntry = (list: string, createdAt: string, id: string) => ({
  gsi2pk: partitionOf(list, shardOf(id)),
  gsi2sk: `${createdAt}#${id}`,
});

export interface ListPage {
  /** As the index holds them: a moment old. */
  readonly items: readonly Item[];
  /** The sort key that the next page goes on behind; nothing at the end of the list. */
  readonly last: string | undefined;
}

/** A page of a list over all its shards, newest first. In: how many at most, and the `last` of the page before. */
export async function newestFirst(
  store: Store,
  { table, list }: { readonly table: string; readonly list: string },
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
): Promise<ListPage> {
  const pages = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      store.query({
        table,
        index: 'gsi2',
        partition: partitionOf(list, shard),
        ...(before === undefined ? {} : { sortBefore: before }),
        descending: true,
        // One more than asked for: the last of the page before is its position, and is read again.
        limit: limit + 1,
      }),
    ),
  );
  const merged = pages
    .flatMap((page) => page.items)
    .filter((item) => item['gsi2sk'] !== before)
    .toSorted((a, b) => String(b['gsi2sk']).localeCompare(String(a['gsi2sk'])));
  const items = merged.slice(0, limit);
  const more = merged.length > limit || pages.some((page) => page.lastKey !== undefined);
  return { items, last: more ? (items.at(-1)?.['gsi2sk'] as string | undefined) : undefined };
}
