import { equals, type Money, minus, plus } from '../shared/money.ts';
import { cardOf } from './card.ts';
import { type Change, isOpened, type Notice, next, type Payment } from './payment.ts';
import { DifferentRefund, NotCaptured, RefundExceedsCapture } from './refusals.ts';

export interface Refund {
  readonly refundId: string;
  readonly status: 'succeeded' | 'failed';
  readonly amount: Money;
}

/** In: a payment whose refunds fail. Out: the change after which they succeed, nothing where they do already. */
export function heal(payment: Payment, now: Date): Change | undefined {
  if (!refundsFail(payment)) return undefined;
  return { payment: { ...next(payment, now), refundsHealed: true } };
}

/** In: a payment. Out: whether the gateway refuses to give its money back. */
export const refundsFail = (payment: Payment): boolean =>
  cardOf(payment.token).refusesRefunds === true && !payment.refundsHealed;

/**
 * In: a payment, the earlier refund of the same id, if there is one, the refund wanted, the clock. Out: the change;
 * without one the earlier refund stands. Throws `DifferentRefund`, `NotCaptured`, `RefundExceedsCapture`.
 */
export function refund(
  payment: Payment,
  earlier: Refund | undefined,
  wanted: Omit<Refund, 'status'>,
  now: Date,
): Change | undefined {
  if (earlier && !equals(earlier.amount, wanted.amount)) throw new DifferentRefund();
  if (earlier?.status === 'succeeded') return undefined;
  if (payment.status !== 'captured' || !isOpened(payment)) throw new NotCaptured();
  const left = minus(payment.amount, payment.refunded);
  if (wanted.amount.currency !== left.currency || wanted.amount.amount > left.amount) {
    throw new RefundExceedsCapture(left);
  }
  const status = refundsFail(payment) ? 'failed' : 'succeeded';
  if (earlier?.status === status) return undefined;
  const { paymentId, orderId } = payment;
  const { refundId, amount } = wanted;
  const made: Refund = { refundId, status, amount };
  const notice: Notice = { type: `refund.${status}`, data: { paymentId, orderId, amount, status, refundId } };
  if (status === 'failed') return { payment: next(payment, now), refund: made, notice };
  const refunded = { ...next(payment, now), refunded: plus(payment.refunded, amount) };
  const entry = { id: refundId, at: refunded.updatedAt, paymentId, orderId, kind: 'refund', amount } as const;
  return { payment: refunded, refund: made, entry, notice };
}
