import { randomBytes } from 'node:crypto';
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../../functions/events/registry.ts';
import type { OrderDto } from '../../../functions/orders/contract.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { until } from '../../../tools/demo/client.ts';
import {
  available,
  berlin,
  type Customer,
  endpoint,
  factsOf,
  itemOf,
  mailsNoted,
  mailsTo,
  newCustomer,
  nowhere,
  orderBody,
  productOf,
  sagaExecution,
  workedOn,
} from '../orders/buying.ts';
import { functionOf, linesOf, logGroups, textOf } from './logs.ts';
import { type Announced, announce, isIdle, listen, operate, type Probe } from './probe.ts';

const HAPPY = [
  'order.created printverse.orders',
  'inventory.reserved printverse.inventory',
  'payment.processed printverse.payments',
  'shipping.prepared printverse.shipping',
  'order.completed printverse.orders',
];
const ON_THE_WAY = [
  'orders-http-checkout',
  'orders-on-order-started',
  'inventory-steps',
  'payments-steps',
  'payments-on-payment-settled',
  'shipping-steps',
  'orders-steps',
  'notifications-on-mail-due',
  'orders-on-email-sent',
  'catalog-on-stock-changed',
];

const CONSUMERS = ON_THE_WAY.filter((name) => name.includes('-on-'));

const started = Date.now();
const goods = { ...productOf('flush-cutter'), quantity: 1 };
const sfn = new SFNClient(clientConfig(endpoint));
const traceId = randomBytes(16).toString('hex');
const correlationId = newId('cor');
/** Told to the shop with the order, and to be found nowhere but in its tables and mails. */
const canaries = {
  name: 'Zyx Quellwasser',
  company: 'Canary Xq7 GmbH',
  line1: 'Nachtigallenweg 4711',
  line2: 'Hinterhaus Qx',
  city: 'Kanariendorf',
};

let probe: Probe;
let grace: Customer;
let order: OrderDto;
let story: Announced[];
beforeAll(async () => {
  [probe, grace] = await Promise.all([listen(), newCustomer()]);
  const headers = { 'x-correlation-id': correlationId, traceparent: `00-${traceId}-b7ad6b7169203331-01` };
  const body = orderBody('tok_3ds', { items: [goods], shippingAddress: { ...berlin, ...canaries } });
  const placed = await grace.buy(body, headers);
  await grace.confirm(placed.payment.redirectUrl);
  await grace.reaches(placed.order.id, 'COMPLETED');
  await mailsNoted(placed.order.id, 3);
  order = placed.order;
  story = await probe.heard(correlationId, 8);
});
afterAll(() => probe?.close());

const ofOrder = (announced: readonly Announced[]) => announced.filter(({ event }) => event.subject === order.id);

describe('what happened to an order', () => {
  test('is announced once for each fact, in the form that was agreed, and says nothing of the person [ORD-07, INV-05, PAY-11, SHP-01, SAG-11, SAG-13, K12, K35]', async () => {
    const about = ofOrder(story).toSorted((a, b) => a.event.sequence - b.event.sequence);
    expect(about.map(({ type, source }) => `${type} ${source}`)).toEqual(HAPPY);
    expect(about.map(({ event }) => event.sequence)).toEqual([1, 2, 3, 4, 5]);
    for (const { type, event } of about) {
      const definition = registry.find(type) ?? expect.fail();
      expect(event).toMatchObject({ type, correlationId, schemaVersion: definition.schemaVersion });
      expect(event.id).toMatch(/^evt_/);
      expect(event.traceparent?.split('-')[1]).toBe(traceId);
      expect(definition.data.parse(event.data)).toMatchObject({ orderId: order.id });
    }
    expect(about.map(({ event }) => event.actor.split(':')[0])).toEqual([grace.id, ...Array(4).fill('system')]);
    expect(new Set(about.map(({ event }) => event.id)).size).toBe(about.length);
    expect(about[0]?.event.data).toMatchObject({ total: order.total, items: [goods], customerId: grace.id });
  });

  test('leads to mails that name their cause, under the same correlation id [NTF-08, OBS-06]', async () => {
    const mails = story.filter(({ type }) => type === 'email.sent').map(({ event }) => event);
    const causes = mails.map(({ causationId }) => story.find(({ event }) => event.id === causationId)?.type);
    expect(new Set(causes)).toEqual(new Set(['order.completed', 'order.created', 'payment.processed']));
    const noted = (await factsOf(order.id)).filter(({ type }) => type === 'email.sent');
    expect(noted).toMatchObject(Array.from({ length: 3 }, () => ({ correlationId })));
  });

  test('can be followed by one correlation id and one trace through the log of every function on the way [OBS-05, OBS-06]', async () => {
    await until('every function to have written', async () => {
      // A line may reach the local cloud's log with its function's next call only: another order calls all of them.
      await grace.reaches((await grace.buy()).order.id, 'COMPLETED');
      const silent = await Promise.all(
        ON_THE_WAY.map(
          async (name) => !(await linesOf(name, started)).some((line) => line['correlationId'] === correlationId),
        ),
      );
      return silent.includes(true) ? undefined : true;
    });
    for (const name of ON_THE_WAY) {
      const lines = await linesOf(name, started);
      const ours = lines.filter((line) => line['orderId'] === order.id || line['subject'] === order.id);
      for (const line of [...ours, ...lines.filter((line) => line['correlationId'] === correlationId)]) {
        expect([name, line]).toEqual([
          name,
          expect.objectContaining({
            correlationId,
            traceId,
            level: expect.any(String),
            timestamp: expect.any(String),
            requestId: expect.any(String),
          }),
        ]);
      }
    }
  });
});

describe('an event that comes again', () => {
  const state = async () => ({
    order: await grace.order(order.id),
    facts: await factsOf(order.id),
    payment: await itemOf('payments', `PAYMENT#${order.payment.paymentId}`),
    hold: await itemOf('inventory', `HOLD#${order.id.replace('ord_', 'hld_')}`),
    available: await available(goods.sku),
    mails: (await mailsTo(grace.email)).filter(({ Subject }) => Subject.includes(order.orderNumber)).length,
    executions: await executions(),
  });
  async function executions(): Promise<number> {
    const stateMachineArn = sagaExecution(order.id)
      .replace(':execution:', ':stateMachine:')
      .replace(`:${order.id}`, '');
    const { executions: sagas = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1000 }));
    return sagas.filter(({ name }) => name?.startsWith(order.id)).length;
  }
  /** Announces the order's events `times` times more, and answers when every consumer has taken what was meant for it. */
  async function again(times: number, work: () => Promise<unknown>): Promise<Announced[]> {
    const before = await probe.heard(correlationId, story.length);
    const worked = CONSUMERS.map((name) => workedOn(name, order.id));
    await work();
    const heard = await probe.heard(correlationId, before.length + times * story.length);
    for (const [index, name] of CONSUMERS.entries()) {
      await until(`${name} to have taken everything`, async () =>
        workedOn(name, order.id) > (worked[index] ?? 0) && (await isIdle(name)) ? true : undefined,
      );
    }
    return heard.slice(before.length);
  }

  test('several times and in any order changes nothing, starts nothing and sends no second mail [RES-01, RES-02, NTF-08, SAG-13]', async () => {
    const before = await state();
    await again(2, () => announce([...story].reverse().flatMap((each) => [each, each])));
    expect(await state()).toEqual(before);
  });

  test('because an operator announced a time again is the same event, and changes nothing [RES-02, RES-07]', async () => {
    const times = story.map(({ event }) => event.occurredAt).toSorted((a, b) => a.localeCompare(b));
    const before = await state();
    const heard = await again(1, async () => {
      const output = await operate('republish', '--since', times[0] ?? '', '--until', times.at(-1) ?? '');
      expect(output).toMatch(/\d+ facts announced again\./);
    });
    expect(heard.map(({ event }) => event).toSorted(byId)).toEqual(story.map(({ event }) => event).toSorted(byId));
    expect(await state()).toEqual(before);
  });
});

test('a range is announced again from its beginning to its end, and nothing before or after it [RES-07]', async () => {
  const byTime = story.toSorted((a, b) => a.event.occurredAt.localeCompare(b.event.occurredAt));
  const [since, until] = [byTime[2], byTime.at(-3)].map((each) => each?.event.occurredAt ?? '');
  const inRange = byTime.filter(({ event }) => event.occurredAt >= (since ?? '') && event.occurredAt <= (until ?? ''));
  for (const outside of [byTime[0], byTime.at(-1)]) expect(inRange).not.toContain(outside);
  const before = await probe.heard(correlationId, story.length);
  await operate('republish', '--since', since ?? '', '--until', until ?? '');
  // Whatever is announced after the range has passed when this one has.
  await operate(
    'republish',
    '--since',
    byTime[0]?.event.occurredAt ?? '',
    '--until',
    byTime[0]?.event.occurredAt ?? '',
  );
  const heard = await probe.heard(correlationId, before.length + inRange.length + 1);
  expect(
    heard
      .slice(before.length)
      .map(({ event }) => event.id)
      .toSorted(),
  ).toEqual([...inRange, ...byTime.slice(0, 1)].map(({ event }) => event.id).toSorted());
});

test.each([
  [[], /Say from when on/],
  [['--since', 'yesterday'], /--since is "yesterday", which is no time/],
  [['--since', '2026-01-02T00:00:00Z', '--until', 'soon'], /--until is "soon", which is no time/],
  [['--since', '2026-01-02T00:00:00Z', '--until', '2026-01-01T00:00:00Z'], /Nothing lies between/],
  [['--sinse', '2026-01-02T00:00:00Z'], /--sinse/],
])('a range that cannot be meant is refused in one sentence: %j', async (args, sentence) => {
  await expect(operate('republish', ...args)).rejects.toMatchObject({ stderr: expect.stringMatching(sentence) });
});

const byId = (a: { readonly id: string }, b: { readonly id: string }) => a.id.localeCompare(b.id);

test('no log, no event and no execution names the person, the address or a secret [OBS-05, K35]', async () => {
  const idempotencyKey = `canary-key-${randomBytes(8).toString('hex')}`;
  const body = orderBody('tok_visa', { shippingAddress: { ...nowhere, ...canaries } });
  const { body: placed } = await grace.checkOut(body, idempotencyKey);
  await grace.reaches(placed.order.id, 'FAILED');
  await mailsNoted(placed.order.id, 3);
  await grace.checkOut({ ...body, shippingAddress: { ...body.shippingAddress, country: 'Canary Xq7 GmbH' } });
  await grace.ask('POST', '/checkout', {
    raw: `{"name":"${canaries.name}`,
    headers: { 'idempotency-key': idempotencyKey },
  });
  const secrets = [...Object.values(canaries), grace.email, grace.token, idempotencyKey];
  const signatures = [order, placed.order].map(({ id }) => id);

  const groups = await logGroups();
  expect(groups.map(functionOf)).toEqual(expect.arrayContaining(ON_THE_WAY));
  let told = 0;
  for (const group of groups) {
    const text = (await textOf(group)).join('\n');
    told += signatures.filter((id) => text.includes(id)).length;
    for (const secret of secrets) expect([group, text.includes(secret)]).toEqual([group, false]);
  }
  expect(told).toBeGreaterThan(0);
  const events = JSON.stringify(await probe.everything());
  const histories = await Promise.all(
    signatures.map((id) =>
      sfn.send(new GetExecutionHistoryCommand({ executionArn: sagaExecution(id), maxResults: 1000 })),
    ),
  );
  for (const secret of secrets) {
    expect([secret, events.includes(secret), JSON.stringify(histories).includes(secret)]).toEqual([
      secret,
      false,
      false,
    ]);
  }
});
