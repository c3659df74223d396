import { expect, test } from 'vitest';
import { identityReads } from '../../../functions/identity/reads.ts';
import { adminListOrders } from '../../../functions/orders/admin-orders.ts';
import { orderLists } from '../../../functions/orders/orders.dynamodb.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { shippingReads } from '../../../functions/shipping/reads.ts';
import { uploadsReads } from '../../../functions/uploads/reads.ts';
import { type SimulatedShop, simulatedShop } from '../../support/simulation/shop.ts';

const FORGOTTEN_SECONDS = 300;

/** What staff see of the shop's orders, now. */
async function listed({ store, clock }: SimulatedShop, query: object) {
  const list = adminListOrders({
    store,
    clock,
    forgottenSeconds: FORGOTTEN_SECONDS,
    identity: { reads: identityReads('identity') },
    orders: ordersReads('orders'),
    payments: paymentsReads('payments'),
    shipping: shippingReads('shipping'),
    quotes: quotesReads('quotes'),
    uploads: uploadsReads('uploads'),
    lists: orderLists(store, 'orders'),
    cursors: { seal: async () => 'cursor', open: async () => undefined },
  });
  const { items } = await list({ query: { limit: 20, ...query }, caller: { userId: 'usr_staff' } } as never);
  return items.map(({ id }) => id);
}

test.each([
  ['among all', {}],
  ['among one customer’s', { customerId: 'usr_01JD0000000000000000000000' }],
])('stale orders %s are those that are open, not parked, and rest for too long [ADM-03, ADM-08]', async (_, filter) => {
  const shop = simulatedShop({ stock: 9 });
  await shop.open();
  const done = await shop.place();
  await shop.run(done);
  const parked = await shop.place();
  await shop.run(parked, ({ direction, step }, next) => {
    if (step === 'reserve-stock' || direction === 'undo') throw new Error('broken');
    return next();
  });
  const resting = await shop.place();
  shop.clock.time = addSeconds(shop.clock.time, FORGOTTEN_SECONDS);
  const fresh = await shop.place();

  expect((await listed(shop, filter)).toSorted()).toEqual([done, parked, resting, fresh].toSorted());
  expect(await listed(shop, { ...filter, stale: 'true' })).toEqual([resting]);
  shop.clock.time = addSeconds(shop.clock.time, -1);
  expect(await listed(shop, { ...filter, stale: 'true' })).toEqual([]);
});
