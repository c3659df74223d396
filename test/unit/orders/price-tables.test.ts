import { describe, expect, test } from 'vitest';
import { priceOrder } from '../../../functions/orders/pricing.ts';
import { money } from '../../../functions/shared/money.ts';
import { stages } from '../../../lib/config.ts';

/**
 * What the shop agreed to charge, written down a second time: minor units for a parcel; percent of tax, standard and
 * reduced; and both together for 20.00 of a standard and 20.00 of a reduced product.
 */
const AGREED = [
  ['AT', 690, 20, 10, 448 + 182],
  ['BE', 790, 21, 6, 484 + 113],
  ['CH', 1290, 8.1, 2.6, 247 + 51],
  ['DE', 490, 19, 7, 398 + 131],
  ['FR', 790, 20, 5.5, 465 + 104],
  ['LU', 790, 17, 3, 405 + 58],
  ['NL', 790, 21, 9, 484 + 165],
] as const;

const product = (taxClass: 'standard' | 'reduced', amount: number) => ({
  productId: 'prd_01JD0000000000000000000000',
  sku: 'VASE-M',
  name: 'Vase',
  quantity: 1,
  unitPrice: money(amount, 'EUR'),
  priceVersion: 1,
  taxClass,
});

describe.each(Object.entries(stages))('the stage %s', (_, config) => {
  test.each(AGREED)(
    'delivers to %s for %i, at %d and %d percent [ORD-05]',
    (country, parcel, standard, reduced, tax) => {
      expect([config.shippingRates[country], config.taxRates[country]]).toEqual([parcel, { standard, reduced }]);
      const bought = [product('standard', 2_000), product('reduced', 2_000)];
      expect(priceOrder(bought, country, config)).toMatchObject({
        shippingCost: money(parcel, 'EUR'),
        total: money(4_000 + parcel, 'EUR'),
        tax: money(tax, 'EUR'),
      });
    },
  );

  test('delivers nowhere else [ORD-05]', () => {
    const countries = AGREED.map(([country]) => country);
    expect([Object.keys(config.shippingRates), Object.keys(config.taxRates)]).toEqual([countries, countries]);
  });
});

test.each([['reduced'], ['standard']] as const)(
  'shipping is taxed at the standard rate, whichever line comes first: %s [ORD-05]',
  (first) => {
    const second = first === 'reduced' ? 'standard' : 'reduced';
    const both = [product(first, 2_000), product(second, 2_000)];
    // 2,000 at 7 % and 2,000 + 490 at 19 %, each gross.
    expect(priceOrder(both, 'DE', stages.local)?.tax).toEqual(money(131 + 398, 'EUR'));
  },
);

test('shipping of reduced goods alone is taxed at the standard rate: 131 + 78, not 163 [ORD-05]', () => {
  expect(priceOrder([product('reduced', 2_000)], 'DE', stages.local)?.tax).toEqual(money(131 + 78, 'EUR'));
});
