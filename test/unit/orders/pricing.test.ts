import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PricedProduct, priceOrder } from '../../../functions/orders/pricing.ts';
import { money, sum } from '../../../functions/shared/money.ts';

const tables = {
  currency: 'EUR',
  taxRates: { DE: { standard: 19, reduced: 7 }, FR: { standard: 20, reduced: 5.5 } },
  shippingRates: { DE: 490, FR: 790 },
};

const product = (unit: number, quantity: number, taxClass: 'standard' | 'reduced' = 'standard'): PricedProduct => ({
  productId: 'prd_01JD0000000000000000000000',
  sku: `SKU-${unit}`,
  name: 'Vase',
  quantity,
  unitPrice: money(unit, 'EUR'),
  priceVersion: 1,
  taxClass,
});

describe('the price of an order', () => {
  test('is the sum of its lines and the shipping of its country, tax included [ORD-05]', () => {
    const priced = priceOrder([product(1999, 2), product(500, 1, 'reduced')], 'DE', tables);
    expect(priced?.subtotal).toEqual(money(4498, 'EUR'));
    expect(priced?.shippingCost).toEqual(money(490, 'EUR'));
    expect(priced?.total).toEqual(money(4988, 'EUR'));
    // 19 % of (3998 + 490) gross is 716.57…, 7 % of 500 gross is 32.71…, each rounded half up.
    expect(priced?.tax).toEqual(money(717 + 33, 'EUR'));
  });

  test('does not exist for a country that is not served [ORD-05]', () => {
    expect(priceOrder([product(100, 1)], 'US', tables)).toBeUndefined();
  });

  test('loses no cent: whole minor units, total = lines + shipping, tax below total, for any order [ORD-05]', () => {
    const anyProduct = fc.record({
      unit: fc.integer({ min: 0, max: 1_000_000 }),
      quantity: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyProduct, { minLength: 1, maxLength: 50 }),
        fc.constantFrom('DE', 'FR'),
        (bought, country) => {
          const priced = priceOrder(
            bought.map(({ unit, quantity }, index) => product(unit, quantity, index % 2 ? 'reduced' : 'standard')),
            country,
            tables,
          );
          if (!priced) throw new Error('served');
          const lines = sum(
            priced.lines.map((line) => line.lineTotal),
            'EUR',
          );
          expect(lines).toEqual(priced.subtotal);
          expect(priced.total.amount).toBe(priced.subtotal.amount + priced.shippingCost.amount);
          expect(Number.isSafeInteger(priced.tax.amount)).toBe(true);
          expect(priced.tax.amount).toBeLessThan(priced.total.amount);
        },
      ),
    );
  });

  test('has the same tax however a quantity is split into lines [ORD-05]', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 2, max: 40 }), (unit, quantity) => {
        const whole = priceOrder([product(unit, quantity)], 'FR', tables);
        const split = priceOrder([product(unit, 1), product(unit, quantity - 1)], 'FR', tables);
        expect(split?.tax).toEqual(whole?.tax);
      }),
    );
  });
});
