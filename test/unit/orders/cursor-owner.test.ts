import { beforeEach, describe, expect, test } from 'vitest';
import { identityReads } from '../../../functions/identity/reads.ts';
import { adminListOrders, adminListSagas } from '../../../functions/orders/admin-orders.ts';
import { orderLists } from '../../../functions/orders/orders.dynamodb.ts';
import { listOrders } from '../../../functions/orders/read-orders.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { shippingReads } from '../../../functions/shipping/reads.ts';
import { uploadsReads } from '../../../functions/uploads/reads.ts';
import { type SimulatedShop, simulatedShop } from '../../support/simulation/shop.ts';

const OWNER = 'usr_01JD0000000000000000000000';
const OTHER = 'usr_01JD0000000000000000000001';

let shop: SimulatedShop;
beforeEach(async () => {
  shop = simulatedShop({ stock: 9 });
  await shop.open();
  for (let place = 0; place < 3; place++) await shop.place();
});

/** A page of each list that has cursors, by who asks. */
function lists(): Readonly<Record<string, (userId: string, query: object) => Promise<{ nextCursor: string | null }>>> {
  const ports = {
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
    cursors: signedCursors(async () => ({ current: 'k'.repeat(32), previous: undefined })),
  };
  const asked = (userId: string, query: object) => ({ caller: { userId }, query: { limit: 1, ...query } }) as never;
  return {
    'my orders': (userId, query) => listOrders(ports)(asked(userId, query)),
    'all orders': (userId, query) => adminListOrders(ports)(asked(userId, query)),
    'stale orders': (userId, query) => adminListOrders(ports)(asked(userId, { stale: 'true', ...query })),
    "a customer's orders": (userId, query) => adminListOrders(ports)(asked(userId, { customerId: OWNER, ...query })),
    'open sagas': (userId, query) => adminListSagas(ports)(asked(userId, { state: 'open', ...query })),
  };
}

const NAMES = ['my orders', 'all orders', 'stale orders', "a customer's orders", 'open sagas'];

describe.each(NAMES)('a cursor of %s', (name) => {
  const page = (userId: string, query: object) => lists()[name]?.(userId, query) ?? expect.fail(name);

  test('goes on for whom it was made, and for nobody else [K33]', async () => {
    const { nextCursor: cursor } = await page(OWNER, {});
    expect(cursor).not.toBeNull();
    await expect(page(OWNER, { cursor })).resolves.toBeDefined();
    await expect(page(OTHER, { cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });

  test.each(NAMES.filter((other) => other !== name))('is worth nothing for %s [K33]', async (other) => {
    const { nextCursor: cursor } = await page(OWNER, {});
    await expect(lists()[other]?.(OWNER, { cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});
