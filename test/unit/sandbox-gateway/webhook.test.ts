import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { open } from '../../../functions/sandbox-gateway/payment.ts';
import { afterAttempt, signatureHeader, waitAfter, webhookOf } from '../../../functions/sandbox-gateway/webhook.ts';
import { after, orderOf, SHORT_LIFE_SECONDS, start } from './orders.ts';

const change = open('pay_1', orderOf({}), { now: start, shortLifeSeconds: SHORT_LIFE_SECONDS });
if (!change.notice) throw new Error('a captured payment is told');
const notice = change.notice;
const webhook = webhookOf(change.payment, notice, 'https://shop.example/hook');

describe('webhooks', () => {
  test('the header signs the time and the bytes with HMAC-SHA256 in hex [PAY-06]', () => {
    const body = '{"a":"ü"}';
    const seconds = Math.floor(start.getTime() / 1000);
    const expected = createHmac('sha256', 'secret').update(`${seconds}.`).update(Buffer.from(body)).digest('hex');
    expect(signatureHeader('secret', start, body)).toBe(`t=${seconds},v1=${expected}`);
    expect(signatureHeader('other', start, body)).not.toContain(expected);
  });

  test('the body says what happened, under an id that stays the same over retries [PAY-05]', () => {
    expect(JSON.parse(webhook.body)).toEqual({
      id: webhook.id,
      type: 'payment.captured',
      createdAt: start.toISOString(),
      data: { paymentId: 'pay_1', orderId: 'ord_1', amount: { amount: 1_999, currency: 'EUR' }, status: 'captured' },
    });
    expect(webhookOf(change.payment, notice, 'https://shop.example/hook')).toEqual(webhook);
    const later = { ...change.payment, version: 2 };
    expect(webhookOf(later, notice, 'https://shop.example/hook').id).not.toBe(webhook.id);
  });

  test.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [199, 'pending'],
    [302, 'pending'],
    [404, 'pending'],
    [500, 'pending'],
    [undefined, 'pending'],
  ])('an answer of %s leaves it %s [PAY-05]', (answer, status) => {
    expect(afterAttempt(webhook, 1, answer, after(1))).toMatchObject({ status, attempts: 1 });
  });

  test('it waits 1, 2, 4 … seconds, never more than 300, and gives up after 20 tries', () => {
    const waits = Array.from({ length: 20 }, (_, index) => waitAfter(index + 1));
    expect(waits.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
    expect(Math.max(...waits)).toBe(300);
    expect(afterAttempt(webhook, 19, 500, after(1)).status).toBe('pending');
    expect(afterAttempt(webhook, 20, 500, after(1)).status).toBe('given-up');
    expect(afterAttempt(webhook, 20, 200, after(1)).status).toBe('delivered');
  });
});
