import type { Clock } from '../shared/clock.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { wholePools } from './lists.ts';
import { unitsIn, watched } from './pool.ts';
import type { PoolWrites } from './pool-writes.ts';
import type { InventoryReads } from './reads.ts';

interface Ports {
  readonly store: Store;
  readonly inventory: InventoryReads;
  readonly writes: PoolWrites;
  readonly clock: Clock;
}

/**
 * Looks at the pools whose units moved. Announces that one is low, once until it was above its threshold again, however many
 * look at once; and corrects what its head says of the other buckets, where shoppers would read another availability.
 */
export const watchStock =
  ({ store, inventory, writes, clock }: Ports) =>
  async (skus: readonly string[]): Promise<void> => {
    for (const sku of new Set(skus)) {
      await whileStale(async () => {
        const [pool] = await wholePools({ store, inventory }, [sku]);
        const seen = pool && watched(pool);
        if (seen) await store.commit(writes.notePool(pool.head, seen, unitsIn(pool.buckets), clock.now()));
      });
    }
  };
