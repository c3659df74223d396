import { describe, expect, test } from 'vitest';
import { identityReads } from '../../../functions/identity/reads.ts';
import { adminListSagas } from '../../../functions/orders/admin-orders.ts';
import { findForgotten } from '../../../functions/orders/find-forgotten.ts';
import { orderLists } from '../../../functions/orders/orders.dynamodb.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { shippingReads } from '../../../functions/shipping/reads.ts';
import { uploadsReads } from '../../../functions/uploads/reads.ts';
import { TaskFailure } from '../../support/asl-interpreter.ts';
import { type SimulatedShop, simulatedShop } from '../../support/simulation/shop.ts';

const LAST_OF_NOVEMBER = new Date('2026-11-30T23:59:50.000Z');
const FIRST_OF_DECEMBER = new Date('2026-12-01T00:00:10.000Z');

async function openShop(now: Date): Promise<SimulatedShop> {
  const shop = simulatedShop({ stock: 99 });
  shop.clock.time = now;
  await shop.open();
  return shop;
}

async function placeParked(shop: SimulatedShop): Promise<string> {
  const orderId = await shop.place();
  await shop.run(orderId, ({ step }, next) =>
    step === 'reserve-stock' ? Promise.reject(new TaskFailure('States.DataLimitExceeded')) : next(),
  );
  return orderId;
}

/** Ids on the pages of the list of sagas, as staff turn them. */
async function pagesOf(shop: SimulatedShop, state: 'parked' | 'open', limit = 20): Promise<string[][]> {
  const list = adminListSagas({
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
  });
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const query = { state, limit, ...(cursor ? { cursor } : {}) };
    const page = await list({ query, caller: { userId: 'usr_staff' } } as never);
    pages.push(page.items.map(({ orderId }) => orderId));
    cursor = page.nextCursor ?? undefined;
    if (pages.length > 100) throw new Error('The list goes on for ever');
  } while (cursor !== undefined);
  return pages;
}

describe('an open order of the last day of a month', () => {
  test('is on the first page of the parked ones in the next month, and of no other list [ADM-08]', async () => {
    const shop = await openShop(LAST_OF_NOVEMBER);
    const parked = await placeParked(shop);
    const open = await shop.place();
    shop.clock.time = FIRST_OF_DECEMBER;
    expect(await pagesOf(shop, 'parked')).toEqual([[parked]]);
    expect(await pagesOf(shop, 'open')).toEqual([[open]]);
  });

  test('is parked when it is parked, and open again when it is retried [ADM-08, SAG-10]', async () => {
    const shop = await openShop(LAST_OF_NOVEMBER);
    const orderId = await placeParked(shop);
    expect((await shop.byId(orderId)).order.head.saga.parked).toBe(true);
    shop.clock.time = FIRST_OF_DECEMBER;
    await shop.retry(orderId);
    expect((await shop.byId(orderId)).order.head.saga.parked).toBe(false);
    expect([await pagesOf(shop, 'parked'), await pagesOf(shop, 'open')]).toEqual([[[]], [[orderId]]]);
    await shop.run(orderId);
    expect([await pagesOf(shop, 'parked'), await pagesOf(shop, 'open')]).toEqual([[[]], [[]]]);
  });
});

test('pages of open orders have each once, newest first, across the turn of the month [ADM-08]', async () => {
  const shop = await openShop(addSeconds(LAST_OF_NOVEMBER, -60));
  const placed: string[] = [];
  for (let place = 0; place < 11; place++) {
    placed.unshift(await shop.place());
    shop.clock.time = addSeconds(shop.clock.time, 17);
  }
  const pages = await pagesOf(shop, 'open', 3);
  expect(pages.flat()).toEqual(placed);
  for (const page of pages) expect(page.length).toBeLessThanOrEqual(3);
});

describe('the sweep for forgotten orders', () => {
  /** Starts of executions, and queries of the tables, of one sweep. */
  async function sweep(shop: SimulatedShop) {
    const started: string[] = [];
    let queries = 0;
    const store = {
      ...shop.store,
      query: (request: Parameters<typeof shop.store.query>[0]) => {
        queries += 1;
        return shop.store.query(request);
      },
    };
    const find = findForgotten({
      lists: orderLists(store, 'orders'),
      machine: {
        start: async (name) => {
          started.push(name);
        },
        look: async () => 'absent',
      },
      park: async () => {},
      clock: shop.clock,
      forgottenSeconds: 300,
    });
    await shop.aside(find);
    return { started, queries };
  }

  test('finds an order of any month, with as many queries in ten years as today [ADM-08, SAG-01]', async () => {
    const shop = await openShop(LAST_OF_NOVEMBER);
    const orderId = await shop.place();
    shop.clock.time = addSeconds(LAST_OF_NOVEMBER, 301);
    const today = await sweep(shop);
    shop.clock.time = new Date('2036-12-01T00:00:00.000Z');
    expect(await sweep(shop)).toEqual(today);
    expect(today.started).toEqual([orderId]);
    expect(today.queries).toBeLessThanOrEqual(4);
  });

  test('leaves alone what changed lately, is parked, or has ended [SAG-01]', async () => {
    const shop = await openShop(LAST_OF_NOVEMBER);
    const done = await shop.place();
    await shop.run(done);
    await placeParked(shop);
    shop.clock.time = addSeconds(LAST_OF_NOVEMBER, 299);
    await shop.place();
    expect((await sweep(shop)).started).toEqual([]);
  });

  test('reaches every open order, however many there are [SAG-01]', async () => {
    const shop = await openShop(LAST_OF_NOVEMBER);
    const placed = [];
    for (let place = 0; place < 120; place++) placed.push(await shop.place());
    shop.clock.time = addSeconds(LAST_OF_NOVEMBER, 301);
    expect((await sweep(shop)).started.toSorted()).toEqual(placed.toSorted());
  });
});
