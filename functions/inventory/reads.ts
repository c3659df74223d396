import { storedKind } from '../shared/store/decode.ts';
import type { Item, KeyedRead } from '../shared/store/store.ts';
import type { MachineDay } from './capacity/machine-day.ts';
import { type Hold, holdIdOf } from './hold.ts';
import { holdKey, machineDayKey, poolKey } from './inventory-keys.ts';
import { type Bucket, emptyPool, type LastChange, type PoolHead } from './pool.ts';

export { type Hold, shortSkus, wantedUnits } from './hold.ts';

/** A pool as shoppers meet it. */
export interface Pool {
  readonly sku: string;
  /** Units that nobody holds. Of a pool in several buckets this may be more than there are, never less. */
  readonly available: number;
  readonly version: number;
  /** It lies in several buckets: `poolsNow` in lists.ts tells its units. */
  readonly spread?: boolean;
}

/** A bucket as it lies. What only the head has comes with the first change by staff, or with the first crossing of the threshold. */
export interface StoredPool extends Omit<Pool, 'spread'> {
  readonly revision?: number;
  readonly buckets?: number;
  readonly elsewhere?: number;
  readonly lowAt?: number;
  readonly isLow?: boolean;
  readonly crossings?: number;
  readonly lastChange?: LastChange;
}

/** Pools, their places in the list of all, holds and days of machines as they are stored. */
export const storedPool = storedKind<StoredPool>('pool', 1);
export const storedListed = storedKind<{ readonly sku: string }>('listed pool', 1);
export const storedHold = storedKind<Hold>('hold', 1);
export const storedMachineDay = storedKind<MachineDay>('machine day', 1);

/** The revision of a pool as the shop opened it, which says none. */
export const FIRST_REVISION = 1;

const headOf = (item: Item): PoolHead => {
  const { sku, available, version, ...told } = storedPool.decode(item);
  return { ...emptyPool(sku).head, revision: FIRST_REVISION, ...told, available, version };
};

const bucketOf = (item: Item): Bucket => {
  const { sku, available, version } = storedPool.decode(item);
  return { sku, number: Number(String(item['pk']).split('#').at(-1)), available, version };
};

/** Keyed reads of the inventory table, for this context's and its neighbours' entries. */
export const inventoryReads = (table: string) => ({
  /** Pools as shoppers meet them, by their heads alone: one item a SKU, however wide the pool is. */
  pools: (skus: readonly string[]): KeyedRead<readonly Pool[]> => ({
    table,
    keys: skus.map((sku) => poolKey(sku)),
    parse: (items) =>
      items.map(headOf).map(({ sku, available, elsewhere, version, buckets }) => ({
        sku,
        available: available + elsewhere,
        version,
        ...(buckets > 1 ? { spread: true } : {}),
      })),
  }),

  heads: (skus: readonly string[]): KeyedRead<readonly PoolHead[]> => ({
    table,
    keys: skus.map((sku) => poolKey(sku)),
    parse: (items) => items.map(headOf),
  }),

  /** The buckets of these pools beyond their heads, in any order. */
  furtherBuckets: (
    pools: readonly { readonly sku: string; readonly buckets: number }[],
  ): KeyedRead<readonly Bucket[]> => ({
    table,
    keys: pools.flatMap(({ sku, buckets }) =>
      Array.from({ length: buckets - 1 }, (_, index) => poolKey(sku, index + 1)),
    ),
    parse: (items) => items.map(bucketOf),
  }),

  /** A day of a machine; nothing where nobody has booked or changed it. */
  machineDay: (machineId: string, date: string): KeyedRead<MachineDay | undefined> => ({
    table,
    keys: [machineDayKey(machineId, date)],
    parse: ([item]) => item && storedMachineDay.decode(item),
  }),

  hold: (orderId: string): KeyedRead<Hold | undefined> => ({
    table,
    keys: [holdKey(holdIdOf(orderId))],
    parse: ([item]) => item && storedHold.decode(item),
  }),
});
export type InventoryReads = ReturnType<typeof inventoryReads>;
