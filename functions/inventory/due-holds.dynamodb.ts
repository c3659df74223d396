/**
 * Access pattern: holds by due time. gsi1 `HOLDS_DUE#<shard>`, sorted by expiry. Only held ones are in it, so a sweep costs
 * one query a shard, however long the shop is open or the sweep was down.
 */
import type { Store } from '../shared/store/store.ts';
import type { DueHolds } from './expire-holds.ts';
import { DUE_SHARDS, duePartition } from './inventory-keys.ts';
import { storedHold } from './reads.ts';

/** Of one shard, in one sweep. */
const AT_ONCE = 200;

/** Due holds over the inventory table. */
export const dueHolds = (store: Store, table: string): DueHolds => ({
  async due(now) {
    const pages = await Promise.all(
      Array.from({ length: DUE_SHARDS }, (_, shard) =>
        store.query({
          table,
          index: 'gsi1',
          partition: duePartition(shard),
          sortBefore: now.toISOString(),
          limit: AT_ONCE,
        }),
      ),
    );
    return pages.flatMap(({ items }) => items.map(storedHold.decode));
  },
});
