import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Currency,
  CurrencyMismatch,
  MoneySent,
  minus,
  money,
  plus,
  taxIncluded,
} from '../../../functions/shared/money.ts';

const anyAmount = fc.integer({ min: 0, max: 1_000_000_000 });

describe('money', () => {
  test('is never a fraction, negative or unsafe [ORD-05]', () => {
    for (const amount of [0.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => money(amount, 'EUR')).toThrow(RangeError);
    }
  });

  test('of two currencies does not add up [PAY-08]', () => {
    expect(() => plus(money(1, 'EUR'), money(1, 'CHF'))).toThrow(CurrencyMismatch);
  });

  test('taken away again is what it was', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (a, b) => {
        expect(minus(plus(money(a, 'EUR'), money(b, 'EUR')), money(b, 'EUR'))).toEqual(money(a, 'EUR'));
      }),
    );
  });

  test('contains its tax rounded half up to the cent [ORD-05]', () => {
    expect(taxIncluded(money(119, 'EUR'), 19).amount).toBe(19);
    expect(taxIncluded(money(100, 'EUR'), 0).amount).toBe(0);
    // 3 · 100 / 200 is exactly 1.5.
    expect(taxIncluded(money(3, 'EUR'), 100).amount).toBe(2);
  });

  test('contains a tax within half a cent of the exact one, for rates of two decimals [ORD-05]', () => {
    fc.assert(
      fc.property(anyAmount, fc.integer({ min: 0, max: 3_000 }), (gross, hundredths) => {
        const tax = BigInt(taxIncluded(money(gross, 'EUR'), hundredths / 100).amount);
        const denominator = 10_000n + BigInt(hundredths);
        const twiceError = 2n * (tax * denominator - BigInt(gross) * BigInt(hundredths));
        expect(twiceError > -denominator && twiceError <= denominator).toBe(true);
      }),
    );
  });
});

describe('a currency that somebody names', () => {
  test.each(['EUR', 'CHF', 'JPY', 'XXX'])('is one of ISO 4217: %s [ORD-02]', (currency) => {
    expect(Currency.safeParse(currency).success).toBe(true);
    expect(MoneySent.safeParse({ amount: 1, currency }).success).toBe(true);
  });

  test.each(['EUX', 'ABC', 'DEM', 'eur', 'EURO', ''])('is not %j [ORD-02]', (currency) => {
    expect(Currency.safeParse(currency).success).toBe(false);
    expect(MoneySent.safeParse({ amount: 1, currency }).success).toBe(false);
  });
});
