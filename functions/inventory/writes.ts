import type { Posting } from '../shared/events/facts.ts';
import { replaceItem, updateItem } from '../shared/store/optimistic.ts';
import type { Write } from '../shared/store/store.ts';
import { bookHours, returnHours } from './capacity/day-writes.ts';
import type { PlannedHours } from './capacity/plan-jobs.ts';
import { type HeldUnits, type Hold, type HoldState, holdIdOf } from './hold.ts';
import { dueList, holdKey, listedKey, poolKey } from './inventory-keys.ts';
import type { Part } from './pool.ts';
import { storedHold, storedListed, storedPool } from './reads.ts';

/** Fewer units than wanted: a business answer, found by the pool's own condition. */
export class PoolShort extends Error {
  override name = 'PoolShort';
  readonly sku: string;
  constructor(sku: string) {
    super(`Not enough of ${sku}`);
    this.sku = sku;
  }
}

/** The pool lies in several buckets, which the writer did not know. */
export class PoolSpread extends Error {
  override name = 'PoolSpread';
  readonly sku: string;
  constructor(sku: string) {
    super(`${sku} lies in several buckets`);
    this.sku = sku;
  }
}

/** One bucket of several has too few units, or is gone: others may have them. */
export class BucketDrained extends Error {
  override name = 'BucketDrained';
}

/** The update of a bucket by units that come or go, without what must be so for it. */
export const movedUnits = (table: string, sku: string, bucket: number, delta: number) => ({
  kind: 'update' as const,
  table,
  key: poolKey(sku, bucket),
  update: 'SET available = available + :delta, #version = #version + :one',
  names: { '#version': 'version' },
  values: { ':delta': delta, ':one': 1 },
});

/**
 * The conditional writes on pools and holds that steps put into their transactions. Those on a hold throw `Stale` when it is
 * no longer as it was read; in which states it may be changed is the caller's to check on that reading.
 */
export const inventoryWrites = (table: string) => {
  const moved = (sku: string, bucket: number, delta: number) => movedUnits(table, sku, bucket, delta);
  /** Units out of a pool in one bucket, without a look at it before. */
  const takeUnits = ({ sku, quantity }: HeldUnits): Write => {
    const write = moved(sku, 0, -quantity);
    return {
      ...write,
      values: { ...write.values, ':wanted': quantity },
      condition: 'available >= :wanted AND (attribute_not_exists(buckets) OR buckets = :one)',
      refused: (found) => (Number(found?.['buckets'] ?? 1) > 1 ? new PoolSpread(sku) : new PoolShort(sku)),
    };
  };
  /** Units out of one bucket of several. */
  const takePart = ({ sku, bucket, quantity }: Part): Write => {
    const write = moved(sku, bucket, -quantity);
    return {
      ...write,
      values: { ...write.values, ':wanted': quantity },
      condition: 'available >= :wanted',
      refused: () => new BucketDrained(`Bucket ${bucket} of ${sku} has too few units`),
    };
  };
  /** Units back into their pools: into bucket 0, which every pool has. */
  const returnUnits = (units: readonly HeldUnits[]): Write[] =>
    units.map(({ sku, quantity }) => ({
      ...moved(sku, 0, quantity),
      condition: 'attribute_exists(pk)',
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

    /** Puts a pool into the list of all pools. */
    listPool: (sku: string): Write => ({ kind: 'put', table, item: storedListed.encode({ sku }, listedKey(sku)) }),

    /**
     * Takes the units out of their pools into the order's hold, new or in the place of the expired one. In: of pools that
     * lie in several buckets, the parts to take them from; all others are taken to lie in one; and the machine hours that were
     * planned. Throws `PoolShort`, `PoolSpread`, `BucketDrained` and `HoursTaken`.
     */
    take(
      orderId: string,
      units: readonly HeldUnits[],
      expiresAt: Date,
      previous: Hold | undefined,
      parts: readonly Part[] = [],
      hours: readonly PlannedHours[] = [],
    ): Write[] {
      const spread = new Set(parts.map(({ sku }) => sku));
      const id = holdIdOf(orderId);
      const expires = expiresAt.toISOString();
      const hold: Hold = {
        id,
        orderId,
        state: 'HELD',
        units,
        ...(hours.length > 0
          ? { hours: hours.map(({ machineId, date, seconds }) => ({ machineId, date, seconds })) }
          : {}),
        expiresAt: expires,
        version: (previous?.version ?? 0) + 1,
      };
      return [
        replaceItem({ table, item: storedHold.encode(hold, { ...holdKey(id), ...dueList(expires, id) }) }, previous),
        ...units.filter(({ sku }) => !spread.has(sku)).map(takeUnits),
        ...parts.map(takePart),
        ...hours.map((part) => bookHours(table, part)),
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

    /** The units and hours go back to their pools, and the hold ends as released (from held or sold) or expired (from held). */
    giveBack: (hold: Hold, to: 'RELEASED' | 'EXPIRED', now: Date): Write[] => [
      endHold(hold, to, now),
      ...returnUnits(hold.units),
      ...(hold.hours ?? []).map((part) => returnHours(table, part)),
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
