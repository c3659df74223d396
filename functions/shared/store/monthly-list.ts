/** A list that only grows, month by month. Lists that things leave again are in `open-list.ts`. */
import { listEntry, newestFirst } from './sharded-list.ts';
import type { Item, Store } from './store.ts';

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

const inMonth = (list: string, month: string): string => `${list}#${month}`;

/** The index attributes that put something into its month of a list. In: the list's name, when it was made, its id. */
export const monthlyEntry = (list: string, createdAt: string, id: string) =>
  listEntry(inMonth(list, monthOf(createdAt)), createdAt, id);

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
  const place = { table, list: inMonth(list, month) };
  const { items, last } = await newestFirst(store, place, { limit, before: position?.before });
  return { items, position: last === undefined ? previousMonth(month) : { month, before: last } };
}

function previousMonth(month: string): MonthPosition | undefined {
  if (month <= FIRST_MONTH) return undefined;
  const start = new Date(`${month}-01T00:00:00.000Z`);
  start.setUTCMonth(start.getUTCMonth() - 1);
  return { month: monthOf(start.toISOString()), before: `${month}-01T` };
}
