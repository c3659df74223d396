import { describe, expect, test } from 'vitest';
import { open, type Payment } from '../../../functions/sandbox-gateway/payment.ts';
import { heal, refund } from '../../../functions/sandbox-gateway/refund.ts';
import { DifferentRefund, NotCaptured, RefundExceedsCapture } from '../../../functions/sandbox-gateway/refusals.ts';
import { after, orderOf, SHORT_LIFE_SECONDS, start } from './orders.ts';

const paymentOf = (token: string): Payment =>
  open('pay_1', orderOf({ token }), { now: start, shortLifeSeconds: SHORT_LIFE_SECONDS }).payment;

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const wanted = (amount: number, refundId = 'ref_1') => ({ refundId, amount: euros(amount) });

describe('refunds', () => {
  test('a refund is booked, added up and told [PAY-12]', () => {
    const first = refund(paymentOf('tok_visa'), undefined, wanted(500), after(1));
    expect(first).toMatchObject({
      payment: { refunded: euros(500), status: 'captured' },
      refund: { refundId: 'ref_1', status: 'succeeded' },
      entry: { id: 'ref_1', kind: 'refund', amount: euros(500) },
      notice: { type: 'refund.succeeded', data: { refundId: 'ref_1', amount: euros(500), status: 'succeeded' } },
    });
    const rest = refund(first?.payment as Payment, undefined, wanted(1_499, 'ref_2'), after(2));
    expect(rest?.payment.refunded).toEqual(euros(1_999));
  });

  test('no more goes back than was captured and has not gone back [PAY-12]', () => {
    const half = refund(paymentOf('tok_visa'), undefined, wanted(1_000), after(1))?.payment as Payment;
    expect(() => refund(half, undefined, wanted(1_000, 'ref_2'), after(2))).toThrow(RefundExceedsCapture);
    const francs = { refundId: 'ref_2', amount: { amount: 1, currency: 'CHF' } };
    expect(() => refund(half, undefined, francs, after(2))).toThrow(RefundExceedsCapture);
  });

  test.each(['tok_declined', 'tok_3ds', 'tok_pending'])('what was not captured (%s) is not refunded [K15]', (token) => {
    expect(() => refund(paymentOf(token), undefined, wanted(1), after(1))).toThrow(NotCaptured);
  });

  test('a key gives back once, and one amount only [PAY-08]', () => {
    const { payment, refund: given } = refund(paymentOf('tok_visa'), undefined, wanted(500), after(1)) ?? {};
    expect(refund(payment as Payment, given, wanted(500), after(2))).toBeUndefined();
    expect(() => refund(payment as Payment, given, wanted(501), after(2))).toThrow(DifferentRefund);
  });

  test('a repeat is no second refund, also when nothing is left to give back [PAY-08]', () => {
    const { payment, refund: given } = refund(paymentOf('tok_visa'), undefined, wanted(1_999), after(1)) ?? {};
    expect(refund(payment as Payment, given, wanted(1_999), after(2))).toBeUndefined();
  });
});

describe('tok_refund_fails', () => {
  test('every refund fails and moves no money until the payment is healed; then the same key succeeds [PAY-12] [K28]', () => {
    const failed = refund(paymentOf('tok_refund_fails'), undefined, wanted(500), after(1));
    expect(failed).toMatchObject({ refund: { status: 'failed' }, notice: { type: 'refund.failed' } });
    expect(failed?.entry).toBeUndefined();
    expect(failed?.payment.refunded).toEqual(euros(0));
    expect(refund(failed?.payment as Payment, failed?.refund, wanted(500), after(2))).toBeUndefined();

    const healed = heal(failed?.payment as Payment, after(3))?.payment as Payment;
    expect(refund(healed, failed?.refund, wanted(500), after(4))?.refund?.status).toBe('succeeded');
  });

  test('there is nothing to heal at a payment whose refunds succeed', () => {
    expect(heal(paymentOf('tok_visa'), after(1))).toBeUndefined();
  });
});
