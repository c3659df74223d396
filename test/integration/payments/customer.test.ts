import { randomUUID } from 'node:crypto';
import { answered } from '@printverse/client/shop-client.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { derivedId, newId } from '../../../functions/shared/ids.ts';
import { sendAsWritten, until } from '../../../tools/demo/client.ts';
import {
  apiUrl,
  available,
  type Customer,
  countOf,
  factsOf,
  itemOf,
  newCustomer,
  orderBody,
  outputs,
  productOf,
} from '../orders/buying.ts';
import { amount, call as gateway, openHook, orderOf } from '../sandbox-gateway/gateway.ts';
import { gatewayBook } from './books.ts';

const returnUrl = 'http://localhost:5173/orders?done=1';

let grace: Customer;
beforeAll(async () => {
  grace = await newCustomer();
});

const follow = async (link: string) => {
  const { status, headers, body } = await sendAsWritten(apiUrl, 'GET', link);
  return { status, location: headers.get('location'), body };
};
const asked = (orderId: string) =>
  until('the customer to be asked', async () => {
    const order = await grace.order(orderId);
    return order.payment.status === 'REQUIRES_ACTION' ? order : undefined;
  });

describe('a payment that needs its customer', () => {
  test('waits for the confirmation, is captured by it once, and the order goes on [PAY-04, PAY-05, SAG-04, K6]', async () => {
    const { order, payment } = await grace.buy(
      orderBody('tok_3ds', { payment: { provider: 'sandbox', token: 'tok_3ds', returnUrl } }),
    );
    const waiting = await asked(order.id);
    expect(waiting).toMatchObject({
      status: 'RESERVED',
      payment: { nextAction: { type: 'redirect', url: payment.redirectUrl } },
    });
    const path = { paymentId: payment.paymentId };
    expect(await answered(grace.shop.GET('/payments/{paymentId}', { params: { path } }))).toMatchObject({
      status: 'REQUIRES_ACTION',
      nextAction: { url: payment.redirectUrl },
    });
    const toGateway = await follow(payment.redirectUrl);
    expect(toGateway.location).toMatch(new RegExp(`^${outputs.gatewayUrl}/pay/${payment.paymentId}[?]sig=`));

    await grace.confirm(payment.redirectUrl);
    expect(await grace.reaches(order.id, 'COMPLETED')).toMatchObject({ payment: { status: 'CAPTURED' } });
    expect(await gatewayBook(order.id)).toEqual({ captures: [order.total.amount], refunds: [] });
    expect(countOf(await factsOf(order.id), 'payment.processed')).toBe(1);
    expect(await follow(payment.redirectUrl)).toMatchObject({ status: 303, location: returnUrl });
  });

  test('that is declined there fails the order, takes nothing, and the units come back [PAY-11, SAG-05, INV-08, ORD-20]', async () => {
    const wash = productOf('resin-wash');
    const before = await available(wash.sku);
    const { order, payment } = await grace.buy(orderBody('tok_3ds', { items: [{ ...wash, quantity: 3 }] }));
    await asked(order.id);
    expect(await available(wash.sku)).toBe(before - 3);
    await grace.confirm(payment.redirectUrl, 'decline');
    expect(await grace.reaches(order.id, 'FAILED')).toMatchObject({
      failure: { code: 'payment-declined' },
      payment: { status: 'FAILED' },
    });
    expect(await available(wash.sku)).toBe(before);
    expect(await itemOf('inventory', `HOLD#${order.id.replace('ord_', 'hld_')}`)).toMatchObject({ state: 'RELEASED' });
    expect(await gatewayBook(order.id)).toEqual({ captures: [], refunds: [] });
    expect((await follow(payment.redirectUrl)).location).toBe(`${apiUrl}/orders/${order.id}`);
  });

  test('that nobody confirms in time expires, and nothing is kept [PAY-11, SAG-05]', async () => {
    const { order } = await grace.buy(orderBody('tok_pending'));
    expect(await grace.reaches(order.id, 'FAILED')).toMatchObject({ failure: { code: 'payment-expired' } });
    expect(await gatewayBook(order.id)).toEqual({ captures: [], refunds: [] });
  });
});

describe('a payment that the gateway knows with another amount', () => {
  test.each([
    ['taken', 'tok_visa', 'REFUNDED', [amount.amount]],
    ['open', 'tok_3ds', 'FAILED', []],
  ])(
    'fails the order as a mismatch, and what was %s there is not kept [PAY-07, PAY-08, PAY-11]',
    async (_, token, status, moved) => {
      const hook = await openHook();
      const key = randomUUID();
      const paymentId = derivedId('ord', [grace.id, 'checkout', key]).replace('ord_', 'pay_');
      await gateway('PUT', `/v1/payments/${paymentId}`, orderOf(paymentId, hook.url, { token }));
      const { order } = (await grace.checkOut(orderBody(), key)).body;
      expect(order.payment.paymentId).toBe(paymentId);
      expect(await grace.reaches(order.id, 'FAILED')).toMatchObject({
        failure: { code: 'payment-mismatch' },
        payment: { status },
      });
      expect(await gatewayBook(order.id)).toEqual({ captures: moved, refunds: moved });
      expect((await gateway('GET', `/v1/payments/${paymentId}`)).body['status']).toBe(
        moved.length ? 'captured' : 'voided',
      );
      await hook.close();
    },
  );
});

describe('the link to the payment', () => {
  test('shows a page that reloads itself until it is known whether the customer is needed, then leads there or back [PAY-04]', async () => {
    const [needed, not, abroad] = await Promise.all([
      grace.buy(orderBody('tok_3ds')),
      grace.buy(orderBody('tok_visa')),
      grace.buy(orderBody('tok_declined', { payment: { provider: 'sandbox', token: 'tok_declined', returnUrl } })),
    ]);
    const [there, back, home] = await Promise.all(
      [needed, not, abroad].map(({ payment }) =>
        until('the payment to be known', async () => {
          const answer = await follow(payment.redirectUrl);
          if (answer.status !== 200) return answer;
          // Until then a page comes at once, and no function waits.
          expect(answer.body).toContain('Your payment is being prepared');
          return undefined;
        }),
      ),
    );
    expect(there?.location).toMatch(new RegExp(`^${outputs.gatewayUrl}/pay/${needed.payment.paymentId}`));
    expect(back).toMatchObject({ status: 303, location: `${apiUrl}/orders/${not.order.id}` });
    expect(home).toMatchObject({ status: 303, location: returnUrl });
    await grace.confirm(needed.payment.redirectUrl, 'decline');
  });

  test('is the shop’s own: without its signature there is nothing, whether the payment exists or not [PAY-04, AUT-22]', async () => {
    const [one, other] = await Promise.all([grace.buy(), grace.buy()]);
    const signature = new URL(one.payment.redirectUrl).searchParams.get('sig') ?? '';
    const links = [
      one.payment.redirectUrl.replace(signature, signature.toLowerCase()),
      one.payment.redirectUrl.replace(signature, ''),
      one.payment.redirectUrl.replace(one.payment.paymentId, other.payment.paymentId),
      one.payment.redirectUrl.replace(one.payment.paymentId, newId('pay')),
    ];
    for (const link of links) expect(await follow(link)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await follow(one.payment.redirectUrl.split('?')[0] ?? '')).status).toBe(404);
  });
});
