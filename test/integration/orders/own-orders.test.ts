import { randomUUID } from 'node:crypto';
import { answered, type ShopClient } from '@printverse/client/shop-client.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { ListOrders, OrderDto, ReadTimeline } from '../../../functions/orders/contract.ts';
import { PaymentDto } from '../../../functions/payments/contract.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { type Answer, sendAsWritten } from '../../../tools/demo/client.ts';
import { apiUrl, type Customer, mailsNoted, newCustomer, nowhere, orderBody, staff } from './buying.ts';

let grace: Customer;
let eve: Customer;
/** Oldest first: two that were bought, one that could not be shipped. */
let bought: string[];
const correlationId = `story-${randomUUID()}`;
beforeAll(async () => {
  [grace, eve] = await Promise.all([newCustomer(), newCustomer()]);
  const placed: string[] = [];
  for (const changes of [{}, {}, { shippingAddress: nowhere }]) {
    const { order } = await grace.buy(orderBody('tok_visa', changes), { 'x-correlation-id': correlationId });
    placed.push(order.id);
  }
  bought = placed;
  await Promise.all([
    grace.reaches(placed[0] ?? '', 'COMPLETED'),
    grace.reaches(placed[1] ?? '', 'COMPLETED'),
    grace.reaches(placed[2] ?? '', 'FAILED'),
  ]);
  await mailsNoted(placed[0] ?? '', 3);
});

const sameButFor = (correlationId: string) => (text: string) => text.replace(correlationId, '');

describe('an order', () => {
  test('shows its customer items, payment and shipment in one answer [ORD-08, ORD-10, SHP-02, SHP-03]', async () => {
    const [done, failed] = await Promise.all([grace.order(bought[1] ?? ''), grace.order(bought[2] ?? '')]);
    expect(OrderDto.parse(done)).toMatchObject({
      status: 'COMPLETED',
      displayStatus: 'PROCESSING',
      productionStatus: 'RECEIVED',
      payment: { status: 'CAPTURED' },
      shipment: { status: 'SCHEDULED', carrier: 'simulated', trackingNumber: expect.stringMatching(/^PV\d{13}$/) },
      version: 5,
    });
    expect(OrderDto.parse(failed)).toMatchObject({
      status: 'FAILED',
      displayStatus: 'FAILED',
      productionStatus: null,
      payment: { status: 'REFUNDED' },
      failure: { code: 'shipping-impossible' },
    });
    expect(failed.shipment).toBeUndefined();
    expect((await grace.ask('GET', `/bff/orders/${done.id}`)).body).toEqual(done);
  });

  test('is known by its ETag and sent again only when it has changed [ORD-08]', async () => {
    const read = async (orderId = '', cachedEtag?: string) => {
      const header = cachedEtag === undefined ? {} : { 'If-None-Match': cachedEtag };
      const { response, error } = await grace.shop.GET('/orders/{orderId}', { params: { path: { orderId }, header } });
      return { status: response.status, etag: response.headers.get('etag') ?? '', text: error ?? '' };
    };
    const { etag } = await read(bought[0]);
    expect(etag).toMatch(/^".+"$/);
    expect(await read(bought[0], etag)).toEqual({ status: 304, etag, text: '' });
    expect(await read(bought[1], etag)).toMatchObject({ status: 200 });
  });

  test('of somebody else is absent, in the very words for one that never was [AUT-22, ORD-08]', async () => {
    const pathsOf = (id: string) => [
      `/orders/${id}`,
      `/orders/${id}/timeline`,
      `/payments/${id.replace('ord_', 'pay_')}`,
    ];
    const unknown = pathsOf(newId('ord'));
    for (const [index, path] of pathsOf(bought[0] ?? '').entries()) {
      expect((await grace.ask('GET', path)).status).toBe(200);
      const answers = await Promise.all(
        [path, unknown[index] ?? '', path.replace(/ord_|pay_/, 'no-')].map((each) => eve.ask('GET', each)),
      );
      const told = answers.map(({ status, text, body }) => `${status} ${sameButFor(body.correlationId)(text)}`);
      expect(new Set(told).size).toBe(1);
      expect(told[0]).toMatch(/^404 /);
      expect((await sendAsWritten(apiUrl, 'GET', path)).status).toBe(401);
    }
  });

  test('tells its story to its customer, commands included, and the machinery to staff alone [ORD-10, SAG-10, SAG-13, INV-04, PAY-10, SHP-01, K14]', async () => {
    const timeline = async (shop: ShopClient, orderId = '') =>
      ReadTimeline.success.body.parse(
        await answered(shop.GET('/orders/{orderId}/timeline', { params: { path: { orderId } } })),
      ).items;
    const story = await timeline(grace.shop, bought[0]);
    expect(story.map(({ type }) => type).filter((type) => type !== 'email.sent')).toEqual([
      'order.created',
      'inventory.reservation',
      'inventory.reserved',
      'payment.processing',
      'payment.processed',
      'shipping.preparation',
      'shipping.prepared',
      'order.completed',
    ]);
    expect(story.every(({ details }) => details?.['key'] === undefined)).toBe(true);
    expect(story.map(({ at }) => at)).toEqual(story.map(({ at }) => at).toSorted());
    const { total } = await grace.order(bought[0] ?? '');
    expect(story.find(({ type }) => type === 'payment.processing')?.details).toEqual({
      orderId: bought[0],
      paymentId: bought[0]?.replace('ord_', 'pay_'),
      customerId: grace.id,
      amount: total,
      provider: 'sandbox',
    });
    const mine = (await timeline(grace.shop, bought[2])).map(({ type }) => type);
    const items = await timeline(await staff, bought[2]);
    const theirs = items.map(({ type }) => type);
    expect(new Set(items.map(({ details }) => details?.['correlationId']))).toEqual(new Set([correlationId]));
    expect(mine).toContain('payment.refunded');
    expect(theirs).toEqual(expect.arrayContaining([...mine, 'inventory.released', 'shipping.nothing-scheduled']));
    expect(mine).not.toContain('inventory.released');
  });
});

test('a payment shows its customer what is owed and where it stands [PAY-07]', async () => {
  const order = await grace.order(bought[0] ?? '');
  const path = { paymentId: order.payment.paymentId };
  expect(PaymentDto.parse(await answered(grace.shop.GET('/payments/{paymentId}', { params: { path } })))).toEqual({
    id: order.payment.paymentId,
    orderId: order.id,
    status: 'CAPTURED',
    amount: order.total,
    provider: 'sandbox',
    createdAt: order.createdAt,
  });
});

describe('the list of my orders', () => {
  const page = async (query: { readonly limit?: number; readonly cursor?: string }, customer = grace) =>
    ListOrders.success.body.parse(await answered(customer.shop.GET('/orders', { params: { query } })));

  test('has each of them once, newest first, page by page, and nobody else’s [ORD-09, AUT-22]', async () => {
    const seen: string[] = [];
    for (let path: string | undefined = '/orders?limit=2'; path !== undefined; ) {
      const answer: Answer = await grace.ask('GET', path);
      const { items, nextCursor } = ListOrders.success.body.parse(answer.body);
      seen.push(...items.map(({ id }) => id));
      path = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
      expect(path !== undefined).toBe(nextCursor !== null);
    }
    expect(seen).toEqual([...bought].reverse());
    expect(await page({}, eve)).toEqual({ items: [], nextCursor: null });
    const [first] = (await page({ limit: 1 })).items;
    expect(first).toEqual(await grace.order(bought[2] ?? ''));
  });

  test('goes on for its own caller only [AUT-22]', async () => {
    const cursor = (await page({ limit: 1 })).nextCursor ?? '';
    expect((await page({ limit: 1, cursor })).items).toHaveLength(1);
    const invalid = { status: 400, code: 'invalid-cursor' };
    await expect(page({ limit: 1, cursor }, eve)).rejects.toMatchObject(invalid);
    await expect(page({ limit: 1, cursor: `${cursor}x` })).rejects.toMatchObject(invalid);
  });

  test.each(['limit=0', 'limit=101', 'limit=ten', 'status=FAILED'])('refuses %s [BFF-03]', async (query) => {
    expect((await grace.ask('GET', `/orders?${query}`)).status).toBe(400);
  });
});
