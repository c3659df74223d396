import { createHmac } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { signatureHeader } from '../../../functions/sandbox-gateway/webhook.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { sendAsWritten, until } from '../../../tools/demo/client.ts';
import {
  apiUrl,
  type Customer,
  countOf,
  documents,
  factOf,
  factsOf,
  itemOf,
  mailsNoted,
  newCustomer,
  orderBody,
  tableOf,
} from '../orders/buying.ts';
import { webhookKey } from '../sandbox-gateway/gateway.ts';
import { gatewayBook } from './books.ts';

let grace: Customer;
beforeAll(async () => {
  grace = await newCustomer();
});

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000);
const messageOf = (orderId: string, changes: Record<string, unknown> = {}, data: Record<string, unknown> = {}) =>
  JSON.stringify({
    id: newId('whk'),
    type: 'payment.captured',
    createdAt: new Date().toISOString(),
    data: { paymentId: orderId.replace('ord_', 'pay_'), orderId, ...data },
    ...changes,
  });
/** Tells the shop something as its gateway would, unless `signature` says otherwise. */
const tell = (raw: string, signature = signatureHeader(webhookKey, new Date(), raw), provider = 'sandbox') =>
  sendAsWritten<{ code?: string }>(apiUrl, 'POST', `/payments/webhooks/${provider}`, {
    raw,
    headers: { 'sandbox-signature': signature },
  });
/** Tells it until it is taken, as the gateway does: on a busy machine the shop may not reach the gateway in time to ask. */
const taken = (raw: string) =>
  until('a message to be taken', async () => {
    const { status, body } = await tell(raw);
    if (status === 503 && body.code === 'gateway-unavailable') return undefined;
    expect(status).toBe(200);
    return true;
  });
/** An order that waits for its customer to confirm. */
async function waiting() {
  const placed = await grace.buy(orderBody('tok_3ds'));
  await until('the customer to be asked', async () =>
    (await grace.order(placed.order.id)).payment.status === 'REQUIRES_ACTION' ? true : undefined,
  );
  await mailsNoted(placed.order.id, 1);
  return placed;
}
const stateOf = async (orderId: string) => [
  await factsOf(orderId),
  await itemOf('payments', `PAYMENT#${orderId.replace('ord_', 'pay_')}`),
];

describe('a message of the gateway', () => {
  test('counts only when it is signed, unaltered and fresh, and in no other case does anything change [PAY-06]', async () => {
    const { order } = await waiting();
    const before = await stateOf(order.id);
    const raw = messageOf(order.id);
    const genuine = signatureHeader(webhookKey, new Date(), raw);
    const [at = '', v1 = ''] = genuine.split(',');
    const refused: [string, string][] = [
      [raw, ''],
      [raw, at],
      [raw, v1],
      [raw, `${at},v1=`],
      [raw, `${at},v1=${'0'.repeat(64)}`],
      [raw, `${at},${v1.slice(0, -1)}`],
      [raw, `${at},${v1.toUpperCase().replace('V1', 'v1')}`],
      [raw, `t=0x1,${v1}`],
      [raw, signatureHeader(`${webhookKey}x`, new Date(), raw)],
      [raw, signatureHeader(webhookKey, secondsAgo(330), raw)],
      [raw, signatureHeader(webhookKey, secondsAgo(-330), raw)],
      // Signed now for a time long ago, told with a time of now.
      [raw, `${at},v1=${createHmac('sha256', webhookKey).update(`0.${raw}`).digest('hex')}`],
      [`${raw} `, genuine],
      [raw.replace('captured', 'failed  '), genuine],
      [JSON.stringify(JSON.parse(raw), null, 1), genuine],
    ];
    for (const [body, signature] of refused) {
      expect([signature, (await tell(body, signature)).body]).toEqual([
        signature,
        expect.objectContaining({ status: 400, code: 'invalid-signature' }),
      ]);
    }
    for (const seconds of [270, -270]) {
      expect((await tell(raw, signatureHeader(webhookKey, secondsAgo(seconds), raw))).status).toBe(200);
    }
    expect((await tell(raw, `${at},v1=${'0'.repeat(64)},${v1}`)).status).toBe(200);
    // The gateway says that it has not been paid, and what it says when asked is what counts.
    expect(await stateOf(order.id)).toEqual(before);
  });

  test('that nobody can use is taken and changes nothing [PAY-05]', async () => {
    const { order } = await grace.buy();
    await mailsNoted(order.id, 3);
    const stranger = (await waiting()).order;
    const before = [await stateOf(order.id), await stateOf(stranger.id)];
    const bodies = [
      messageOf(order.id, { type: 'payment.failed' }),
      messageOf(order.id, { type: 'payment.disputed' }),
      messageOf(order.id, { type: 'refund.succeeded' }),
      messageOf(order.id, { type: 'customer.moved' }),
      messageOf(newId('ord')),
      messageOf(stranger.id, {}, { paymentId: order.payment.paymentId }),
      messageOf(order.id, {}, { paymentId: stranger.payment.paymentId }),
      messageOf(order.id, { data: null }),
      'no json',
      '[]',
      '',
    ];
    for (const body of bodies) expect([body, (await tell(body)).status]).toEqual([body, 200]);
    expect([await stateOf(order.id), await stateOf(stranger.id)]).toEqual(before);
  });

  test.each(['stripe', 'paypal', 'constructor', '__proto__'])(
    'of %s, which the shop does not know, has no address',
    async (provider) => {
      const raw = messageOf(newId('ord'));
      expect((await tell(raw, signatureHeader(webhookKey, new Date(), raw), provider)).status).toBe(404);
    },
  );

  test('that comes twenty times, ten at once, besides the gateway’s own, is booked once [PAY-05, PAY-08]', {
    timeout: 180_000,
  }, async () => {
    const { order, payment } = await waiting();
    await grace.confirm(payment.redirectUrl);
    const same = messageOf(order.id);
    for (const wave of [
      Array.from({ length: 10 }, () => same),
      Array.from({ length: 10 }, () => messageOf(order.id)),
    ]) {
      await Promise.all(wave.map(taken));
    }
    await grace.reaches(order.id, 'COMPLETED');
    const facts = await factsOf(order.id);
    expect(countOf(facts, 'payment.processed')).toBe(1);
    expect(facts.map(({ type }) => type)).not.toContain('payment.captured-late');
    const money = facts.flatMap(({ postings = [] }) => postings).filter(({ book }) => book === 'money');
    expect(money).toEqual([{ book: 'money', account: 'captured', delta: order.total.amount, currency: 'EUR' }]);
    expect(await gatewayBook(order.id)).toEqual({ captures: [order.total.amount], refunds: [] });
  });
});

test('the words and the path of other shops’ gateways are understood, forged no more than our own, and booked once [PAY-05, PAY-06, K11, K24]', async () => {
  const { order, payment } = await waiting();
  const timestamp = new Date().toISOString();
  const raw = JSON.stringify({
    eventType: 'payment.completed',
    paymentIntentId: payment.paymentId,
    status: 'completed',
    timestamp,
    data: {
      payment_service_id: payment.paymentId,
      gateway: 'sandbox',
      amount: 29.8,
      currency: 'EUR',
      completed_at: timestamp,
    },
  });
  const say = (signature: string) =>
    sendAsWritten(apiUrl, 'POST', '/api/internal/payment-webhook', {
      raw,
      headers: { 'sandbox-signature': signature },
    });
  const genuine = () => say(signatureHeader(webhookKey, new Date(), raw));
  const before = await stateOf(order.id);
  expect(await say(signatureHeader(`${webhookKey}x`, new Date(), raw))).toMatchObject({
    status: 400,
    body: { code: 'invalid-signature' },
  });
  // Said too early: the gateway itself knows of no money yet.
  expect((await genuine()).status).toBe(200);
  expect(await stateOf(order.id)).toEqual(before);
  // Paid, and the gateway's own message does not come.
  await documents.send(
    new UpdateCommand({
      TableName: tableOf('sandbox-gateway'),
      Key: { pk: `PAYMENT#${payment.paymentId}`, sk: 'META' },
      UpdateExpression: 'SET #status = :captured',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':captured': 'captured' },
    }),
  );
  const answers = await Promise.all(Array.from({ length: 5 }, genuine));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await grace.reaches(order.id, 'COMPLETED');
  expect(countOf(await factsOf(order.id), 'payment.processed')).toBe(1);
});

test('another amount than the one that is owed never ships: it goes back, and the order fails [PAY-07, PAY-11]', async () => {
  const { order, payment } = await waiting();
  await documents.send(
    new UpdateCommand({
      TableName: tableOf('sandbox-gateway'),
      Key: { pk: `PAYMENT#${payment.paymentId}`, sk: 'META' },
      UpdateExpression: 'SET amount.amount = :less',
      ExpressionAttributeValues: { ':less': order.total.amount - 1 },
    }),
  );
  await grace.confirm(payment.redirectUrl);
  expect(await grace.reaches(order.id, 'FAILED')).toMatchObject({
    failure: { code: 'payment-mismatch' },
    payment: { status: 'REFUNDED' },
  });
  await factOf(order.id, 'take-payment#undo');
  const facts = await factsOf(order.id);
  expect(facts.map(({ type }) => type)).not.toContain('shipping.prepared');
  const less = order.total.amount - 1;
  expect(await gatewayBook(order.id)).toEqual({ captures: [less], refunds: [less] });
});
