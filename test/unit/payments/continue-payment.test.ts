import { expect, test } from 'vitest';
import { continueLink } from '../../../functions/payments/continue-link.ts';
import { continuePayment } from '../../../functions/payments/continue-payment.ts';
import type { ContinuePayment } from '../../../functions/payments/contract.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
import { NotFound } from '../../../functions/shared/domain-error.ts';
import { Reply, type Request } from '../../../functions/shared/http/api.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { money } from '../../../functions/shared/money.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const KEYS = { current: 'a key of thirty-two bytes or more!', previous: undefined };
const ID = 'pay_01JD0000000000000000000000';
const payment: Payment = {
  id: ID,
  orderId: 'ord_01JD0000000000000000000000',
  customerId: 'usr_1',
  provider: 'sandbox',
  amount: money(1_999, 'EUR'),
  status: 'PENDING',
  createdAt: '2026-11-21T10:00:00.000Z',
  version: 1,
};

const INVOCATION = {
  correlationId: 'cor_1',
  requestId: 'req_1',
  traceparent: undefined,
  causationId: undefined,
  actor: 'test',
  deadline: Number.MAX_SAFE_INTEGER,
};

/** What a browser is answered that follows the checkout's link. */
async function follow(change: Partial<Payment>, sig?: string): Promise<Reply> {
  const store = memoryStore();
  await withInvocation(INVOCATION, () =>
    store.write(paymentsWrites('payments').open({ ...payment, ...change }, () => new Error('taken'))),
  );
  const link = new URL(continueLink('https://shop.example', ID, KEYS));
  const answer = await continuePayment({
    store,
    payments: paymentsReads('payments'),
    key: async () => KEYS,
    shopUrl: 'https://shop.example',
  })({
    params: { paymentId: ID },
    query: { sig: sig ?? link.searchParams.get('sig') ?? '' },
  } as Request<typeof ContinuePayment>);
  if (!(answer instanceof Reply)) throw new Error('no reply');
  return answer;
}

test('while the gateway has not answered, a page comes at once that reloads itself: no function waits [PAY-04]', async () => {
  const { status, headers, body } = await follow({});
  expect([status, headers['refresh']]).toEqual([200, '1']);
  expect(body).toContain('<!doctype html>');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
});

test.each<[string, Partial<Payment>, string]>([
  [
    'to the gateway where the customer is needed',
    { status: 'REQUIRES_ACTION', customerNeeded: true, actionUrl: 'https://gateway.example/pay/1' },
    'https://gateway.example/pay/1',
  ],
  [
    'to the return address where nobody is needed',
    { customerNeeded: false, returnUrl: 'https://shop.example/thanks' },
    'https://shop.example/thanks',
  ],
  [
    'to the order where no return address was named',
    { status: 'CAPTURED' },
    `https://shop.example/orders/${payment.orderId}`,
  ],
])('once it is known, the browser is sent on: %s [PAY-04]', async (_, change, location) => {
  const { status, headers } = await follow(change);
  expect([status, headers['location']]).toEqual([undefined, location]);
});

test('a link that the shop did not make leads nowhere', async () => {
  await expect(follow({}, 'wrong')).rejects.toThrow(NotFound);
});
