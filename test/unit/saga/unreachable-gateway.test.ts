import { expect, test } from 'vitest';
import { paymentIdOf } from '../../../functions/orders/order.ts';
import { type SimulatedShop, simulatedShop } from '../../support/simulation/shop.ts';

/*
 * The gateway refuses connections, for a number of calls: the shipped machine waits in its own time, with the shipped steps.
 * A step that cannot reach it calls twice: it asks for the money, then what has become of it.
 */
const CALLS_A_TRY = 2;
const STOCK = 5;

async function openShop(): Promise<SimulatedShop> {
  const shop = simulatedShop({ stock: STOCK });
  await shop.open();
  return shop;
}

const factsOf = (shop: SimulatedShop, orderId: string, key: string) =>
  shop.store.items('orders').filter(({ pk, sk }) => pk === `ORDER#${orderId}` && sk === `FACT#${key}`);

test('a minute without the gateway costs no order: it is paid once the gateway is back [RES-01, PAY-15]', async () => {
  const shop = await openShop();
  const orderId = await shop.place();
  const started = shop.clock.now().getTime();
  shop.gateway.unreachableFor = 6 * CALLS_A_TRY;
  const run = await shop.run(orderId);
  expect(run.status).toBe('SUCCEEDED');
  expect((await shop.byId(orderId)).order.head).toMatchObject({ status: 'COMPLETED', saga: { parked: false } });
  // 2 + 4 + 8 + 16 + 30 + 30
  expect(shop.clock.now().getTime() - started).toBe(90_000);
  expect(shop.gateway.captures(paymentIdOf(orderId))).toBe(1);
});

test('the customer is told once that the gateway cannot be reached [RES-01]', async () => {
  const shop = await openShop();
  const orderId = await shop.place();
  shop.gateway.unreachableFor = 4 * CALLS_A_TRY;
  await shop.run(orderId);
  expect(factsOf(shop, orderId, 'take-payment#waiting')).toMatchObject([
    { type: 'payment.waiting', audience: 'customer' },
  ]);
});

test('no order waits for a gateway beyond its hold: it fails, and its units are back [INV-12, PAY-15]', async () => {
  const shop = await openShop();
  const orderId = await shop.place();
  // Longer than an hour of pauses, then back for the undo.
  shop.gateway.unreachableFor = 125 * CALLS_A_TRY;
  const run = await shop.run(orderId);
  const { order, hold } = await shop.byId(orderId);
  expect(run.status).toBe('SUCCEEDED');
  expect(order.head).toMatchObject({ status: 'FAILED', failure: { code: 'technical' } });
  expect(hold?.state).toBe('RELEASED');
  expect(shop.gateway.net(paymentIdOf(orderId))).toBe(0);
  expect(run.tasks.filter((name) => name === 'TakePayment').length).toBeLessThan(125);
});

test('a refund waits for a gateway that cannot be reached, and is given once it is back [PAY-12, SAG-07]', async () => {
  const shop = await openShop();
  // The simulated carrier takes nothing there.
  const orderId = await shop.place({ postalCode: '99990' });
  const run = await shop.run(orderId, async ({ step, direction, retries }, next) => {
    if (`${step}#${direction}` === 'schedule-fulfilment#undo' && retries === 0) shop.gateway.unreachableFor = 5;
    return next();
  });
  expect(run.status).toBe('SUCCEEDED');
  expect((await shop.byId(orderId)).order.head).toMatchObject({ status: 'FAILED' });
  expect([shop.gateway.captures(paymentIdOf(orderId)), shop.gateway.net(paymentIdOf(orderId))]).toEqual([1, 0]);
});

test('a refund that cannot be given for 45 minutes parks the order, and a retry gives it [PAY-12, SAG-07]', async () => {
  const shop = await openShop();
  const orderId = await shop.place({ postalCode: '99990' });
  const run = await shop.run(orderId, async ({ step, direction }, next) => {
    if (`${step}#${direction}` === 'schedule-fulfilment#undo') shop.gateway.unreachableFor = 1_000;
    return next();
  });
  expect(run).toMatchObject({ status: 'FAILED', error: 'SagaParked' });
  expect((await shop.byId(orderId)).order.head.saga.parked).toBe(true);
  shop.gateway.unreachableFor = 0;
  await shop.retry(orderId);
  await shop.run(orderId);
  expect((await shop.byId(orderId)).order.head).toMatchObject({ status: 'FAILED', saga: { parked: false } });
  expect(shop.gateway.net(paymentIdOf(orderId))).toBe(0);
});
