/** Access pattern: the holds that are held. gsi1 `HOLDS_DUE#<shard>`, all of it: as long as the checkouts that run. */
import { everyItem, type Store } from '../shared/store/store.ts';
import type { HeldUnitsBySku } from './hold.ts';
import { DUE_SHARDS, duePartition } from './inventory-keys.ts';
import { storedHold } from './reads.ts';

/** Held units over the inventory table. */
export const heldUnits =
  (store: Store, table: string): HeldUnitsBySku =>
  async () => {
    const shards = await Promise.all(
      Array.from({ length: DUE_SHARDS }, (_, shard) =>
        everyItem(store, { table, index: 'gsi1', partition: duePartition(shard) }),
      ),
    );
    const held = new Map<string, number>();
    for (const { units } of shards.flat().map(storedHold.decode)) {
      for (const { sku, quantity } of units) held.set(sku, (held.get(sku) ?? 0) + quantity);
    }
    return held;
  };
