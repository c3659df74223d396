import { createHash } from 'node:crypto';
import type { Key } from '../shared/store/store.ts';

/** Index partitions that the holds are spread over. */
export const DUE_SHARDS = 2;

/** A pool may be spread over buckets one day; until then everything lies in bucket 0. */
export const poolKey = (sku: string): Key => ({ pk: `POOL#${sku}#0`, sk: 'META' });

/** Key of a hold, by its own id. */
export const holdKey = (holdId: string): Key => ({ pk: `HOLD#${holdId}`, sk: 'META' });

/** Index partition of the holds that are held and fall into a shard. */
export const duePartition = (shard: number): string => `HOLDS_DUE#${shard}`;

/** Index attributes that put a hold among those that are due at `expiresAt`. */
export const dueList = (expiresAt: string, holdId: string) => ({
  gsi1pk: duePartition((createHash('sha256').update(holdId).digest()[0] ?? 0) % DUE_SHARDS),
  gsi1sk: `${expiresAt}#${holdId}`,
});
