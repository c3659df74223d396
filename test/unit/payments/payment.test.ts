import { describe, expect, test } from 'vitest';
import { toRefund, verdictOn } from '../../../functions/payments/payment.ts';
import { money } from '../../../functions/shared/money.ts';

const owed = money(2489, 'EUR');

describe("the gateway's word", () => {
  test('captured in full pays the order [PAY-11]', () => {
    expect(verdictOn(owed, { status: 'captured', amount: owed })).toEqual({ kind: 'captured' });
  });

  test.each([
    ['another amount', money(2488, 'EUR')],
    ['another currency', money(2489, 'CHF')],
  ])('captured in %s pays nothing and is to go back [PAY-07]', (_, amount) => {
    expect(verdictOn(owed, { status: 'captured', amount })).toEqual({
      kind: 'refused',
      reason: 'payment-mismatch',
      captured: amount,
    });
  });

  test.each([
    ['failed', 'declined', 'payment-declined'],
    ['failed', 'expired', 'payment-expired'],
    ['failed', 'mismatch', 'payment-mismatch'],
    ['failed', undefined, 'payment-declined'],
    ['voided', undefined, 'technical'],
  ] as const)('%s (%s) refuses as %s [PAY-15, K28]', (status, failure, reason) => {
    expect(verdictOn(owed, { status, amount: owed, failure })).toEqual({ kind: 'refused', reason });
  });

  test.each([
    ['requires_action', true],
    ['pending', false],
  ] as const)('%s leaves the payment open [SAG-04]', (status, customerNeeded) => {
    expect(verdictOn(owed, { status, amount: owed })).toEqual({ kind: 'open', customerNeeded });
  });
});

describe('what is to be refunded', () => {
  test('is what was captured and has not gone back, and nothing that was never captured [K15]', () => {
    expect(toRefund({})).toBeUndefined();
    expect(toRefund({ captured: owed })).toEqual(owed);
    expect(toRefund({ captured: owed, refunded: money(489, 'EUR') })).toEqual(money(2000, 'EUR'));
    expect(toRefund({ captured: owed, refunded: owed })).toBeUndefined();
  });
});
