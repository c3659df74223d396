import { describe, expect, test } from 'vitest';
import {
  type Change,
  cancel,
  cancelUnknown,
  decide,
  dueAt,
  open,
  type Payment,
  type PaymentRequest,
  passTime,
  sameRequest,
} from '../../../functions/sandbox-gateway/payment.ts';
import { AlreadyCaptured, AlreadyDecided, DifferentPayment } from '../../../functions/sandbox-gateway/refusals.ts';
import { after, orderOf, SHORT_LIFE_SECONDS, start } from './orders.ts';

const opened = (request: PaymentRequest, stored?: Payment): Change =>
  open('pay_1', request, { stored, now: start, shortLifeSeconds: SHORT_LIFE_SECONDS });

const paymentOf = (token?: string): Payment => opened(orderOf({ token })).payment;

/** Time passes to `seconds` after the start; every change on the way is made. */
function waited(payment: Payment, seconds: number): Change {
  let change: Change = { payment };
  for (;;) {
    const next = passTime(change.payment, after(seconds));
    if (!next) return change;
    change = next;
  }
}

describe('opening a payment', () => {
  test.each([
    [undefined, 'captured', undefined, 'payment.captured'],
    ['tok_visa', 'captured', undefined, 'payment.captured'],
    ['tok_lost_reply', 'captured', undefined, 'payment.captured'],
    ['tok_refund_fails', 'captured', undefined, 'payment.captured'],
    ['tok_declined', 'failed', 'declined', 'payment.failed'],
    ['tok_nobody_knows', 'failed', 'declined', 'payment.failed'],
    ['constructor', 'failed', 'declined', 'payment.failed'],
    ['tok_3ds', 'requires_action', undefined, 'payment.requires_action'],
    ['tok_pending', 'pending', undefined, undefined],
    ['tok_late', 'pending', undefined, undefined],
  ])('%s opens as %s (%s) and tells %s [PAY-09, K28]', (token, status, failure, told) => {
    const change = opened(orderOf({ token }));
    expect([change.payment.status, change.payment.failure, change.notice?.type]).toEqual([status, failure, told]);
  });

  test('money is booked where it was captured, and nowhere else [PAY-01]', () => {
    const tokens = ['tok_visa', 'tok_declined', 'tok_3ds', 'tok_pending', 'tok_late', 'tok_nobody_knows'];
    const booked = tokens.filter((token) => opened(orderOf({ token })).entry !== undefined);
    expect(booked).toEqual(['tok_visa']);
    expect(opened(orderOf({})).entry).toMatchObject({ kind: 'capture', amount: orderOf({}).amount, orderId: 'ord_1' });
  });

  test('a request that arrives after its own expiry takes no money', () => {
    const change = opened(orderOf({ expiresAt: start.toISOString() }));
    expect(change.payment).toMatchObject({ status: 'failed', failure: 'expired' });
    expect(change.entry).toBeUndefined();
  });

  test('an id is good for one order and amount [PAY-08]', () => {
    const payment = paymentOf();
    const other = { amount: 1, currency: 'EUR' };
    expect(() => sameRequest(payment, orderOf({}))).not.toThrow();
    expect(() => sameRequest(payment, orderOf({ amount: other }))).toThrow(DifferentPayment);
    expect(() => sameRequest(payment, orderOf({ orderId: 'ord_2' }))).toThrow(DifferentPayment);
  });
});

describe('voiding a payment', () => {
  test.each(['tok_pending', 'tok_3ds'])('an open payment (%s) is closed and never takes money [K15]', (token) => {
    const voided = cancel(paymentOf(token), after(1))?.payment as Payment;
    expect(voided.status).toBe('voided');
    expect(waited(voided, 100_000).payment.status).toBe('voided');
  });

  test('a captured payment is not voided: the money has to be refunded', () => {
    expect(() => cancel(paymentOf(), after(1))).toThrow(AlreadyCaptured);
  });

  test('voiding again changes nothing, and neither does voiding what has failed', () => {
    const voided = cancel(paymentOf('tok_3ds'), after(1))?.payment as Payment;
    expect(cancel(voided, after(2))).toBeUndefined();
    expect(cancel(paymentOf('tok_declined'), after(2))).toBeUndefined();
  });

  test.each(['tok_visa', 'tok_late', 'tok_3ds'])(
    'a payment (%s) that arrives after its void takes no money',
    (token) => {
      const stored = cancelUnknown('pay_1', start).payment;
      const change = opened(orderOf({ token }), stored);
      expect(change).toEqual({ payment: expect.objectContaining({ status: 'voided', orderId: 'ord_1', version: 2 }) });
      expect(waited(change.payment, 100_000).payment.status).toBe('voided');
      expect(() => decide(change.payment, 'confirm', after(1))).toThrow(AlreadyDecided);
    },
  );

  test('a payment that arrives after its void and after its expiry stays voided', () => {
    const stored = cancelUnknown('pay_1', start).payment;
    const change = opened(orderOf({ expiresAt: start.toISOString() }), stored);
    expect(change.payment).toMatchObject({ status: 'voided', version: 2 });
    expect(change.notice).toBeUndefined();
  });
});

describe('the customer decides', () => {
  test('confirming captures, declining fails, and the merchant is told', () => {
    const confirmed = decide(paymentOf('tok_3ds'), 'confirm', after(5));
    expect(confirmed?.payment.status).toBe('captured');
    expect(confirmed?.entry?.amount).toEqual(orderOf({}).amount);
    expect(confirmed?.notice?.type).toBe('payment.captured');
    const declined = decide(paymentOf('tok_3ds'), 'decline', after(5));
    expect(declined).toMatchObject({
      payment: { status: 'failed', failure: 'declined' },
      notice: { data: { failure: 'declined' } },
    });
    expect(declined?.entry).toBeUndefined();
  });

  test('the same decision twice counts once; the other one comes too late', () => {
    const confirmed = decide(paymentOf('tok_3ds'), 'confirm', after(5))?.payment as Payment;
    expect(decide(confirmed, 'confirm', after(6))).toBeUndefined();
    expect(() => decide(confirmed, 'decline', after(6))).toThrow(AlreadyDecided);
  });

  test('a confirmation after the expiry takes no money', () => {
    const change = decide(paymentOf('tok_3ds'), 'confirm', after(900));
    expect(change?.payment).toMatchObject({ status: 'failed', failure: 'expired' });
    expect(change?.entry).toBeUndefined();
  });

  test('a payment that does not ask cannot be confirmed', () => {
    expect(() => decide(paymentOf('tok_pending'), 'confirm', after(1))).toThrow(AlreadyDecided);
  });
});

describe('time passes', () => {
  test.each([
    ['tok_pending', SHORT_LIFE_SECONDS],
    ['tok_3ds', 900],
  ])('%s expires after %i seconds and not before', (token, seconds) => {
    const payment = paymentOf(token);
    expect(dueAt(payment)).toBe(after(seconds).toISOString());
    expect(passTime(payment, new Date(after(seconds).getTime() - 1))).toBeUndefined();
    expect(passTime(payment, after(seconds))).toMatchObject({
      payment: { status: 'failed', failure: 'expired' },
      notice: { type: 'payment.failed', data: { failure: 'expired' } },
    });
  });

  test("the merchant's expiry counts where it is sooner than the card's", () => {
    const soon = after(1).toISOString();
    expect(dueAt(opened(orderOf({ token: 'tok_pending', expiresAt: soon })).payment)).toBe(soon);
  });

  test('tok_late fails first, and is captured once as much time has passed again [K28]', () => {
    const failed = waited(paymentOf('tok_late'), SHORT_LIFE_SECONDS);
    expect(failed.payment).toMatchObject({ status: 'failed', failure: 'expired' });
    const captured = waited(failed.payment, 2 * SHORT_LIFE_SECONDS);
    expect(captured.payment.status).toBe('captured');
    expect(captured.payment.failure).toBeUndefined();
    expect(captured.notice?.type).toBe('payment.captured');
    expect(captured.entry?.amount).toEqual(orderOf({}).amount);
  });

  test('tok_late is captured after a void as well', () => {
    const voided = cancel(paymentOf('tok_late'), after(1))?.payment as Payment;
    expect(dueAt(voided)).toBe(after(1 + SHORT_LIFE_SECONDS).toISOString());
    expect(waited(voided, 1 + SHORT_LIFE_SECONDS).entry?.kind).toBe('capture');
  });

  test('a look that comes late or twice does what the clock says, once', () => {
    const captured = waited(paymentOf('tok_late'), 100_000);
    expect(captured.payment.status).toBe('captured');
    expect(passTime(captured.payment, after(100_001))).toBeUndefined();
    expect(passTime(paymentOf(), after(100_000))).toBeUndefined();
  });

  test('a captured payment is never captured again, whatever else its item says', () => {
    const broken = { ...paymentOf(), captureAt: after(1).toISOString() };
    expect(() => passTime(broken, after(2))).toThrow('cannot be captured');
  });
});
