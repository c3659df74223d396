import { expect, test } from 'vitest';
import { ListCountries } from '../../../functions/orders/contract.ts';
import { listCountries } from '../../../functions/orders/list-countries.ts';
import { Address } from '../../../functions/shared/http/shapes.ts';
import { stages } from '../../../lib/config.ts';

test('every country that is delivered to is listed with its parcel and a postal code of it, and no other one [ORD-01]', async () => {
  const { body } = await listCountries(stages.prod)();
  const { items } = ListCountries.success.body.parse(body);
  expect(Object.fromEntries(items.map(({ country, shippingCost }) => [country, shippingCost]))).toEqual(
    Object.fromEntries(
      Object.entries(stages.prod.shippingRates).map(([country, amount]) => [country, { amount, currency: 'EUR' }]),
    ),
  );
  expect(items.map(({ country }) => country)).toEqual(items.map(({ country }) => country).toSorted());
  for (const { country, postalCode } of items) {
    const sent = { name: '-', line1: '-', city: '-', country, ...(postalCode === undefined ? {} : { postalCode }) };
    expect(Address.safeParse(sent).success, country).toBe(true);
  }
});

test('a country that has no postal codes is listed without one', async () => {
  const { body } = await listCountries({ shippingRates: { AE: 100 }, currency: 'EUR' })();
  expect(body).toEqual({ items: [{ country: 'AE', shippingCost: { amount: 100, currency: 'EUR' } }] });
});
