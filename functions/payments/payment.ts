/**
 * A payment: what an order owes, and what the gateway took and gave back. Money counts as taken when our book says
 * so; the gateway's word becomes our book through one rule (`verdictOn`), whoever brings it.
 */
import { equals, type Money, minus } from '../shared/money.ts';
import type { PaymentRefusal, PaymentStatus, Provider } from './contract.ts';
import type { GatewayPayment } from './gateway.ts';

export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly provider: Provider;
  readonly amount: Money;
  /** What the provider gave the browser for the card. */
  readonly method?: string;
  readonly returnUrl?: string;
  readonly status: PaymentStatus;
  /** Whether the customer is needed, once the gateway has said so. */
  readonly customerNeeded?: boolean;
  /** The gateway's page, while the customer is needed. */
  readonly actionUrl?: string;
  /** Resumes the saga that waits for this payment. */
  readonly taskToken?: string;
  /** What our book says was taken, whatever was owed. */
  readonly captured?: Money;
  readonly refunded?: Money;
  /** Money that came after the order had turned back; refunded under a key of its own. */
  readonly lateCapture?: { readonly amount: Money; readonly refunded: boolean };
  /** Ids of the request that opened it: what the gateway tells later goes on under them. */
  readonly correlationId?: string;
  readonly traceparent?: string;
  readonly createdAt: string;
  readonly version: number;
}

/** What the gateway's word means for a payment. */
export type Verdict =
  | { readonly kind: 'captured' }
  | { readonly kind: 'refused'; readonly reason: PaymentRefusal; readonly captured?: Money }
  | { readonly kind: 'open'; readonly customerNeeded: boolean };

/**
 * In: what is owed and what the gateway answers. Out: captured in full; refused with the reason, and what was taken all
 * the same if the amount or currency differs (it goes back, and nothing ships); or still open.
 */
export function verdictOn(owed: Money, answer: GatewayPayment): Verdict {
  switch (answer.status) {
    case 'captured':
      return equals(owed, answer.amount)
        ? { kind: 'captured' }
        : { kind: 'refused', reason: 'payment-mismatch', captured: answer.amount };
    case 'failed':
      return { kind: 'refused', reason: `payment-${answer.failure ?? 'declined'}` };
    case 'voided':
      return { kind: 'refused', reason: 'technical' };
    case 'requires_action':
      return { kind: 'open', customerNeeded: true };
    case 'pending':
      return { kind: 'open', customerNeeded: false };
  }
}

/** Attributes of a payment that are about who pays; none is needed once its order has ended. */
export const OF_PAYER = ['method', 'returnUrl', 'actionUrl'] as const satisfies readonly (keyof Payment)[];

/** Whether a payment still says something of who pays. */
export const saysWhoPays = (payment: Payment): boolean => OF_PAYER.some((name) => payment[name] !== undefined);

/** What is still to go back of what was taken; nothing when nothing was. */
export function toRefund(payment: Pick<Payment, 'captured' | 'refunded'>): Money | undefined {
  if (!payment.captured) return undefined;
  const left = payment.refunded ? minus(payment.captured, payment.refunded) : payment.captured;
  return left.amount > 0 ? left : undefined;
}

/** What a customer is told about a refusal. */
export const REFUSAL_MESSAGE: Readonly<Record<PaymentRefusal, string>> = {
  'payment-declined': 'The payment was declined.',
  'payment-expired': 'The payment was not confirmed in time.',
  'payment-mismatch': 'The payment did not match the order.',
  technical: 'The payment could not be made.',
};
