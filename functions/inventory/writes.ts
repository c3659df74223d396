import type { Posting } from '../shared/events/facts.ts';
import { replaceItem, updateItem } from '../shared/store/optimistic.ts';
import type { Write } from '../shared/store/store.ts';
import { type HeldUnits, type Hold, type HoldState, holdIdOf } from './hold.ts';
import { dueList, holdKey, poolKey } from './inventory-keys.ts';
import { storedHold, storedPool } from './reads.ts';

/** Fewer units than wanted: a business answer, found by the pool's own condition. */
export class PoolShort extends Error {
  override name = 'PoolShort';
  readonly sku: string;
  constructor(sku: string) {
    super(`Not enough of ${sku}`);
    this.sku = sku;
  }
}

/**
 * The conditional writes on pools and holds that steps put into their transactions. Those on a hold throw `Stale` when it is
 * no longer as it was read; in which states it may be changed is the caller's to check on that reading.
 */
export const inventoryWrites = (table: string) => {
  const moveUnits = (units: readonly HeldUnits[], sign: 1 | -1): Write[] =>
    units.map(({ sku, quantity }) => ({
      kind: 'update',
      table,
      key: poolKey(sku),
      update: 'SET available = available + :delta, #version = #version + :one',
      names: { '#version': 'version' },
      values: { ':delta': sign * quantity, ':one': 1, ...(sign < 0 ? { ':wanted': quantity } : {}) },
      condition: sign < 0 ? 'available >= :wanted' : 'attribute_exists(pk)',
      refused: () => new PoolShort(sku),
    }));
  const endHold = (hold: Hold, to: HoldState, now: Date): Write =>
    updateItem({ table, key: holdKey(hold.id) }, hold, {
      set: { state: to, updatedAt: now.toISOString() },
      remove: ['gsi1pk', 'gsi1sk'],
    });
  return {
    /** Units of a SKU that is new to the shop. Refused if the pool exists. */
    openPool: (sku: string, available: number, now: Date): Write => ({
      kind: 'put',
      table,
      item: storedPool.encode({ sku, available, version: 1 }, { ...poolKey(sku), updatedAt: now.toISOString() }),
      condition: 'attribute_not_exists(pk)',
    }),

    /** Takes the units out of their pools into the order's hold, new or in the place of the expired one. Throws `PoolShort`. */
    take(orderId: string, units: readonly HeldUnits[], expiresAt: Date, previous: Hold | undefined): Write[] {
      const id = holdIdOf(orderId);
      const expires = expiresAt.toISOString();
      const hold: Hold = {
        id,
        orderId,
        state: 'HELD',
        units,
        expiresAt: expires,
        version: (previous?.version ?? 0) + 1,
      };
      return [
        replaceItem({ table, item: storedHold.encode(hold, { ...holdKey(id), ...dueList(expires, id) }) }, previous),
        ...moveUnits(units, -1),
      ];
    },

    /** Moves the end of a hold that is still held. */
    prolong(hold: Hold, expiresAt: Date, now: Date): Write {
      const expires = expiresAt.toISOString();
      return updateItem({ table, key: holdKey(hold.id) }, hold, {
        set: { expiresAt: expires, ...dueList(expires, hold.id), updatedAt: now.toISOString() },
      });
    },

    /** The held units are sold. Touches the hold alone. */
    commit: (hold: Hold, now: Date): Write => endHold(hold, 'COMMITTED', now),

    /** The units go back to their pools, and the hold ends as released (from held or sold) or expired (from held). */
    giveBack: (hold: Hold, to: 'RELEASED' | 'EXPIRED', now: Date): Write[] => [
      endHold(hold, to, now),
      ...moveUnits(hold.units, 1),
    ],
  };
};
export type InventoryWrites = ReturnType<typeof inventoryWrites>;

type Account = Extract<Posting, { book: 'stock' }>['account'];

/** The postings of moving units from one account of their pools to another. */
export const stockPostings = (units: readonly HeldUnits[], from: Account, to: Account): Posting[] =>
  units.flatMap(({ sku, quantity }) => [
    { book: 'stock', pool: sku, account: from, delta: -quantity },
    { book: 'stock', pool: sku, account: to, delta: quantity },
  ]);
