import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import {
  type Answer,
  amount,
  call,
  gatewayUrl,
  type Hook,
  newPaymentId,
  openHook,
  orderOf,
  webhookKey,
} from './gateway.ts';

let hook: Hook;
beforeAll(async () => {
  hook = await openHook();
});
afterAll(() => hook.close());

const open = (paymentId: string, given: Record<string, unknown> = {}): Promise<Answer> =>
  call('PUT', `/v1/payments/${paymentId}`, orderOf(paymentId, hook.url, given));

const opened = async (token: string, given: Record<string, unknown> = {}): Promise<string> => {
  const paymentId = newPaymentId();
  expect((await open(paymentId, { token, ...given })).status).toBe(200);
  return paymentId;
};

const ledgerOf = async (paymentId: string): Promise<readonly Record<string, unknown>[]> =>
  (await call('GET', `/v1/ledger/${paymentId.replace('pay_', 'ord_')}`)).body['items'];

const kinds = async (paymentId: string) => (await ledgerOf(paymentId)).map(({ kind }) => kind);

describe('opening', () => {
  test('a payment is taken once, booked and told with a genuine signature [PAY-01] [PAY-05] [PAY-06]', async () => {
    const paymentId = newPaymentId();
    const first = await open(paymentId);
    expect(first.body).toMatchObject({ paymentId, status: 'captured', amount, refunded: { amount: 0 }, version: 1 });
    expect(await open(paymentId)).toEqual(first);
    expect(await call('GET', `/v1/payments/${paymentId}`)).toEqual(first);

    const message = await hook.told(paymentId, 'payment.captured');
    expect(message).toMatchObject({ data: { paymentId, amount, status: 'captured' } });
    const [post] = hook.received(paymentId);
    const header = String(post?.headers['sandbox-signature']);
    const [, at = ''] = /^t=(\d+),v1=/.exec(header) ?? [];
    const signature = createHmac('sha256', webhookKey).update(`${at}.${post?.body}`).digest('hex');
    expect(header).toBe(`t=${at},v1=${signature}`);
    expect(await kinds(paymentId)).toEqual(['capture']);
  });

  test('an id is good for one amount [PAY-08]', async () => {
    const paymentId = await opened('tok_visa');
    const other = await open(paymentId, { amount: { ...amount, amount: 2_000 } });
    expect([other.status, other.body['code']]).toEqual([409, 'different-payment']);
  });

  test('twenty calls at once take the money once [PAY-08]', async () => {
    const paymentId = newPaymentId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => open(paymentId)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await kinds(paymentId)).toEqual(['capture']);
  });

  test('tok_lost_reply: the money is taken, the first answer is lost, and a repeat tells of it [K28]', async () => {
    const paymentId = newPaymentId();
    expect((await open(paymentId, { token: 'tok_lost_reply' })).status).toBe(504);
    expect((await open(paymentId, { token: 'tok_lost_reply' })).body['status']).toBe('captured');
    expect(await kinds(paymentId)).toEqual(['capture']);
  });

  test('tok_declined and unknown cards take no money and say so [PAY-09, K28]', async () => {
    const paymentId = await opened('tok_nobody_knows');
    const message = await hook.told(paymentId, 'payment.failed');
    expect(message).toMatchObject({ data: { status: 'failed', failure: 'declined' } });
    expect(await kinds(paymentId)).toEqual([]);
  });

  test.each([
    [{ amount: { amount: 0, currency: 'EUR' } }, '/amount/amount'],
    [{ amount: { amount: 1.5, currency: 'EUR' } }, '/amount/amount'],
    [{ webhookUrl: 'file:///etc/passwd' }, '/webhookUrl'],
    [{ returnUrl: 'javascript:alert(1)' }, '/returnUrl'],
    [{ expiresAt: 'soon' }, '/expiresAt'],
    [{ surprise: true }, '/surprise'],
  ])('%j is refused and nothing is recorded', async (given, pointer) => {
    const paymentId = newPaymentId();
    const answer = await open(paymentId, given);
    expect([answer.status, answer.body['errors'][0].pointer]).toEqual([400, pointer]);
    expect((await call('GET', `/v1/payments/${paymentId}`)).status).toBe(404);
  });

  test('nobody gets in without the key', async () => {
    const answer = await call('GET', '/v1/ledger', undefined, 'not-the-key');
    expect([answer.status, answer.body['code']]).toEqual([401, 'invalid-api-key']);
  });
});

describe('time', () => {
  test('tok_pending expires by itself and tells [K28]', async () => {
    const paymentId = await opened('tok_pending');
    expect(await hook.told(paymentId, 'payment.failed', 30)).toMatchObject({ data: { failure: 'expired' } });
    expect((await call('GET', `/v1/payments/${paymentId}`)).body).toMatchObject({
      status: 'failed',
      failure: 'expired',
    });
  });

  test('tok_late fails first and is captured all the same, once [K28]', async () => {
    const paymentId = await opened('tok_late');
    await hook.told(paymentId, 'payment.failed', 30);
    await hook.told(paymentId, 'payment.captured', 30);
    expect(await kinds(paymentId)).toEqual(['capture']);
  });

  test('tok_late is captured after a void as well [K28]', async () => {
    const paymentId = await opened('tok_late');
    expect((await call('POST', `/v1/payments/${paymentId}/void`)).body['status']).toBe('voided');
    await hook.told(paymentId, 'payment.captured', 30);
    expect(hook.received(paymentId)).toHaveLength(1);
    expect(await kinds(paymentId)).toEqual(['capture']);
  });
});

describe('voiding', () => {
  test('an open payment is closed, again and again the same; a captured one is not [K15]', async () => {
    const paymentId = await opened('tok_3ds');
    const voided = await call('POST', `/v1/payments/${paymentId}/void`);
    expect(voided).toMatchObject({ status: 200, body: { status: 'voided' } });
    expect(await call('POST', `/v1/payments/${paymentId}/void`)).toEqual(voided);

    const captured = await call('POST', `/v1/payments/${await opened('tok_visa')}/void`);
    expect([captured.status, captured.body['code']]).toEqual([409, 'already-captured']);
  });

  test('a void that is faster than its payment keeps it from taking money [K15]', async () => {
    const paymentId = newPaymentId();
    const voided = await call('POST', `/v1/payments/${paymentId}/void`, {});
    expect(voided).toMatchObject({ status: 200, body: { status: 'voided', amount: { amount: 0, currency: 'XXX' } } });
    expect((await open(paymentId)).body).toMatchObject({ status: 'voided', amount });
    expect(await kinds(paymentId)).toEqual([]);
  });

  test('a payment and its void at once: either it was captured, or it never takes money', async () => {
    const rounds = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const paymentId = newPaymentId();
        const [, voided] = await Promise.all([open(paymentId), call('POST', `/v1/payments/${paymentId}/void`)]);
        return { status: voided.status, entries: await kinds(paymentId) };
      }),
    );
    for (const { status, entries } of rounds) expect(entries).toEqual(status === 409 ? ['capture'] : []);
  });
});

describe('refunds', () => {
  const refund = (paymentId: string, cents: number, key: string) =>
    call('POST', `/v1/payments/${paymentId}/refunds`, { amount: { amount: cents, currency: 'EUR' }, key });

  test('a key gives back once, and never more than was captured, however many ask at once [PAY-12]', async () => {
    const paymentId = await opened('tok_visa');
    const answers = await Promise.all(['a', 'a', 'a', 'b', 'b', 'c'].map((key) => refund(paymentId, 900, key)));
    const given = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body['refundId']));
    expect(given.size).toBe(2);
    expect(answers.filter(({ status }) => status !== 200).map(({ body }) => body['code'])).toEqual(
      answers.filter(({ status }) => status !== 200).map(() => 'refund-exceeds-capture'),
    );
    expect(await kinds(paymentId)).toEqual(['capture', 'refund', 'refund']);
    expect((await call('GET', `/v1/payments/${paymentId}`)).body['refunded']).toEqual({
      amount: 1_800,
      currency: 'EUR',
    });
    expect(await hook.told(paymentId, 'refund.succeeded')).toMatchObject({ data: { status: 'succeeded' } });
  });

  test('tok_refund_fails: refunds fail until the page heals them, then the same key succeeds [PAY-12] [K28]', async () => {
    const paymentId = await opened('tok_refund_fails');
    expect((await refund(paymentId, 1_999, 'undo')).body['status']).toBe('failed');
    expect(await hook.told(paymentId, 'refund.failed')).toMatchObject({ data: { status: 'failed' } });
    expect(await kinds(paymentId)).toEqual(['capture']);

    const { pageUrl } = (await call('GET', `/v1/payments/${paymentId}`)).body;
    expect(await (await fetch(pageUrl)).text()).toContain('value="heal"');
    const healed = await submit(pageUrl, 'heal');
    expect([healed.status, healed.headers.get('location')]).toEqual([303, pageUrl]);
    expect(await (await fetch(pageUrl)).text()).not.toContain('value="heal"');
    expect((await refund(paymentId, 1_999, 'undo')).body['status']).toBe('succeeded');
    expect(await kinds(paymentId)).toEqual(['capture', 'refund']);
  });

  test('what was not captured is not refunded, and what is not there neither [K15]', async () => {
    const open = await refund(await opened('tok_3ds'), 1, 'a');
    expect([open.status, open.body['code']]).toEqual([409, 'not-captured']);
    expect((await refund(newPaymentId(), 1, 'a')).status).toBe(404);
  });
});

/** Clicks a button of the page, as a script does it. */
function submit(pageUrl: string, decision: string): Promise<Response> {
  const url = new URL(pageUrl);
  const form = new URLSearchParams({ decision, sig: url.searchParams.get('sig') ?? '' });
  return fetch(`${url.origin}${url.pathname}`, { method: 'POST', body: form, redirect: 'manual' });
}

describe('the page', () => {
  test('the customer is asked, confirms, and is sent back; the merchant is told [PAY-04]', async () => {
    const returnUrl = 'http://localhost:5173/orders/1?from=gateway';
    const paymentId = await opened('tok_3ds', { returnUrl });
    const { actionUrl, status } = (await call('GET', `/v1/payments/${paymentId}`)).body;
    expect(status).toBe('requires_action');
    expect(await hook.told(paymentId, 'payment.requires_action')).toBeDefined();

    const page = await fetch(actionUrl);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:5173;");
    expect(await page.text()).toContain('value="confirm"');
    expect(await kinds(paymentId)).toEqual([]);

    const confirmed = await submit(actionUrl, 'confirm');
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, returnUrl]);
    await hook.told(paymentId, 'payment.captured');
    expect((await submit(actionUrl, 'confirm')).status).toBe(303);
    expect((await submit(actionUrl, 'decline')).status).toBe(409);
    expect(await kinds(paymentId)).toEqual(['capture']);
  });

  test('declining fails the payment; without a return address the page itself says so', async () => {
    const paymentId = await opened('tok_3ds');
    const { actionUrl } = (await call('GET', `/v1/payments/${paymentId}`)).body;
    const declined = await submit(actionUrl, 'decline');
    expect([declined.status, declined.headers.get('location')]).toEqual([303, actionUrl]);
    expect(await (await fetch(actionUrl)).text()).toContain('has failed');
    expect(await hook.told(paymentId, 'payment.failed')).toMatchObject({ data: { failure: 'declined' } });
  });

  test('nobody finds a page, or decides, by trying ids', async () => {
    const paymentId = await opened('tok_3ds');
    const other = (await call('GET', `/v1/payments/${await opened('tok_3ds')}`)).body['actionUrl'] as string;
    const guessed = `${gatewayUrl}/pay/${paymentId}${new URL(other).search}`;
    expect((await fetch(guessed)).status).toBe(404);
    expect((await fetch(`${gatewayUrl}/pay/${paymentId}`)).status).toBe(404);
    expect((await submit(guessed, 'confirm')).status).toBe(404);
    expect((await call('GET', `/v1/payments/${paymentId}`)).body['status']).toBe('requires_action');
  });

  test('what is no form of the page is refused', async () => {
    const { actionUrl } = (await call('GET', `/v1/payments/${await opened('tok_3ds')}`)).body;
    expect((await submit(actionUrl, 'steal')).status).toBe(400);
    const url = new URL(actionUrl);
    const json = await fetch(`${url.origin}${url.pathname}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ decision: 'confirm', sig: url.searchParams.get('sig') }),
    });
    expect(json.status).toBe(415);
  });
});

describe('webhooks', () => {
  test('a webhook that is refused comes again with the same bytes until it is taken, and the log tells [PAY-05]', async () => {
    const stubborn = await openHook([500, 302]);
    try {
      const paymentId = await opened('tok_visa', { webhookUrl: stubborn.url });
      const delivery = await eventually(
        'the delivery',
        async () => {
          const { items } = (await call('GET', `/v1/payments/${paymentId}/deliveries`)).body;
          return items.find(({ status }: { status: string }) => status === 'delivered');
        },
        30,
      );
      expect(delivery).toMatchObject({ type: 'payment.captured', attempts: 3, lastStatus: 200 });
      const bodies = stubborn.received(paymentId).map(({ body }) => body);
      expect(bodies).toHaveLength(3);
      expect(new Set(bodies).size).toBe(1);
      expect(JSON.parse(bodies[0] ?? '{}')['id']).toBe(delivery.id);
    } finally {
      await stubborn.close();
    }
  });

  test('nobody at home counts as refused', async () => {
    const gone = await openHook();
    await gone.close();
    const paymentId = await opened('tok_visa', { webhookUrl: gone.url });
    const tried = await eventually(
      'a second try',
      async () => {
        const { items } = (await call('GET', `/v1/payments/${paymentId}/deliveries`)).body;
        return items.find(({ attempts }: { attempts: number }) => attempts >= 2);
      },
      30,
    );
    expect(tried).toMatchObject({ status: 'pending' });
    expect(tried).not.toHaveProperty('lastStatus');
  });
});

describe('the ledger', () => {
  test('an auditor reads every movement once, page by page [PAY-16]', async () => {
    const paymentIds = await Promise.all(Array.from({ length: 7 }, () => opened('tok_visa')));
    const seen: { id: string; paymentId: string }[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor ? `&after=${encodeURIComponent(cursor)}` : '';
      const page: Answer = await call('GET', `/v1/ledger?limit=3${after}`);
      expect(page.body['items'].length).toBeLessThanOrEqual(3);
      seen.push(...page.body['items']);
      cursor = page.body['nextCursor'];
    } while (cursor !== null);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ paymentId }) => paymentId)).toEqual(expect.arrayContaining(paymentIds));
  });

  test('a cursor that the ledger did not make is refused', async () => {
    const answer = await call('GET', '/v1/ledger?after=abc.def');
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-cursor']);
  });
});
