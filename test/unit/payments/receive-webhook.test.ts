import { expect, test } from 'vitest';
import { receiveWebhook } from '../../../functions/payments/receive-webhook.ts';
import { signatureHeader } from '../../../functions/sandbox-gateway/webhook.ts';

const key = 'the key of the webhooks';
const now = new Date('2026-11-21T10:00:00.000Z');

/** Tells the shop of a captured payment, signed; answers what the gateway was asked for. */
async function askedFor(data: object): Promise<string[]> {
  const asked: string[] = [];
  const gateway = { find: async (paymentId: string) => void asked.push(paymentId) };
  const gateways = new Map([
    ['sandbox', { gateway, key: async () => ({ current: key, previous: undefined }), header: 'x-signature' }],
  ]);
  const body = JSON.stringify({ id: 'evt_1', type: 'payment.captured', data });
  const headers = { 'x-signature': signatureHeader(key, now, body) };
  const request = { params: { provider: 'sandbox' }, body, headers };
  const received = await receiveWebhook({ gateways, clock: { now: () => now } } as never)(request as never);
  expect(received).toEqual({ received: true });
  return asked;
}

test('the gateway is asked for the payment of the order that a message names [PAY-05]', async () => {
  const [paymentId, orderId] = ['pay_01JD0000000000000000000000', 'ord_01JD0000000000000000000000'];
  expect(await askedFor({ paymentId, orderId })).toEqual([paymentId]);
});

test.each([
  ['of another order', 'pay_01JD0000000000000000000000', 'ord_01JD0000000000000000000001'],
  ['that leads elsewhere', 'pay_../ledger', 'ord_../ledger'],
  ['with something after it', 'pay_01JD0000000000000000000000/void', 'ord_01JD0000000000000000000000/void'],
])('and for no payment %s, signed as it may be [PAY-05, PAY-06]', async (_, paymentId, orderId) => {
  expect(await askedFor({ paymentId, orderId })).toEqual([]);
});
