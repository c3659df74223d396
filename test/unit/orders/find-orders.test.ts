import { beforeEach, describe, expect, test } from 'vitest';
import { emailKey } from '../../../functions/identity/identity-keys.ts';
import { identityReads, storedEmailOwner } from '../../../functions/identity/reads.ts';
import { adminListOrders } from '../../../functions/orders/admin-orders.ts';
import { AdminListOrders } from '../../../functions/orders/contract.ts';
import { orderLists } from '../../../functions/orders/orders.dynamodb.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { shippingReads } from '../../../functions/shipping/reads.ts';
import { uploadsReads } from '../../../functions/uploads/reads.ts';
import { type SimulatedShop, simulatedShop } from '../../support/simulation/shop.ts';

let shop: SimulatedShop;
let first: string;
let second: string;
beforeEach(async () => {
  shop = simulatedShop({ stock: 9 });
  await shop.open();
  first = await shop.place();
  second = await shop.place();
});

/** What staff find, as the API reads what they ask for. */
async function found(query: object) {
  const list = adminListOrders({
    store: shop.store,
    clock: shop.clock,
    forgottenSeconds: 300,
    identity: { reads: identityReads('identity') },
    orders: ordersReads('orders'),
    payments: paymentsReads('payments'),
    shipping: shippingReads('shipping'),
    quotes: quotesReads('quotes'),
    uploads: uploadsReads('uploads'),
    lists: orderLists(shop.store, 'orders'),
    cursors: { seal: async () => 'cursor', open: async () => undefined },
  });
  const asked = { query: AdminListOrders.query.parse(query), caller: { userId: 'usr_staff' } };
  return list(asked as never);
}

const orderOf = async (id: string) => {
  const [order] = await shop.store.readTogether([ordersReads('orders').order(id)]);
  return order ?? expect.fail(`There is no ${id}`);
};
const owns = (email: string, userId: string) =>
  shop.store.write({ kind: 'put', table: 'identity', item: storedEmailOwner.encode({ userId }, emailKey(email)) });

describe('staff find', () => {
  test('an order by its number, and nothing by a number that no order has [ADM-03]', async () => {
    const { orderNumber } = (await orderOf(first)).details;
    const { items, nextCursor } = await found({ orderNumber });
    expect(items.map(({ id }) => id)).toEqual([first]);
    expect(nextCursor).toBeNull();
    expect((await found({ orderNumber: 'ORD-20200101-ZZZZZ' })).items).toEqual([]);
    // Filters hold here too.
    expect((await found({ orderNumber, status: 'COMPLETED' })).items).toEqual([]);
  });

  test('the orders of an address, however it is typed, and nothing of one that nobody has [ADM-03]', async () => {
    await owns('ada@example.com', (await orderOf(first)).details.customer.id);
    await owns('bob@example.com', 'usr_01JD00000000000000000000ZZ');
    const ids = async (email: string) => (await found({ email })).items.map(({ id }) => id);
    expect((await ids(' Ada@Example.com ')).toSorted()).toEqual([first, second].toSorted());
    expect(await ids('bob@example.com')).toEqual([]);
    expect(await ids('nobody@example.com')).toEqual([]);
  });

  test('nothing by two ways at once, and nothing by what is no number and no address [ADM-03]', () => {
    for (const query of [
      { orderNumber: 'ORD-20200101-ZZZZZ', email: 'ada@example.com' },
      { email: 'ada@example.com', customerId: 'usr_01JD0000000000000000000000' },
      { orderNumber: '20200101' },
      { email: 'ada' },
    ]) {
      expect(AdminListOrders.query.safeParse(query).success).toBe(false);
    }
  });
});
