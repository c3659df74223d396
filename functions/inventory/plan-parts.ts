import type { Store } from '../shared/store/store.ts';
import type { HeldUnits } from './hold.ts';
import { wholePools } from './lists.ts';
import { firstBucket, type Part, partsOf } from './pool.ts';
import type { InventoryReads } from './reads.ts';
import { PoolShort } from './writes.ts';

/** What a function remembers of pools in several buckets. A hint that saves a read: the writes' conditions decide. */
export interface SpreadPools {
  /** Notes that a pool lies in several buckets. */
  learn(sku: string): void;
  /**
   * The parts to take an order's units from, of those pools that lie in several buckets. `blindly`: from the order's own
   * bucket, unseen; else from wherever there are units. Throws `PoolShort` where a look finds too few.
   */
  parts(orderId: string, units: readonly HeldUnits[], blindly: boolean): Promise<Part[]>;
}

/** What is remembered by one function, from nothing. */
export function spreadPools(store: Store, inventory: InventoryReads): SpreadPools {
  const spread = new Set<string>();
  return {
    learn: (sku) => {
      spread.add(sku);
    },
    async parts(orderId, units, blindly) {
      const wanted = units.filter(({ sku }) => spread.has(sku));
      if (wanted.length === 0) return [];
      const skus = wanted.map(({ sku }) => sku);
      const heads = blindly && (await store.readTogether([inventory.heads(skus)]))[0];
      const pools = heads ? heads.map((head) => ({ head, buckets: [] })) : await wholePools({ store, inventory }, skus);
      return wanted.flatMap(({ sku, quantity }) => {
        const pool = pools.find(({ head }) => head.sku === sku);
        if (!pool || pool.head.buckets === 1) {
          spread.delete(sku);
          return [];
        }
        const start = firstBucket(orderId, sku, pool.head.buckets);
        if (blindly) return [{ sku, bucket: start, quantity }];
        const parts = partsOf(pool.buckets, quantity, start);
        if (!parts) throw new PoolShort(sku);
        return parts;
      });
    },
  };
}
