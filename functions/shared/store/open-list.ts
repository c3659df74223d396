/**
 * A list of things that are open: what is done leaves it, so it stays as short as the work that is left, and knows no
 * months. Lists that only grow are in `monthly-list.ts`.
 */
import { listEntry, newestFirst } from './sharded-list.ts';
import type { Item, Store } from './store.ts';

/** Where a list goes on: behind a sort key. */
export interface OpenPosition {
  readonly before: string;
}

export interface OpenPage {
  /** As the index holds them: a moment old. */
  readonly items: readonly Item[];
  readonly position: OpenPosition | undefined;
}

/** The index attributes that put something into an open list. In: the list's name, when it was made, its id. */
export const openEntry = (list: string, createdAt: string, id: string): ReturnType<typeof listEntry> =>
  listEntry(list, createdAt, id);

/** A page of an open list, newest first. In: the list, how many at most, the position that the page before answered. */
export async function openPage(
  store: Store,
  place: { readonly table: string; readonly list: string },
  { limit, position }: { readonly limit: number; readonly position: OpenPosition | undefined },
): Promise<OpenPage> {
  const { items, last } = await newestFirst(store, place, { limit, before: position?.before });
  return { items, position: last === undefined ? undefined : { before: last } };
}
