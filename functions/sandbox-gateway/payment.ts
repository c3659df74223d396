import { addSeconds } from '../shared/clock.ts';
import { equals, type Money, money } from '../shared/money.ts';
import { cardOf } from './card.ts';
import type { Failure, PaymentStatus } from './contract.ts';
import type { Refund } from './refund.ts';
import { AlreadyCaptured, AlreadyDecided, DifferentPayment } from './refusals.ts';

/** What a merchant asks for. */
export interface PaymentRequest {
  readonly orderId: string;
  readonly amount: Money;
  readonly token?: string | undefined;
  readonly returnUrl?: string | undefined;
  readonly webhookUrl: string;
  readonly expiresAt: string;
}

export interface Payment extends Omit<PaymentRequest, 'orderId' | 'webhookUrl' | 'expiresAt'> {
  readonly paymentId: string;
  readonly status: PaymentStatus;
  /** These three are absent while only a void has been heard of: a request that arrives later fills them in. */
  readonly orderId?: string | undefined;
  readonly webhookUrl?: string | undefined;
  /** The end of waiting, the card's or the merchant's, whichever is first. */
  readonly expiresAt?: string | undefined;
  readonly refunded: Money;
  readonly failure?: Failure | undefined;
  /** When money that nobody waits for any longer is taken all the same. */
  readonly captureAt?: string | undefined;
  readonly refundsHealed?: boolean | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** A movement of money. Its id is unique in its payment: there is one capture, and one entry for a refund. */
export interface Entry {
  readonly id: string;
  readonly at: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly kind: 'capture' | 'refund';
  readonly amount: Money;
}

/** What the merchant is told. */
export interface Notice {
  readonly type:
    | 'payment.captured'
    | 'payment.failed'
    | 'payment.requires_action'
    | 'refund.succeeded'
    | 'refund.failed';
  readonly data: {
    readonly paymentId: string;
    readonly orderId: string;
    /** Of the refund where a refund is told of, as is the status. */
    readonly amount: Money;
    readonly status: string;
    readonly failure?: Failure;
    readonly refundId?: string;
  };
}

/** One step of a payment: all of it is recorded, or nothing. */
export interface Change {
  readonly payment: Payment;
  readonly refund?: Refund;
  readonly entry?: Entry;
  readonly notice?: Notice;
}

/** Where a payment may go. From failed and voided to captured only by `passTime`, for a card that captures late. */
const MOVES: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  pending: ['failed', 'voided'],
  requires_action: ['captured', 'failed', 'voided'],
  captured: [],
  failed: ['captured'],
  voided: ['captured'],
};

/** ISO 4217's code for where no currency is involved. */
const NOTHING = money(0, 'XXX');

/** In: a payment. Out: whether anything but a void has been heard of it. */
export const isOpened = (payment: Payment): payment is Payment & { orderId: string; expiresAt: string } =>
  payment.orderId !== undefined && payment.expiresAt !== undefined;

/**
 * Opens a payment. In: the request, what is known of the id (a void that was faster, if anything), the clock, and how
 * many seconds a short-lived card waits. Out: the first change. After its expiry and after a void no money is taken.
 */
export function open(
  paymentId: string,
  request: PaymentRequest,
  at: { readonly stored?: Payment | undefined; readonly now: Date; readonly shortLifeSeconds: number },
): Change {
  const { stored, now } = at;
  const card = cardOf(request.token);
  const shortLife = addSeconds(now, at.shortLifeSeconds).toISOString();
  const expiry = new Date(request.expiresAt).toISOString();
  const opened: Payment = {
    ...request,
    paymentId,
    status: stored?.status ?? card.opens,
    expiresAt: card.shortLived && shortLife < expiry ? shortLife : expiry,
    refunded: money(0, request.amount.currency),
    createdAt: stored?.createdAt ?? now.toISOString(),
    updatedAt: now.toISOString(),
    version: (stored?.version ?? 0) + 1,
  };
  if (stored) return { payment: opened };
  if (expiry <= now.toISOString()) return told({ ...opened, status: 'failed', failure: 'expired' });
  return told(card.opens === 'failed' ? { ...opened, failure: 'declined' } : opened);
}

/** In: a payment and a request under its id. Out: nothing. Throws `DifferentPayment` where they are not the same. */
export function sameRequest(payment: Payment, request: PaymentRequest): void {
  if (payment.orderId !== request.orderId || !equals(payment.amount, request.amount)) throw new DifferentPayment();
}

/** In: an id of which nothing is known. Out: a void that waits for its payment, so that it will take no money. */
export function cancelUnknown(paymentId: string, now: Date): Change {
  const at = now.toISOString();
  const nothing = { amount: NOTHING, refunded: NOTHING };
  return { payment: { paymentId, status: 'voided', ...nothing, createdAt: at, updatedAt: at, version: 1 } };
}

/**
 * In: a payment and the clock. Out: the change that closes it, nothing where it is closed already. A card that
 * captures late does so after the void, when the time it would have waited for has passed once more.
 * Throws `AlreadyCaptured`.
 */
export function cancel(payment: Payment, now: Date): Change | undefined {
  if (payment.status === 'captured') throw new AlreadyCaptured();
  if (payment.status === 'voided' || payment.status === 'failed') return undefined;
  const late = cardOf(payment.token).capturesLate ? { captureAt: afterWaiting(payment, now) } : {};
  return { payment: moved(payment, 'voided', now, late) };
}

/**
 * The customer's decision. In: a payment that waits for it, the decision, the clock. Out: the change, nothing where
 * the same was decided before. Whoever comes after the expiry finds that the payment has failed.
 * Throws `AlreadyDecided`.
 */
export function decide(payment: Payment, decision: 'confirm' | 'decline', now: Date): Change | undefined {
  const [status, failure] = decision === 'confirm' ? (['captured'] as const) : (['failed', 'declined'] as const);
  if (payment.status !== 'requires_action') {
    if (payment.status === status && payment.failure === failure) return undefined;
    throw new AlreadyDecided();
  }
  return passTime(payment, now) ?? told(moved(payment, status, now, { failure }));
}

/** In: a payment and the clock. Out: what the time that has passed does to it, one change at a time, or nothing. */
export function passTime(payment: Payment, now: Date): Change | undefined {
  const due = dueAt(payment);
  if (due === undefined || now.toISOString() < due) return undefined;
  if (payment.captureAt !== undefined) {
    return told(moved(payment, 'captured', now, { failure: undefined, captureAt: undefined }));
  }
  const late = cardOf(payment.token).capturesLate ? { captureAt: afterWaiting(payment, new Date(due)) } : {};
  return told(moved(payment, 'failed', now, { failure: 'expired', ...late }));
}

/** In: a payment. Out: when time will change it next, as an ISO timestamp. */
export function dueAt(payment: Payment): string | undefined {
  const waits = payment.status === 'pending' || payment.status === 'requires_action';
  return waits ? payment.expiresAt : payment.captureAt;
}

/** In: a payment and the clock. Out: its next version. */
export const next = (payment: Payment, now: Date): Payment => ({
  ...payment,
  updatedAt: now.toISOString(),
  version: payment.version + 1,
});

function moved(payment: Payment, status: PaymentStatus, now: Date, also: Partial<Payment> = {}): Payment {
  if (!MOVES[payment.status].includes(status)) throw new Error(`A ${payment.status} payment cannot be ${status}`);
  return { ...next(payment, now), status, ...also };
}

/** The change with its entry and its notice, which follow from where the payment has arrived. */
function told(payment: Payment): Change {
  const { paymentId, orderId, amount, status, failure, updatedAt } = payment;
  if (orderId === undefined || status === 'pending' || status === 'voided') return { payment };
  const data = { paymentId, orderId, amount, status, ...(failure ? { failure } : {}) };
  const notice: Notice = { type: `payment.${status}`, data };
  if (status !== 'captured') return { payment, notice };
  const entry = { id: `${paymentId}-capture`, at: updatedAt, paymentId, orderId, kind: 'capture', amount } as const;
  return { payment, entry, notice };
}

/** As long again as the payment could have waited, counted from `from`. */
function afterWaiting(payment: Payment, from: Date): string {
  const end = new Date(payment.expiresAt ?? payment.createdAt).getTime();
  const waited = Math.max(0, end - new Date(payment.createdAt).getTime());
  return addSeconds(from, waited / 1000).toISOString();
}
