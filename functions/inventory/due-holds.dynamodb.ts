/**
 * Access pattern: holds by due time. gsi1 `HOLDS_DUE#<hour>#<shard>`, sorted by expiry; only held ones are in it.
 * A checkpoint item says from which hour on there may still be any, so that a sweep costs a few queries however
 * long it was down.
 */
import { addSeconds } from '../shared/clock.ts';
import type { Store } from '../shared/store/store.ts';
import type { DueHolds } from './expire-holds.ts';
import type { Hold } from './hold.ts';
import { DUE_SHARDS, duePartition, hourOf } from './inventory-keys.ts';

const CHECKPOINT = { pk: 'SWEEP#HOLDS', sk: 'META' };
const HOUR_SECONDS = 3_600;
/** How far the very first sweep looks back. */
const FIRST_SWEEP_HOURS = 24;
const AT_ONCE = 200;

/** Due holds over the inventory table. A sweep that meets nothing before the present hour moves the checkpoint up. */
export const dueHolds = (store: Store, table: string): DueHolds => ({
  async due(now) {
    const checkpoint = await store.get(table, CHECKPOINT);
    let hour =
      (checkpoint?.['hour'] as string | undefined) ??
      hourOf(addSeconds(now, -FIRST_SWEEP_HOURS * HOUR_SECONDS).toISOString());
    const found: Hold[] = [];
    const current = hourOf(now.toISOString());
    let clean = true;
    while (hour <= current && found.length < AT_ONCE) {
      for (let shard = 0; shard < DUE_SHARDS; shard++) {
        const page = await store.query({
          table,
          index: 'gsi1',
          partition: duePartition(hour, shard),
          sortBefore: now.toISOString(),
          limit: AT_ONCE,
        });
        found.push(...(page.items as unknown as Hold[]));
      }
      clean &&= found.length === 0;
      if (clean && hour < current && hour !== checkpoint?.['hour']) {
        await store.write({ kind: 'put', table, item: { ...CHECKPOINT, schema: 1, hour } });
      }
      hour = hourOf(addSeconds(new Date(`${hour}:00:00.000Z`), HOUR_SECONDS).toISOString());
    }
    return found;
  },
});
