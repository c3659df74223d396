import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Checkout } from '../../../functions/orders/contract.ts';
import { ActsForAnother } from '../../../functions/shared/domain-error.ts';
import { newId } from '../../../functions/shared/ids.ts';

const caller = { userId: newId('usr') };
const items = [{ productId: newId('prd'), quantity: 2 }];
const shippingAddress = { name: 'Grace', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
const payment = { provider: 'sandbox', token: 'tok_visa' } as const;

/** What the checkout is asked for by a body that was sent to `POST /orders`. */
function adapted(sent: unknown) {
  const [orders] = Checkout.aliases;
  const carried = { params: {}, query: {}, body: orders?.body?.parse(sent) };
  return Checkout.body.parse(orders?.adapt?.(carried, caller).body);
}

describe('POST /orders', () => {
  test('takes the body of the checkout as it is [ORD-02, K11]', () => {
    const body = { items, shippingAddress, billingAddress: shippingAddress, payment };
    expect(adapted(body)).toEqual(Checkout.body.parse(body));
  });

  test('takes what other shops send: the customer, and the total in whole units [ORD-02, K11, K23]', () => {
    const sent = {
      customerId: caller.userId,
      items,
      shippingAddress,
      billingAddress: shippingAddress,
      totalAmount: 29.8,
    };
    expect(adapted(sent)).toEqual({
      items,
      shippingAddress,
      billingAddress: shippingAddress,
      payment: { provider: 'sandbox' },
      expectedTotal: { amount: 2_980, currency: 'EUR' },
    });
  });

  test('places orders for whoever is signed in, and for nobody else [ORD-03, AUT-22]', () => {
    const sent = { customerId: newId('usr'), items, shippingAddress };
    expect(() => adapted(sent)).toThrow(ActsForAnother);
  });

  test('reads every total to the cent [K23]', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (cents) => {
        const sent = { items, shippingAddress, totalAmount: Number((cents / 100).toFixed(2)) };
        expect(adapted(sent).expectedTotal?.amount).toBe(cents);
      }),
    );
  });

  test.each([
    ['a part of a cent', { totalAmount: 29.805 }],
    ['a negative total', { totalAmount: -1 }],
    ['a total without bounds', { totalAmount: 1e300 }],
    ['two totals', { totalAmount: 1, expectedTotal: { amount: 100, currency: 'EUR' } }],
    ['a price of its own', { items: [{ ...items[0], price: 1 }] }],
  ])('refuses %s [ORD-04]', (_, wrong) => {
    expect(() => adapted({ items, shippingAddress, ...wrong })).toThrow(/"path"/);
  });
});
