/**
 * The one way to change an item: read it, decide, write under the condition that it is still at the version that was
 * read, and look again if it is not. Every such item counts its changes in `version`.
 */
import { type Item, type Key, putNew, StoreContention, type Write } from './store.ts';

/** Somebody else changed the item in between: what was read is no longer so. */
export class Stale extends Error {
  override name = 'Stale';
}

/** More rounds than this mean that something else is wrong. */
const MAX_ROUNDS = 10;

/**
 * Reads and decides again as long as others were faster. In: one attempt, which is given the `Stale` that ended the round
 * before (nothing in the first one) and may throw one to look again; the most rounds. Throws `StoreContention` after the last.
 */
export async function whileStale<T>(
  attempt: (previous: Stale | undefined) => Promise<T>,
  rounds = MAX_ROUNDS,
): Promise<T> {
  let previous: Stale | undefined;
  for (let round = 0; round < rounds; round++) {
    try {
      return await attempt(previous);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      previous = error;
    }
  }
  throw new StoreContention(previous);
}

/** An item as the one who changes it has read it. */
export interface Versioned {
  readonly version: number;
}

/** What an update does to an item. Attributes by name, or by path (`saga.done`). */
export interface ItemChange {
  /** New values; `undefined` leaves an attribute as it is. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Values for attributes that are not there yet; one that is there stays. */
  readonly setIfAbsent?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** What else must hold: an attribute has one of these values. */
  readonly require?: Readonly<Record<string, readonly unknown[]>>;
}

interface Target {
  readonly table: string;
  readonly key: Key;
  /** What is thrown when the item is no longer as it was read; `Stale` where nothing is given. */
  readonly refused?: () => Error;
}

const stale =
  ({ pk }: Key) =>
  () =>
    new Stale(`${pk} changed in between`);

/** Names and values of one write, under aliases, so that no attribute's name is a reserved word. */
function aliases() {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const valueNames: string[] = [];
  return {
    names,
    values,
    path: (path: string): string =>
      path
        .split('.')
        .map((part) => {
          names[`#${part}`] = part;
          return `#${part}`;
        })
        .join('.'),
    value(value: unknown): string {
      const name = `:v${valueNames.length}`;
      valueNames.push(name);
      values[name] = value;
      return name;
    },
  };
}

/** The update of an item that is still as `before`, which moves it to the next version. */
export function updateItem(
  { table, key, refused = stale(key) }: Target,
  before: Versioned,
  { set = {}, setIfAbsent = {}, remove = [], require = {} }: ItemChange,
): Write {
  const { names, values, path, value } = aliases();
  const sets = [
    `${path('version')} = ${value(before.version + 1)}`,
    ...Object.entries(set).flatMap(([name, to]) => (to === undefined ? [] : [`${path(name)} = ${value(to)}`])),
    ...Object.entries(setIfAbsent).map(([name, to]) => `${path(name)} = if_not_exists(${path(name)}, ${value(to)})`),
  ];
  const conditions = [
    `${path('version')} = ${value(before.version)}`,
    ...Object.entries(require).map(([name, options]) => `${path(name)} IN (${options.map(value).join(', ')})`),
  ];
  const removes = remove.length > 0 ? ` REMOVE ${remove.map(path).join(', ')}` : '';
  return {
    kind: 'update',
    table,
    key,
    update: `SET ${sets.join(', ')}${removes}`,
    condition: conditions.join(' AND '),
    names,
    values,
    refused,
  };
}

/** Puts an item in the place of the version that was read; of nothing, where `before` is nothing. */
export const replaceItem = (
  { table, item, refused = stale(item) }: Omit<Target, 'key'> & { readonly item: Item & Key },
  before: Versioned | undefined,
): Write => (before ? { kind: 'put', table, item, ...stillAt(before), refused } : putNew(table, item, refused));

/** Deletes an item that is still as `before`. */
export const deleteItem = ({ table, key, refused = stale(key) }: Target, before: Versioned): Write => ({
  kind: 'delete',
  table,
  key,
  ...stillAt(before),
  refused,
});

const stillAt = ({ version }: Versioned) => ({
  condition: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
});
