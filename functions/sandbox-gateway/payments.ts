import type { Change, Entry, Payment } from './payment.ts';
import type { Refund } from './refund.ts';
import type { Webhook } from './webhook.ts';

/** The port to payments and what belongs to them. */
export interface Payments {
  find(paymentId: string): Promise<Payment | undefined>;
  findWithRefund(paymentId: string, refundId: string): Promise<readonly [Payment | undefined, Refund | undefined]>;
  /**
   * Records a change in one transaction: the payment, the refund, the ledger's entry, the webhook and when to look
   * again. Throws `Stale` if the payment is not as it was (`before`, nothing for a new one).
   */
  record(before: Payment | undefined, change: Change): Promise<void>;
}

/** The port to the webhooks of payments. */
export interface Webhooks {
  find(paymentId: string, webhookId: string): Promise<Webhook | undefined>;
  list(paymentId: string): Promise<readonly Webhook[]>;
  /** Keeps what became of a try; one that comes after a later try changes nothing. */
  keep(webhook: Webhook): Promise<void>;
}

/** Where a page of the ledger ended. */
export interface LedgerPosition {
  readonly month: string;
  readonly shard: number;
  readonly key?: Readonly<Record<string, unknown>> | undefined;
}

/** The port to the ledger. */
export interface Ledger {
  page(after: LedgerPosition | undefined, limit: number): Promise<{ entries: readonly Entry[]; next?: LedgerPosition }>;
  ofOrder(orderId: string): Promise<readonly Entry[]>;
}
