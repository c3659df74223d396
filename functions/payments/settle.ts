import type { Hold, InventoryReads } from '../inventory/reads.ts';
import { type InventoryWrites, stockPostings } from '../inventory/writes.ts';
import { type OrdersReads, paymentIdOf } from '../orders/reads.ts';
import { type KnownStep, knownStep } from '../orders/saga.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { announced, type FactDraft, type Posting } from '../shared/events/facts.ts';
import type { Money } from '../shared/money.ts';
import { count } from '../shared/observability.ts';
import type { Store, Write } from '../shared/store/store.ts';
import {
  PaymentCapturedLate,
  PaymentFailed,
  PaymentProcessed,
  type PaymentRefusal,
  type SettledBy,
} from './contract.ts';
import type { GatewayPayment } from './gateway.ts';
import { type Payment, REFUSAL_MESSAGE, verdictOn } from './payment.ts';
import type { PaymentsReads } from './reads.ts';
import type { PaymentsWrites } from './writes.ts';

export interface Books {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly inventory: { readonly reads: InventoryReads; readonly writes: InventoryWrites };
  readonly payments: { readonly reads: PaymentsReads; readonly writes: PaymentsWrites };
  readonly clock: Clock;
}

export const TAKE_PAYMENT = 'take-payment';

/** Everything that settling decides on, of one moment. */
export interface PaymentView {
  readonly step: KnownStep;
  readonly payment: Payment;
  readonly hold: Hold | undefined;
}

/** Reads order, payment and hold together; nothing for an order that the shop does not have. */
export async function findPayment(
  { store, orders, inventory, payments }: Books,
  orderId: string,
): Promise<PaymentView | undefined> {
  const [step, payment, hold] = await store.readTogether([
    orders.reads.step(orderId, TAKE_PAYMENT),
    payments.reads.payment(paymentIdOf(orderId)),
    inventory.reads.hold(orderId),
  ]);
  return step.order && payment ? { step: knownStep(step, orderId), payment, hold } : undefined;
}

/** The same for an order that must exist, because its own fact led here. */
export async function viewPayment(books: Books, orderId: string): Promise<PaymentView> {
  const view = await findPayment(books, orderId);
  if (!view) throw new Error(`Order ${orderId} has no payment`);
  return view;
}

/** What the gateway's word came to. */
export type Settlement =
  | { readonly kind: 'paid'; readonly version: number }
  | { readonly kind: 'refused'; readonly reason: PaymentRefusal }
  | { readonly kind: 'late' }
  | { readonly kind: 'open'; readonly customerNeeded: boolean };

/**
 * The one way for the gateway's word to become our book, whoever brings it: the step that asked, a webhook, or an undo
 * that found out. In one transaction: payment, order, hold and the fact `take-payment#do`. Money that comes when the
 * order has turned back, or its hold is gone, is `late`: recorded, and to be refunded.
 * Throws `Stale` when anything read in `view` has changed.
 * `remember` is a gateway message's id, kept in the same transaction.
 */
export async function settle(
  books: Books,
  view: PaymentView,
  said: GatewayPayment,
  by: SettledBy,
  remember?: string,
): Promise<Settlement> {
  const { step, payment, hold } = view;
  const verdict = verdictOn(payment.amount, said);
  if (step.done && !step.done.reason) return { kind: 'paid', version: step.order.head.version };
  if (verdict.kind === 'open') return verdict;
  const { head } = step.order;
  // Money that the book knows already came too late once: it is on its way back and pays for nothing.
  const waiting =
    head.saga.direction === 'FORWARD' && head.status === 'RESERVED' && !step.done && payment.captured === undefined;
  const { store, payments, orders, inventory, clock } = books;
  const now = clock.now();
  const inbox = remember ? [payments.writes.remember(remember, now)] : [];
  const of = { orderId: head.id, paymentId: payment.id };

  if (verdict.kind === 'captured' && waiting && hold?.state === 'HELD') {
    const fact = announced(
      PaymentProcessed,
      { ...of, amount: payment.amount, status: 'CAPTURED', settledBy: by },
      {
        key: `${TAKE_PAYMENT}#do`,
        postings: [moneyPosting('captured', payment.amount), ...stockPostings(hold.units, 'held', 'sold')],
        audience: 'customer',
        asks: 'shipping.preparation',
      },
    );
    await store.commit([
      ...orders.writes.change(head, now, { going: 'forward', to: 'PAID', fact }),
      payments.writes.change(payment, now, { status: 'CAPTURED', captured: payment.amount }),
      inventory.writes.commit(head.id, now),
      ...inbox,
    ]);
    return { kind: 'paid', version: head.version + 1 };
  }

  if (verdict.kind === 'refused' && waiting) {
    await store.commit([
      ...orders.writes.change(head, now, {
        going: 'forward',
        failure: { code: verdict.reason, message: REFUSAL_MESSAGE[verdict.reason] },
        fact: refusalFact(payment, verdict.reason, by, verdict.captured),
      }),
      payments.writes.change(payment, now, {
        status: 'FAILED',
        ...(verdict.captured ? { captured: verdict.captured } : {}),
      }),
      ...inbox,
    ]);
    return { kind: 'refused', reason: verdict.reason };
  }

  const arrived = verdict.kind === 'captured' ? said.amount : verdict.captured;
  if (arrived && !payment.captured && !payment.lateCapture) {
    await store.commit([...lateCapture(books, view, arrived, 'payment-expired'), ...inbox]);
    count('LateCapture');
    return { kind: 'late' };
  }
  return { kind: 'refused', reason: verdict.kind === 'refused' ? verdict.reason : 'payment-expired' };
}

/** The posting of an amount, in minor units, into one of the two accounts of the money book. */
export const moneyPosting = (account: 'captured' | 'refunded', { amount, currency }: Money): Posting => ({
  book: 'money',
  account,
  delta: amount,
  currency,
});

function refusalFact(payment: Payment, reason: PaymentRefusal, by: SettledBy, captured: Money | undefined): FactDraft {
  return announced(
    PaymentFailed,
    { orderId: payment.orderId, paymentId: payment.id, amount: payment.amount, reason, settledBy: by },
    {
      key: `${TAKE_PAYMENT}#do`,
      reason: { code: reason, message: REFUSAL_MESSAGE[reason] },
      postings: captured ? [moneyPosting('captured', captured)] : [],
      audience: 'customer',
    },
  );
}

/**
 * The writes for money that nobody waits for any more: in the book at once, so that it can be given back, and the order
 * turns back if it had not, because what it would go forward on is gone. Refunded under a gateway key of its own, whoever
 * found the money.
 */
export function lateCapture(
  { orders, payments, clock }: Books,
  { step, payment }: PaymentView,
  amount: Money,
  reason: PaymentRefusal,
): Write[] {
  const { head } = step.order;
  const now = clock.now();
  return [
    ...orders.writes.change(head, now, {
      going: 'turn',
      failure: { code: reason, message: REFUSAL_MESSAGE[reason] },
      fact: announced(
        PaymentCapturedLate,
        { orderId: head.id, paymentId: payment.id, amount },
        { key: 'late-capture', postings: [moneyPosting('captured', amount)], audience: 'staff' },
      ),
    }),
    payments.writes.change(payment, now, {
      status: 'CAPTURED',
      captured: amount,
      lateCapture: { amount, refunded: false },
    }),
  ];
}
