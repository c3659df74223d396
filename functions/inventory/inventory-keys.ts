import { createHash } from 'node:crypto';
import type { Key } from '../shared/store/store.ts';

/** Partitions that an hour's due holds are spread over. */
export const DUE_SHARDS = 2;

/** A pool may be spread over buckets one day; until then everything lies in bucket 0. */
export const poolKey = (sku: string): Key => ({ pk: `POOL#${sku}#0`, sk: 'META' });

/** Key of a hold, by its own id. */
export const holdKey = (holdId: string): Key => ({ pk: `HOLD#${holdId}`, sk: 'META' });

/** `2026-11-21T09` of an RFC 3339 time. */
export const hourOf = (at: string): string => at.slice(0, 13);

/** Index partition of the holds that expire in an hour (`2026-11-21T09`) and fall into a shard. */
export const duePartition = (hour: string, shard: number): string => `HOLDS_DUE#${hour}#${shard}`;

/** Index attributes that put a hold among those that are due at `expiresAt`. */
export const dueList = (expiresAt: string, holdId: string) => ({
  gsi1pk: duePartition(hourOf(expiresAt), (createHash('sha256').update(holdId).digest()[0] ?? 0) % DUE_SHARDS),
  gsi1sk: `${expiresAt}#${holdId}`,
});
