/**
 * What the gateway's answer about a payment means for our book: decided here, without reading or writing anything;
 * `settle.ts` commits it.
 */
import type { Hold } from '../inventory/reads.ts';
import { stockPostings } from '../inventory/writes.ts';
import type { KnownStep } from '../orders/saga.ts';
import type { Change } from '../orders/writes.ts';
import { announced, type Posting } from '../shared/events/facts.ts';
import type { Money } from '../shared/money.ts';
import {
  PaymentCapturedLate,
  PaymentFailed,
  PaymentProcessed,
  type PaymentRefusal,
  type SettledBy,
} from './contract.ts';
import type { GatewayPayment } from './gateway.ts';
import { type Payment, REFUSAL_MESSAGE, verdictOn } from './payment.ts';
import type { PaymentChange } from './writes.ts';

export const TAKE_PAYMENT = 'take-payment';

/** Everything that settling decides on, of one moment. */
export interface PaymentView {
  readonly step: KnownStep;
  readonly payment: Payment;
  readonly hold: Hold | undefined;
}

/** What the gateway's answer came to. */
export type Settlement =
  | { readonly kind: 'paid'; readonly version: number }
  | { readonly kind: 'refused'; readonly reason: PaymentRefusal }
  | { readonly kind: 'late' }
  | { readonly kind: 'open'; readonly customerNeeded: boolean };

/** What is written in one transaction: a step of the order with its fact, the payment, and the hold whose units are sold. */
export interface Booking {
  readonly order: Change;
  readonly payment: PaymentChange;
  readonly sells?: Hold;
}

export interface Decision {
  readonly settlement: Settlement;
  /** Absent where the book says so already, or nothing is decided yet. */
  readonly booking?: Booking;
}

/**
 * In: order, payment and hold as they are; what the gateway answers about the payment, and who asked it. Out: the settlement
 * and its booking, with the fact `take-payment#do`. A capture pays only an order that goes forward, waits for this payment and
 * still holds its units; any other is `late`: booked once, turns the order back, and is to be refunded.
 */
export function decideSettlement(view: PaymentView, answer: GatewayPayment, settledBy: SettledBy): Decision {
  const { step, payment, hold } = view;
  const { head } = step.order;
  if (step.done && !step.done.reason) return { settlement: { kind: 'paid', version: head.version } };
  const verdict = verdictOn(payment.amount, answer);
  if (verdict.kind === 'open') return { settlement: verdict };
  // Money that the book has already came too late once: it is on its way back and pays for nothing.
  const waiting =
    head.saga.direction === 'FORWARD' && head.status === 'RESERVED' && !step.done && payment.captured === undefined;

  if (verdict.kind === 'captured' && waiting && hold?.state === 'HELD') {
    return {
      settlement: { kind: 'paid', version: head.version + 1 },
      booking: paidBooking(payment, hold, settledBy),
    };
  }
  if (verdict.kind === 'refused' && waiting) {
    return {
      settlement: { kind: 'refused', reason: verdict.reason },
      booking: refusedBooking(payment, verdict.reason, verdict.captured, settledBy),
    };
  }
  const arrived = verdict.kind === 'captured' ? answer.amount : verdict.captured;
  if (arrived && !payment.captured && !payment.lateCapture) {
    return { settlement: { kind: 'late' }, booking: lateBooking(payment, arrived, whyLate(view)) };
  }
  return {
    settlement: { kind: 'refused', reason: verdict.kind === 'refused' ? verdict.reason : 'payment-expired' },
  };
}

/** The posting of an amount, in minor units, into one of the two accounts of the money book. */
export const moneyPosting = (account: 'captured' | 'refunded', { amount, currency }: Money): Posting => ({
  book: 'money',
  account,
  delta: amount,
  currency,
});

const idsOf = ({ id, orderId }: Payment) => ({ orderId, paymentId: id });

const failureOf = (reason: PaymentRefusal) => ({ code: reason, message: REFUSAL_MESSAGE[reason] });

const paidBooking = (payment: Payment, hold: Hold, settledBy: SettledBy): Booking => ({
  order: {
    going: 'forward',
    to: 'PAID',
    fact: announced(
      PaymentProcessed,
      { ...idsOf(payment), amount: payment.amount, status: 'CAPTURED', settledBy },
      {
        key: `${TAKE_PAYMENT}#do`,
        postings: [moneyPosting('captured', payment.amount), ...stockPostings(hold.units, 'held', 'sold')],
        audience: 'customer',
        asks: 'shipping.preparation',
      },
    ),
  },
  payment: { status: 'CAPTURED', captured: payment.amount },
  sells: hold,
});

const refusedBooking = (
  payment: Payment,
  reason: PaymentRefusal,
  captured: Money | undefined,
  settledBy: SettledBy,
): Booking => ({
  order: {
    going: 'forward',
    failure: failureOf(reason),
    fact: announced(
      PaymentFailed,
      { ...idsOf(payment), amount: payment.amount, reason, settledBy },
      {
        key: `${TAKE_PAYMENT}#do`,
        reason: failureOf(reason),
        postings: captured ? [moneyPosting('captured', captured)] : [],
        audience: 'customer',
      },
    ),
  },
  payment: { status: 'FAILED', captured },
});

/** Why a capture came too late for its order. */
type LateCause = 'decided-too-late' | 'hold-ended' | 'order-turned-back';

/** What a customer reads whose money came too late; it goes back in full each time. */
const LATE: Readonly<Record<LateCause, { readonly code: PaymentRefusal; readonly message: string }>> = {
  'decided-too-late': {
    code: 'payment-expired',
    message: 'The payment was confirmed after its time had run out. It is refunded in full.',
  },
  'hold-ended': {
    code: 'payment-expired',
    message: 'The payment arrived after the reserved items had been released. It is refunded in full.',
  },
  'order-turned-back': {
    code: 'technical',
    message:
      'The payment was taken, but the order could not be finished because of a fault on our side. It is refunded in full.',
  },
};

/** In: order, payment and hold when the capture is found. Out: why the order no longer waits for it. */
export function whyLate({ payment, hold }: Pick<PaymentView, 'payment' | 'hold'>): LateCause {
  // Without a task token nobody ever waited: the gateway took the money when it was first asked.
  if (payment.taskToken !== undefined) return 'decided-too-late';
  return hold !== undefined && hold.state !== 'HELD' ? 'hold-ended' : 'order-turned-back';
}

/**
 * Money that nobody waits for any more: in the book at once, so that it can be given back, and the order turns back if it had
 * not, because what it would go forward on is gone. In: why it is late, which is why the order fails if it has no reason yet.
 * It is refunded under a gateway key of its own, whoever found it.
 */
export const lateBooking = (payment: Payment, amount: Money, cause: LateCause): Booking => ({
  order: {
    going: 'turn',
    failure: LATE[cause],
    fact: announced(
      PaymentCapturedLate,
      { ...idsOf(payment), amount },
      { key: 'late-capture', postings: [moneyPosting('captured', amount)], audience: 'staff', details: { cause } },
    ),
  },
  payment: { status: 'CAPTURED', captured: amount, lateCapture: { amount, refunded: false } },
});
