import { createHash } from 'node:crypto';
import type { Key } from '../shared/store.ts';

/** Partitions that a month's staff list is spread over. */
export const STAFF_SHARDS = 4;

/** Partition of everything about an order: META, DETAILS and its facts. */
export const partitionOf = (orderId: string): string => `ORDER#${orderId}`;
/** Key of META, the part that changes. */
export const headKey = (orderId: string): Key => ({ pk: partitionOf(orderId), sk: 'META' });
/** Key of DETAILS, the part that never does. */
export const detailsKey = (orderId: string): Key => ({ pk: partitionOf(orderId), sk: 'DETAILS' });

const shardOf = (orderId: string): number => (createHash('sha256').update(orderId).digest()[0] ?? 0) % STAFF_SHARDS;

/** `2026-11` of an RFC 3339 time. */
export const monthOf = (at: string): string => at.slice(0, 7);

type Listed = { readonly id: string; readonly createdAt: string };

/** Index partition of a customer's orders. */
export const customerListPartition = (customerId: string): string => `CUSTOMER#${customerId}`;

/** Both halves of an order lie side by side in its customer's list, so that a page is one Query. */
export const customerList = (customerId: string, createdAt: string, orderId: string, half: 'META' | 'DETAILS') => ({
  gsi1pk: customerListPartition(customerId),
  gsi1sk: `${createdAt}#${orderId}#${half}`,
});

const sharded = (list: string, createdAt: string, id: string) => ({
  gsi2pk: `${list}#${monthOf(createdAt)}#${shardOf(id)}`,
  gsi2sk: `${createdAt}#${id}`,
});

/** Index attributes that put an order into its month's list of all orders. */
export const staffList = (createdAt: string, id: string) => sharded('ORDERS', createdAt, id);
/** Index attributes that put an order among those whose saga has not ended. */
export const openList = ({ createdAt, id }: Listed) => sharded('OPEN', createdAt, id);
/** Index attributes that put an order among those that wait for staff. */
export const parkedList = ({ createdAt, id }: Listed) => sharded('PARKED', createdAt, id);

export type StaffList = 'ORDERS' | 'OPEN' | 'PARKED';
/** Index partition of a list in a month (`2026-11`) and a shard. */
export const staffListPartition = (list: StaffList, month: string, shard: number): string =>
  `${list}#${month}#${shard}`;
