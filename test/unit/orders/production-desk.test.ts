import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { identityChecks } from '../../../functions/identity/guards.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { adminListOrders } from '../../../functions/orders/admin-orders.ts';
import { changeOrderStatus } from '../../../functions/orders/change-status.ts';
import { listWarnings } from '../../../functions/orders/list-warnings.ts';
import { orderLists } from '../../../functions/orders/orders.dynamodb.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { timelineOf } from '../../../functions/orders/timeline.ts';
import { watchProduction } from '../../../functions/orders/watch-production.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import type { Fact } from '../../../functions/shared/events/facts.ts';
import { ChangedMeanwhile } from '../../../functions/shared/http/request-input.ts';
import { handOver } from '../../../functions/shipping/hand-over.ts';
import { shippingReads } from '../../../functions/shipping/reads.ts';
import { receiveWebhook } from '../../../functions/shipping/receive-webhook.ts';
import { shippingWrites } from '../../../functions/shipping/writes.ts';
import { uploadsReads } from '../../../functions/uploads/reads.ts';
import { type SimulatedShop, simulatedShop } from '../../support/simulation/shop.ts';

const STAFF = 'usr_01JD0000000000000000000002';
const DAY = 86_400;

let shop: SimulatedShop;
let orderId: string;

/** Staff, over the shop's own tables. */
function desk({ store, clock }: SimulatedShop) {
  return {
    store,
    clock,
    forgottenSeconds: 300,
    orders: ordersReads('orders'),
    writes: ordersWrites('orders'),
    payments: paymentsReads('payments'),
    shipping: shippingReads('shipping'),
    shipments: shippingWrites('shipping'),
    quotes: quotesReads('quotes'),
    uploads: uploadsReads('uploads'),
    identity: { checks: identityChecks('identity'), reads: identityReads('identity') },
    lists: orderLists(store, 'orders'),
    cursors: { seal: async () => 'cursor', open: async () => undefined },
  };
}

const move = (body: object, version?: number) =>
  shop.aside(() =>
    changeOrderStatus(desk(shop))({
      params: { orderId },
      body,
      caller: { userId: STAFF, role: 'staff', permissions: [] },
      ifMatch: (current: number) => {
        if (version !== undefined && version !== current) throw new ChangedMeanwhile();
      },
    } as never),
  );
const facts = () => shop.store.items('orders').filter(({ sk }) => String(sk).startsWith('FACT#')) as unknown as Fact[];
const announced = () => facts().flatMap(({ event }) => (event ? [event] : []));
const shipment = async () =>
  (await shop.store.readTogether([shippingReads('shipping').shipments([orderId])]))[0][0] ?? expect.fail('no shipment');
const later = (seconds: number) => {
  shop.clock.time = addSeconds(shop.clock.time, seconds);
};
const listed = async (query: object) => {
  const list = adminListOrders(desk(shop));
  const { items } = await list({ query: { limit: 20, ...query }, caller: { userId: STAFF } } as never);
  return items.map(({ id }) => id);
};

beforeEach(async () => {
  shop = simulatedShop({ stock: 9 });
  await shop.open();
  const [key] = identityReads('identity').user(STAFF).keys;
  const user = { id: STAFF, role: 'staff', disabled: false, version: 1, schema: 1 };
  await shop.store.write({ kind: 'put', table: 'identity', item: { pk: '', sk: '', ...key, ...user } });
  orderId = await shop.place();
  await shop.run(orderId);
});

describe('staff who move an order', () => {
  test('find a complete order RECEIVED, with a deadline [PRD-01, PRD-06]', async () => {
    expect((await shop.byId(orderId)).order.head).toMatchObject({
      status: 'COMPLETED',
      productionStatus: 'RECEIVED',
      production: { since: shop.clock.time.toISOString(), dueAt: addSeconds(shop.clock.time, DAY).toISOString() },
    });
  });

  test('write the order, the fact and the event in one transaction, told in the timeline [PRD-02, ORD-19, ADM-04]', async () => {
    const moved = await move({ status: 'IN_REVIEW' });
    expect(moved).toMatchObject({
      productionStatus: 'IN_REVIEW',
      displayStatus: 'PROCESSING',
      production: { late: false },
    });
    expect(announced().at(-1)).toMatchObject({
      type: 'order.status-changed',
      subject: orderId,
      sequence: moved.version,
      data: { orderId, from: 'RECEIVED', to: 'IN_REVIEW', forced: false },
    });
    const { order } = await shop.byId(orderId);
    expect(timelineOf(order.details, facts(), false).at(-1)).toMatchObject({ title: 'In review' });
  });

  test('announce that the parcel leaves and arrives, and the shipment goes along [ORD-15, SHP-05]', async () => {
    for (const status of ['IN_REVIEW', 'IN_PRODUCTION', 'IN_QA', 'READY_TO_SHIP', 'SHIPPED']) await move({ status });
    expect((await shipment()).status).toBe('IN_TRANSIT');
    expect(await move({ status: 'DELIVERED' })).toMatchObject({ displayStatus: 'DELIVERED' });
    expect((await shipment()).status).toBe('DELIVERED');
    const types = announced().map(({ type }) => type);
    expect(types.filter((type) => type === 'order.status-changed')).toHaveLength(6);
    expect(types.filter((type) => type === 'order.shipped' || type === 'order.delivered')).toEqual([
      'order.shipped',
      'order.delivered',
    ]);
  });

  test('are refused an illegal transition, and nothing is changed; forced with a reason it is audited [ORD-21, PRD-02]', async () => {
    const before = JSON.stringify(shop.store.items('orders'));
    await expect(move({ status: 'SHIPPED' })).rejects.toMatchObject({ code: 'illegal-transition' });
    expect(JSON.stringify(shop.store.items('orders'))).toBe(before);
    await move({ status: 'IN_QA', force: true, reason: 'Printed by hand yesterday' });
    const { order } = await shop.byId(orderId);
    const [forStaff, forCustomer] = [true, false].map((staff) => timelineOf(order.details, facts(), staff).at(-1));
    expect(forStaff).toMatchObject({ details: { forced: true, message: 'Printed by hand yesterday' } });
    expect(JSON.stringify(forCustomer)).not.toContain('by hand');
  });

  test('decide on the version that they read, and no other [ORD-19]', async () => {
    const { version } = (await shop.byId(orderId)).order.head;
    await move({ status: 'IN_REVIEW' }, version);
    await expect(move({ status: 'IN_PRODUCTION' }, version)).rejects.toBeInstanceOf(ChangedMeanwhile);
  });

  test('change nothing by saying it again [ORD-19]', async () => {
    await move({ status: 'IN_REVIEW' });
    const before = JSON.stringify(shop.store.items('orders'));
    await move({ status: 'IN_REVIEW' });
    expect(JSON.stringify(shop.store.items('orders'))).toBe(before);
  });

  test('note no actuals of an order without prints [PRD-02]', async () => {
    await expect(move({ status: 'IN_REVIEW', actuals: { grams: 1, minutes: 1 } })).rejects.toMatchObject({
      code: 'nothing-printed',
    });
  });

  test('are refused once they are no staff any more [AUT-23]', async () => {
    const [key] = identityReads('identity').user(STAFF).keys;
    const user = { id: STAFF, role: 'customer', disabled: false, version: 2, schema: 1 };
    await shop.store.write({ kind: 'put', table: 'identity', item: { pk: '', sk: '', ...key, ...user } });
    await expect(move({ status: 'IN_REVIEW' })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await shop.byId(orderId)).order.head.productionStatus).toBe('RECEIVED');
  });
});

describe('an order that was forgotten', () => {
  const watch = () =>
    shop.aside(() =>
      watchProduction({
        store: shop.store,
        orders: { reads: ordersReads('orders'), writes: ordersWrites('orders') },
        lists: orderLists(shop.store, 'orders'),
        clock: shop.clock,
      })(),
    );
  const overdue = () => announced().filter(({ type }) => type === 'order.overdue');
  const warned = async () => (await listWarnings(desk(shop))()).items.map(({ code, orderId: id }) => [code, id]);

  test('is late at its deadline, in the list and among the warnings, until it moves on [PRD-05, ADM-08]', async () => {
    later(DAY - 1);
    expect(await listed({ late: true })).toEqual([]);
    expect(await warned()).toEqual([]);
    later(2);
    expect(await listed({ late: true })).toEqual([orderId]);
    expect(await listed({ late: true, productionStatus: 'IN_QA' })).toEqual([]);
    expect(await warned()).toEqual([['production-late', orderId]]);
    await move({ status: 'IN_REVIEW' });
    expect(await listed({ late: true })).toEqual([]);
    expect(await listed({ productionStatus: 'IN_REVIEW' })).toEqual([orderId]);
    expect(await warned()).toEqual([]);
  });

  test('is told to staff once for each stay in a status [PRD-05]', async () => {
    await watch();
    expect(overdue()).toEqual([]);
    later(DAY + 1);
    await watch();
    await watch();
    expect(overdue()).toMatchObject([{ data: { orderId, productionStatus: 'RECEIVED' } }]);
    expect(await listed({ late: true })).toEqual([orderId]);
    await move({ status: 'IN_REVIEW' });
    later(DAY + 1);
    await watch();
    expect(overdue().map(({ data }) => (data as { productionStatus: string }).productionStatus)).toEqual([
      'RECEIVED',
      'IN_REVIEW',
    ]);
  });

  test('is none once it is delivered [PRD-05]', async () => {
    await move({ status: 'DELIVERED', force: true, reason: 'Fetched at the counter' });
    expect(await listed({ productionStatus: 'DELIVERED' })).toEqual([orderId]);
    later(400 * DAY);
    await watch();
    expect(overdue()).toEqual([]);
    expect(await warned()).toEqual([]);
  });

  test('stands beside sagas that stand still or wait for staff [ADM-08]', async () => {
    const [parked, resting] = [await shop.place(), await shop.place()];
    await shop.run(parked, ({ direction, step }, next) => {
      if (step === 'reserve-stock' || direction === 'undo') throw new Error('broken');
      return next();
    });
    later(301);
    const found = await warned();
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        ['saga-parked', parked],
        ['saga-stale', resting],
      ]),
    );
  });
});

describe('the carrier', () => {
  const KEY = 'k'.repeat(32);
  const PREVIOUS = 'p'.repeat(32);
  const signed = (raw: string, key = KEY, at = shop.clock.time) => {
    const seconds = Math.floor(at.getTime() / 1_000);
    return `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${raw}`).digest('hex')}`;
  };
  const tell = (raw: string, signature = signed(raw), carrier = 'simulated') =>
    shop.aside(() =>
      receiveWebhook({
        store: shop.store,
        orders: { reads: ordersReads('orders'), writes: ordersWrites('orders') },
        shipping: { reads: shippingReads('shipping'), writes: shippingWrites('shipping') },
        carriers: new Map([['simulated', async () => ({ current: KEY, previous: PREVIOUS })]]),
        clock: shop.clock,
      })({ params: { carrier }, body: raw, headers: { 'carrier-signature': signature } } as never),
    );
  const reportOf = async (type: string, trackingNumber?: string) =>
    JSON.stringify({
      id: 'whk_1',
      type,
      data: { trackingNumber: trackingNumber ?? (await shipment()).trackingNumber },
    });
  const books = () => JSON.stringify([shop.store.items('orders'), shop.store.items('shipping')]);
  const stands = async () => (await shop.byId(orderId)).order.head.productionStatus;

  test('has the parcel, then has delivered it: SHIPPED, DELIVERED, each announced once however often it says so [SHP-05, ORD-15]', async () => {
    for (const [type, status] of [
      ['shipment.in_transit', 'SHIPPED'],
      ['shipment.delivered', 'DELIVERED'],
    ] as const) {
      for (let times = 0; times < 3; times++) expect(await tell(await reportOf(type))).toEqual({ received: true });
      expect(await stands()).toBe(status);
    }
    const types = announced().map(({ type }) => type);
    expect(types.filter((type) => /shipped|delivered/.test(type))).toEqual(['order.shipped', 'order.delivered']);
  });

  test('may be heard in the wrong order: what was delivered does not leave again [SHP-05]', async () => {
    await tell(await reportOf('shipment.delivered'));
    await tell(await reportOf('shipment.in_transit'));
    expect(await stands()).toBe('DELIVERED');
  });

  test('does not move an order by repeating itself after staff have moved it back [SHP-05]', async () => {
    await tell(await reportOf('shipment.in_transit'));
    await move({ status: 'IN_PRODUCTION', force: true, reason: 'It came back broken' });
    await tell(await reportOf('shipment.in_transit'));
    expect(await stands()).toBe('IN_PRODUCTION');
  });

  test.each([
    ['an unknown kind', () => reportOf('shipment.lost')],
    ['an unknown parcel', () => reportOf('shipment.delivered', 'PV0000000000000')],
    ['no JSON', async () => 'hello'],
  ])('is thanked for %s, which changes nothing [SHP-05]', async (_, raw) => {
    const before = books();
    expect(await tell(await raw())).toEqual({ received: true });
    expect(books()).toBe(before);
  });

  test('is believed by either living key within five minutes, and by nothing else [SHP-05]', async () => {
    const raw = await reportOf('shipment.in_transit');
    const before = books();
    const old = addSeconds(shop.clock.time, -301);
    for (const signature of ['', 't=1,v1=00', signed(raw, 'x'.repeat(32)), signed(`${raw} `), signed(raw, KEY, old)]) {
      await expect(tell(raw, signature)).rejects.toMatchObject({ code: 'invalid-signature', kind: 'invalid' });
    }
    await expect(tell(raw, signed(raw), 'pigeon')).rejects.toMatchObject({ code: 'not-found' });
    expect(books()).toBe(before);
    await tell(raw, signed(raw, PREVIOUS));
    expect(await stands()).toBe('SHIPPED');
  });

  test('is asked to come again while the order is not complete, and not after it has failed [SHP-05]', async () => {
    orderId = await shop.place();
    let raw = '';
    await shop.run(orderId, async ({ step, direction }, next) => {
      if (step === 'complete-order' && direction === 'do' && raw === '') {
        raw = await reportOf('shipment.in_transit');
        await expect(tell(raw)).rejects.toMatchObject({ kind: 'unavailable' });
      }
      return next();
    });
    await tell(raw);
    expect(await stands()).toBe('SHIPPED');
  });

  test('hears of a parcel that is ready, and of none that it has already [SHP-01]', async () => {
    const heard: string[] = [];
    const desk = { announce: async (trackingNumber: string) => void heard.push(trackingNumber) };
    const tellDesk = handOver({ store: shop.store, shipping: shippingReads('shipping'), desk });
    await tellDesk(orderId);
    expect(heard).toEqual([(await shipment()).trackingNumber]);
    await tell(await reportOf('shipment.in_transit'));
    await tellDesk(orderId);
    expect(heard).toHaveLength(1);
  });
});
