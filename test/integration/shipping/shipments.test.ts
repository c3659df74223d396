import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { derivedId } from '../../../functions/shared/ids.ts';
import { planFault } from '../../support/wrapping/fault-plan.ts';
import {
  available,
  type Customer,
  factsOf,
  itemOf,
  newCustomer,
  nowhere,
  orderBody,
  productOf,
} from '../orders/buying.ts';
import { gatewayBook } from '../payments/books.ts';

const { wrapping } = inject('shop');
const organiser = productOf('moon-night-light');

let grace: Customer;
beforeAll(async () => {
  grace = await newCustomer();
});

const shipmentOf = (orderId: string) => itemOf('shipping', `SHIPMENT#${orderId.replace('ord_', 'shp_')}`);
const undone = async (orderId: string) =>
  (await factsOf(orderId)).map(({ key }) => key).filter((key) => /#undo$|^fail-order/.test(key));
/** The last step's undo comes first. */
const WAY_BACK = ['schedule-fulfilment#undo', 'take-payment#undo', 'reserve-stock#undo', 'fail-order#do'];

describe('a shipment', () => {
  test('is booked once the order is paid, and its tracking number is the order’s [SHP-01, SHP-02, SHP-03]', async () => {
    const { order } = await grace.buy();
    const { shipment } = await grace.reaches(order.id, 'COMPLETED');
    expect(await shipmentOf(order.id)).toMatchObject({ orderId: order.id, status: 'SCHEDULED', ...shipment });
    const keys = (await factsOf(order.id)).map(({ key }) => key);
    expect(keys.indexOf('schedule-fulfilment#do')).toBe(keys.indexOf('take-payment#do') + 1);
  });

  test('that the carrier refuses is never booked: refund first, then release, each once [SHP-03, SAG-07, K16]', async () => {
    const before = await available(organiser.sku);
    const body = orderBody('tok_visa', { items: [{ ...organiser, quantity: 2 }], shippingAddress: nowhere });
    const { order } = await grace.buy(body);
    expect(await grace.reaches(order.id, 'FAILED')).toMatchObject({
      failure: { code: 'shipping-impossible' },
      payment: { status: 'REFUNDED' },
    });
    expect(await undone(order.id)).toEqual(WAY_BACK);
    expect(await shipmentOf(order.id)).toBeUndefined();
    expect(await gatewayBook(order.id)).toEqual({ captures: [order.total.amount], refunds: [order.total.amount] });
    expect(await available(organiser.sku)).toBe(before);
  });

  test('that was booked for an order that cannot be completed is taken back, and so is everything else [SHP-04, SAG-07]', async () => {
    const before = await available(organiser.sku);
    const key = randomUUID();
    const orderId = derivedId('ord', [grace.id, 'checkout', key]);
    planFault(wrapping, {
      id: randomUUID(),
      label: 'orders-steps:complete-order#do',
      orderId,
      kind: 'before',
      times: 4,
    });
    const { body } = await grace.checkOut(orderBody('tok_visa', { items: [{ ...organiser, quantity: 1 }] }), key);
    expect(body.order.id).toBe(orderId);
    const failed = await grace.reaches(orderId, 'FAILED');
    expect(failed).toMatchObject({ failure: { code: 'technical' }, shipment: { status: 'CANCELED' } });
    expect(await undone(orderId)).toEqual(WAY_BACK);
    expect(await shipmentOf(orderId)).toMatchObject({ status: 'CANCELED', version: 2 });
    const { amount } = failed.total;
    expect(await gatewayBook(orderId)).toEqual({ captures: [amount], refunds: [amount] });
    expect(await available(organiser.sku)).toBe(before);
  });
});
