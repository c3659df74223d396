import { createHash } from 'node:crypto';
import type { Key } from '../shared/store/store.ts';

const partitionOf = (paymentId: string) => `PAYMENT#${paymentId}`;

/** In: a payment's id. Out: where its item lies. */
export const paymentKey = (paymentId: string): Key => ({ pk: partitionOf(paymentId), sk: 'META' });

/** In: ids. Out: where the refund's item lies. */
export const refundKey = (paymentId: string, refundId: string): Key => ({
  pk: partitionOf(paymentId),
  sk: `REFUND#${refundId}`,
});

/** In: a payment's id and an entry's. Out: where the entry lies; the place can be taken once. */
export const entryKey = (paymentId: string, entryId: string): Key => ({
  pk: partitionOf(paymentId),
  sk: `ENTRY#${entryId}`,
});

/** In: a tracking number. Out: where the parcel's item lies. */
export const parcelKey = (trackingNumber: string): Key => ({ pk: `PARCEL#${trackingNumber}`, sk: 'META' });

export const WEBHOOKS = 'WEBHOOK#';

/** In: ids. Out: where the webhook's item lies, sorted by its time. */
export const webhookKey = (paymentId: string, webhookId: string): Key => ({
  pk: partitionOf(paymentId),
  sk: `${WEBHOOKS}${webhookId}`,
});

/** In: a payment's id and a version of it. Out: where it is noted when to look at it again. */
export const lookKey = (paymentId: string, version: number): Key => ({
  pk: partitionOf(paymentId),
  sk: `LOOK#${version}`,
});

/** Partitions of a month's ledger: enough for thousands of entries a second. */
export const LEDGER_SHARDS = 4;
export const MONTHS = 'LEDGER#MONTHS';

/** In: an ISO timestamp. Out: its month, `2026-11`. */
export const monthOf = (at: string): string => at.slice(0, 7);

/** In: a month and a shard. Out: the index partition of its entries. */
export const ledgerPartition = (month: string, shard: number): string => `LEDGER#${month}#${shard}`;

/** In: a payment's id. Out: the shard of the ledger in which its entries lie. */
export const shardOf = (paymentId: string): number =>
  createHash('sha256').update(paymentId).digest().readUInt32BE(0) % LEDGER_SHARDS;

/** In: an order's id. Out: the index partition of its entries. */
export const orderPartition = (orderId: string): string => `ORDER#${orderId}`;
