import { createHash } from 'node:crypto';
import type { Item, Key } from '../shared/store/store.ts';

/** Index partitions that the holds are spread over. */
export const DUE_SHARDS = 2;

/** Index partitions that the list of pools is spread over. */
export const LIST_SHARDS = 4;

const shardOf = (id: string, shards: number): number => (createHash('sha256').update(id).digest()[0] ?? 0) % shards;

/** A bucket of a pool; bucket 0 is there as long as the pool, and is its head. */
export const poolKey = (sku: string, bucket = 0): Key => ({ pk: `POOL#${sku}#${bucket}`, sk: 'META' });

/** The partition of what happened to a pool. */
export const poolFacts = (sku: string): string => `POOL#${sku}`;

/**
 * A pool's place in the list of all pools. It is an item of its own, which no sale touches: an index attribute on the
 * pool itself would be written again with every sale.
 */
export const listedKey = (sku: string): Key & Item => ({
  pk: `SKU#${sku}`,
  sk: 'META',
  gsi2pk: listPartition(shardOf(sku, LIST_SHARDS)),
  gsi2sk: listPosition(sku),
});

/** Index partition of the pools that are listed in a shard. */
export const listPartition = (shard: number): string => `POOLS#${shard}`;

/** Where a SKU lies in its list: right behind every shorter beginning of it, because `#` sorts before what SKUs are made of. */
export const listPosition = (sku: string): string => `${sku}#`;

/** The partition of a machine's days, and of what staff did to them. */
export const machinePartition = (machineId: string): string => `MACHINE#${machineId}`;

/** Where a day of a machine lies. In: its date, `2026-12-03`. */
export const machineDayKey = (machineId: string, date: string): Key => ({
  pk: machinePartition(machineId),
  sk: `DAY#${date}`,
});

/** Key of a hold, by its own id. */
export const holdKey = (holdId: string): Key => ({ pk: `HOLD#${holdId}`, sk: 'META' });

/** Index partition of the holds that are held and fall into a shard. */
export const duePartition = (shard: number): string => `HOLDS_DUE#${shard}`;

/** Index attributes that put a hold among those that are due at `expiresAt`. */
export const dueList = (expiresAt: string, holdId: string) => ({
  gsi1pk: duePartition(shardOf(holdId, DUE_SHARDS)),
  gsi1sk: `${expiresAt}#${holdId}`,
});
