import type { Item, Key } from './store.ts';

/** An item of a version by which nobody here can read it: a bug, or a function that is older than its data. */
export class UnreadableItem extends Error {
  override name = 'UnreadableItem';
}

/**
 * An item of one version in the form of the next. It leaves alone what it finds in the new form already: an update writes
 * single attributes, and does not raise `schema`.
 */
export type Upcast = (item: Item) => Item;

/** How one kind of item is stored: `schema` says in which version of its form it was written. */
export interface StoredKind<T> {
  /** The version that is written. */
  readonly version: number;
  /** What may come to it without another version: whoever reads it fills in what is missing. */
  readonly open: readonly string[];
  /** In: the value; its key and, where it has them, its index attributes and `ttl`. */
  encode(value: T, place: Key | (Key & Item)): Item & Key;
  /** The value, without where it lies. Throws `UnreadableItem` for a newer version, and for an item that names none. */
  decode(item: Item): T;
}

/**
 * A kind of stored item. In: its name, for errors; the version that is written; for every version before it the upcast to
 * the one after; names of what a reader fills in. `decode` checks the version and trusts the rest: what is in our tables was checked on its way in, and to
 * check it again would be paid for on every read.
 */
export function storedKind<T>(
  kind: string,
  version: number,
  upcasts: Readonly<Record<number, Upcast>> = {},
  open: readonly string[] = [],
): StoredKind<T> {
  const steps = Array.from({ length: version - 1 }, (_, index) => {
    const upcast = upcasts[index + 1];
    if (!upcast) throw new Error(`The kind ${kind} has no upcast from version ${index + 1}`);
    return upcast;
  });
  return {
    version,
    open,
    encode: (value, place) => ({ ...value, ...place, schema: version }) as Item & Key,
    decode(item) {
      const { pk, sk, schema, gsi1pk: _1, gsi1sk: _2, gsi2pk: _3, gsi2sk: _4, ttl: _5, ...stored } = item;
      if (typeof schema !== 'number' || schema < 1 || schema > version) {
        throw new UnreadableItem(
          `${kind} ${String(pk)} ${String(sk)} has version ${String(schema)}; known are 1 to ${version}`,
        );
      }
      return steps.slice(schema - 1).reduce<Item>((older, upcast) => upcast(older), stored) as T;
    },
  };
}
