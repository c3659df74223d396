import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { withoutCustomer } from '../../../functions/orders/forgotten-customer.ts';
import type { Order, OrderHead } from '../../../functions/orders/order.ts';
import { Address } from '../../../functions/shared/http/shapes.ts';

/** An address as answers show it. */
const Shown = z.strictObject(Address.shape);

const address = { name: 'Ada', line1: 'Am Markt 1', city: 'Wien', postalCode: '1010', country: 'AT' };
const orderAt = (status: OrderHead['status']) =>
  ({
    head: { id: 'ord_1', status },
    details: {
      customer: { id: 'usr_1', email: 'ada@example.com', name: 'Ada Lovelace', locale: 'de' },
      shippingAddress: address,
      billingAddress: { ...address, line1: 'Am Ring 2' },
      requestHash: 'hash',
    },
  }) as Order;

describe('an order whose customer has left', () => {
  test.each(['CREATED', 'RESERVED', 'PAID', 'SHIPPING_SCHEDULED'] as const)(
    'keeps all while it is %s [SHP-06]',
    (status) => {
      expect(withoutCustomer(orderAt(status))).toBeUndefined();
    },
  );

  test('keeps the addresses of invoice and parcel once it is complete, and nothing to write to [SHP-06]', () => {
    const order = orderAt('COMPLETED');
    expect(withoutCustomer(order)).toEqual({
      customer: { id: 'usr_1', email: '', name: '', locale: 'en' },
      shippingAddress: order.details.shippingAddress,
      billingAddress: order.details.billingAddress,
      requestHash: '',
    });
  });

  test.each(['FAILED', 'CANCELED'] as const)('keeps the countries alone once it is %s [SHP-06]', (status) => {
    const part = withoutCustomer(orderAt(status));
    expect(JSON.stringify(part)).not.toMatch(/Ada|Markt|Ring|Wien|1010/);
    expect(Shown.parse(part?.shippingAddress).country).toBe('AT');
    expect(Shown.parse(part?.billingAddress).country).toBe('AT');
  });
});
