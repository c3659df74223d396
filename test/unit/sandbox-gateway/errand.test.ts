import { describe, expect, test } from 'vitest';
import type { DelayedErrand, Errand } from '../../../functions/sandbox-gateway/errand.ts';
import { delayUntil } from '../../../functions/sandbox-gateway/errand.ts';
import { type Change, open } from '../../../functions/sandbox-gateway/payment.ts';
import { queueErrands } from '../../../functions/sandbox-gateway/queue-errands.ts';
import { runErrand } from '../../../functions/sandbox-gateway/run-errand.ts';
import { type Webhook, webhookOf } from '../../../functions/sandbox-gateway/webhook.ts';
import { Stale } from '../../../functions/shared/store/optimistic.ts';
import { after, orderOf, SHORT_LIFE_SECONDS, start } from './orders.ts';

/** A gateway in memory with one payment, one webhook of it, and a merchant that answers what it is told to. */
function gatewayWith(token: string, answers: readonly (number | undefined)[] = [], losesRaces = 0) {
  const change = open('pay_1', orderOf({ token }), { now: start, shortLifeSeconds: SHORT_LIFE_SECONDS });
  const state = {
    now: start,
    payment: change.payment,
    webhook: change.notice && webhookOf(change.payment, change.notice, 'https://shop.example/hook'),
    posted: [] as { body: string; headers: Readonly<Record<string, string>> }[],
    sent: [] as DelayedErrand[],
    recorded: [] as Change[],
  };
  const replies = [...answers];
  let races = losesRaces;
  const clock = { now: () => state.now };
  const errands = { send: async (sent: readonly DelayedErrand[]) => void state.sent.push(...sent) };
  const run = runErrand({
    payments: {
      find: async () => state.payment,
      findWithRefund: async () => [state.payment, undefined],
      record: async (before, made) => {
        if (races-- > 0) throw new Stale('another was faster');
        expect(before).toBe(state.payment);
        state.payment = made.payment;
        state.recorded.push(made);
      },
    },
    webhooks: {
      find: async () => state.webhook,
      list: async () => [],
      keep: async (kept) => void (state.webhook = kept),
    },
    merchant: {
      post: async (_url, body, headers) => {
        state.posted.push({ body, headers });
        return replies.shift();
      },
    },
    errands,
    webhookKey: async () => ({ current: 'key', previous: 'old' }),
    carrierKey: async () => ({ current: 'key', previous: 'old' }),
    clock,
  });
  const tell = (attempt: number): Errand => ({
    kind: 'tell',
    correlationId: 'cor_1',
    paymentId: 'pay_1',
    webhookId: (state.webhook as Webhook).id,
    attempt,
  });
  const look = (seconds: number): Errand => ({
    kind: 'look',
    correlationId: 'cor_1',
    paymentId: 'pay_1',
    dueAt: after(seconds).toISOString(),
  });
  return { state, run, tell, look, queue: queueErrands({ errands, clock }) };
}

describe('telling the merchant', () => {
  test('a webhook that is taken is told once, signed, with the correlation id of its cause [PAY-05] [PAY-06]', async () => {
    const { state, run, tell } = gatewayWith('tok_visa', [200]);
    await run(tell(1));
    await run(tell(1));
    expect(state.posted).toHaveLength(1);
    expect(state.posted[0]?.headers).toMatchObject({
      'sandbox-signature': expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/),
      'x-correlation-id': 'cor_1',
    });
    expect(state.webhook?.status).toBe('delivered');
    expect(state.sent).toEqual([]);
  });

  test('a webhook that is refused comes again, later and later, with the same bytes [PAY-05]', async () => {
    const { state, run, tell } = gatewayWith('tok_visa', [500, undefined, 302, 200]);
    for (const attempt of [1, 2, 3, 4]) await run(tell(attempt));
    expect(state.sent).toEqual([
      { errand: tell(2), delaySeconds: 1 },
      { errand: tell(3), delaySeconds: 2 },
      { errand: tell(4), delaySeconds: 4 },
    ]);
    expect(new Set(state.posted.map(({ body }) => body)).size).toBe(1);
    expect(state.webhook).toMatchObject({ status: 'delivered', attempts: 4, lastStatus: 200 });
  });

  test('a message that is handed out twice leads to one chain of tries', async () => {
    const { state, run, tell } = gatewayWith('tok_visa', [500, 500, 500]);
    await run(tell(1));
    await run(tell(1));
    expect(state.sent).toHaveLength(1);
    expect(state.posted).toHaveLength(1);
  });

  test('after the twentieth refusal it is given up and queued no more', async () => {
    const { state, run, tell } = gatewayWith('tok_visa', [503]);
    await run(tell(20));
    expect(state.webhook?.status).toBe('given-up');
    expect(state.sent).toEqual([]);
  });
});

describe('looking when the time has come', () => {
  test('a payment is left alone before its time, and the look is queued again for then', async () => {
    const { state, run, look } = gatewayWith('tok_pending');
    await run(look(SHORT_LIFE_SECONDS));
    expect(state.recorded).toEqual([]);
    expect(state.sent).toEqual([{ errand: look(SHORT_LIFE_SECONDS), delaySeconds: SHORT_LIFE_SECONDS }]);
  });

  test('a payment whose time has come expires once, however often one looks', async () => {
    const { state, run, look } = gatewayWith('tok_pending');
    state.now = after(SHORT_LIFE_SECONDS);
    await run(look(SHORT_LIFE_SECONDS));
    await run(look(SHORT_LIFE_SECONDS));
    expect(state.recorded.map(({ notice }) => notice?.type)).toEqual(['payment.failed']);
  });

  test('whoever loses a race looks again', async () => {
    const { state, run, look } = gatewayWith('tok_pending', [], 2);
    state.now = after(SHORT_LIFE_SECONDS);
    await run(look(SHORT_LIFE_SECONDS));
    expect(state.payment.status).toBe('failed');
  });

  test('what is recorded is queued until it is due: a webhook at once, a look at its time', async () => {
    const { state, queue, tell, look } = gatewayWith('tok_visa');
    await queue([tell(1), look(90)]);
    expect(state.sent.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 90]);
  });

  test('a queue holds a message back for whole seconds, at most 15 minutes, never a part of a second too short', () => {
    expect(delayUntil(new Date(start.getTime() + 1).toISOString(), start)).toBe(1);
    expect(delayUntil(after(900).toISOString(), start)).toBe(900);
    expect(delayUntil(after(100_000).toISOString(), start)).toBe(900);
    expect(delayUntil(start.toISOString(), after(5))).toBe(0);
  });
});
