import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ListOrders, OrderDto, ReadTimeline } from '../../../functions/orders/contract.ts';
import { PaymentDto } from '../../../functions/payments/contract.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { type Answer, call } from '../../../local/demo/client.ts';
import { apiUrl, asStaff, type Customer, mailsNoted, newCustomer, nowhere, orderBody } from './buying.ts';

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
    const path = `/orders/${bought[0]}`;
    const etag = (await grace.ask('GET', path)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^".+"$/);
    const again = await grace.ask('GET', path, { headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await grace.ask('GET', `/orders/${bought[1]}`, { headers: { 'if-none-match': etag } })).status).toBe(200);
  });

  test('of somebody else is absent, in the very words for one that never was [AUT-22, ORD-08]', async () => {
    const of = (id: string) => [`/orders/${id}`, `/orders/${id}/timeline`, `/payments/${id.replace('ord_', 'pay_')}`];
    const unknown = of(newId('ord'));
    for (const [index, path] of of(bought[0] ?? '').entries()) {
      expect((await grace.ask('GET', path)).status).toBe(200);
      const answers = await Promise.all(
        [path, unknown[index] ?? '', path.replace(/ord_|pay_/, 'no-')].map((each) => eve.ask('GET', each)),
      );
      const told = answers.map(({ status, text, body }) => `${status} ${sameButFor(body.correlationId)(text)}`);
      expect(new Set(told).size).toBe(1);
      expect(told[0]).toMatch(/^404 /);
      expect((await call(apiUrl, 'GET', path)).status).toBe(401);
    }
  });

  test('tells its story to its customer, commands included, and the machinery to staff alone [ORD-10, SAG-10, SAG-13, INV-04, PAY-10, SHP-01, K14]', async () => {
    const path = `/orders/${bought[0]}/timeline`;
    const story = ReadTimeline.success.body.parse((await grace.ask('GET', path)).body).items;
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
    const failed = `/orders/${bought[2]}/timeline`;
    const mine = (await grace.ask('GET', failed)).body.items.map(({ type }: { type: string }) => type);
    const { items } = ReadTimeline.success.body.parse((await asStaff('GET', failed)).body);
    const theirs = items.map(({ type }) => type);
    expect(new Set(items.map(({ details }) => details?.['correlationId']))).toEqual(new Set([correlationId]));
    expect(mine).toContain('payment.refunded');
    expect(theirs).toEqual(expect.arrayContaining([...mine, 'inventory.released', 'shipping.nothing-scheduled']));
    expect(mine).not.toContain('inventory.released');
  });
});

test('a payment shows its customer what is owed and where it stands [PAY-07]', async () => {
  const order = await grace.order(bought[0] ?? '');
  expect(PaymentDto.parse((await grace.ask('GET', `/payments/${order.payment.paymentId}`)).body)).toEqual({
    id: order.payment.paymentId,
    orderId: order.id,
    status: 'CAPTURED',
    amount: order.total,
    provider: 'sandbox',
    createdAt: order.createdAt,
  });
});

describe('the list of my orders', () => {
  const page = async (query: string) => {
    const answer = await grace.ask('GET', `/orders?${query}`);
    expect(answer.status).toBe(200);
    return { ...ListOrders.success.body.parse(answer.body), link: answer.headers.get('link') };
  };

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
    expect((await eve.ask('GET', '/orders')).body).toEqual({ items: [], nextCursor: null });
    const [first] = (await page('limit=1')).items;
    expect(first).toEqual(await grace.order(bought[2] ?? ''));
  });

  test('goes on for its own caller only [AUT-22]', async () => {
    const { nextCursor } = await page('limit=1');
    const path = `/orders?limit=1&cursor=${encodeURIComponent(nextCursor ?? '')}`;
    expect((await grace.ask('GET', path)).status).toBe(200);
    expect(await eve.ask('GET', path)).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
    expect(await grace.ask('GET', `${path}x`)).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  });

  test.each(['limit=0', 'limit=101', 'limit=ten', 'status=FAILED'])('refuses %s [BFF-03]', async (query) => {
    expect((await grace.ask('GET', `/orders?${query}`)).status).toBe(400);
  });
});
