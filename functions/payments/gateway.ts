import type { Money } from '../shared/money.ts';

/** A payment as the gateway sees it. */
export interface GatewayPayment {
  readonly status: 'pending' | 'requires_action' | 'captured' | 'failed' | 'voided';
  readonly amount: Money;
  /** `mismatch`: it knows the id with another order or amount, so nothing that it says of it is about ours. */
  readonly failure?: 'declined' | 'expired' | 'mismatch' | undefined;
  /** The page where the customer decides. */
  readonly actionUrl?: string | undefined;
}

export interface PaymentOrder {
  /** The gateway's idempotency key as well: however often it is asked, it takes the money once. */
  readonly paymentId: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly method?: string | undefined;
  readonly returnUrl?: string | undefined;
  readonly webhookUrl: string;
  readonly expiresAt: Date;
}

/** The gateway could not be asked, or its answer was lost: nobody knows what happened there. */
export class GatewayUnavailable extends Error {
  override name = 'GatewayUnavailable';
}

/** The gateway will not give the money back now. */
export class RefundRefused extends Error {
  override name = 'RefundRefused';
}

/** The port to a payment provider. Every call may throw `GatewayUnavailable`. */
export interface Gateway {
  pay(order: PaymentOrder): Promise<GatewayPayment>;
  find(paymentId: string): Promise<GatewayPayment | undefined>;
  /** Closes an open payment for good, also one that never arrived; answers it as it stands, captured if that was faster. */
  void(paymentId: string): Promise<GatewayPayment>;
  /** The same key gives money back once. Throws `RefundRefused`. */
  refund(paymentId: string, amount: Money, key: string): Promise<void>;
}
