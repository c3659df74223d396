import { expect, test } from 'vitest';
import { adminListOrders } from '../../../functions/orders/admin-orders.ts';
import type { OrderLists } from '../../../functions/orders/order-lists.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { shippingReads } from '../../../functions/shipping/reads.ts';
import { type SimulatedShop, simulatedShop } from '../../support/simulation/shop.ts';

const FORGOTTEN_SECONDS = 300;

/** What staff see of the shop's orders, now. */
async function listed({ store, clock }: SimulatedShop, query: object) {
  const page = (prefix: string, index: 'gsi1' | 'gsi2') =>
    store.items('orders').filter((item) => (item[`${index}pk`] as string | undefined)?.startsWith(prefix));
  const lists = {
    ofStaff: async (list) => ({
      items: page(`${list}#`, 'gsi2').map((item) => ({ orderId: String(item['id']), head: item as never })),
      position: undefined,
    }),
    ofCustomer: async (customerId) => {
      const ids = page(`CUSTOMER#${customerId}`, 'gsi1').flatMap(({ sk, id }) => (sk === 'META' ? [String(id)] : []));
      const [orders] = await store.readTogether([ordersReads('orders').orders(ids)]);
      return { items: orders, position: undefined };
    },
  } satisfies Partial<OrderLists>;
  const list = adminListOrders({
    store,
    clock,
    forgottenSeconds: FORGOTTEN_SECONDS,
    orders: ordersReads('orders'),
    payments: paymentsReads('payments'),
    shipping: shippingReads('shipping'),
    lists: { ...lists, facts: async () => [] },
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
