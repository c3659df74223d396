import { randomUUID } from 'node:crypto';
import { GetQueueUrlCommand, SendMessageBatchCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { derivedId, newId } from '../../../functions/shared/ids.ts';
import { until } from '../../../tools/demo/client.ts';
import { findPairs } from '../../../tools/redrive.ts';
import { planFault, strikesOf } from '../../support/wrapping/fault-plan.ts';
import { type Customer, countOf, factOf, factsOf, mailsNoted, newCustomer, orderBody } from '../orders/buying.ts';
import { gatewayBook } from '../payments/books.ts';
import { operate, sqs } from './probe.ts';

const { wrapping } = inject('shop');
/** As lib/constructs/dead-letters.ts says. */
const TRIES = 5;

let grace: Customer;
const slow: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  grace = await newCustomer();
});
afterAll(async () => {
  for (const restore of slow) await restore();
});

const urlOf = async (name: string) =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName: `printverse-local-${name}` }))).QueueUrl ?? '';
/** Lets a queue hand out again after a second what failed, until the tests are done. */
async function hurry(name: string): Promise<void> {
  const QueueUrl = await urlOf(name);
  const after = (VisibilityTimeout: string) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout } }));
  slow.push(() => after('90'));
  await after('1');
}
const waiting = async (name: string) =>
  (await findPairs(sqs, 'printverse-local-')).find(({ queue }) => queue === `printverse-local-${name}`)?.waiting;
const lies = (name: string, count: number) =>
  until(`${count} dead letters of ${name}`, async () => ((await waiting(name)) === count ? true : undefined));

test('what a consumer fails to do five times lies among the dead letters, and is done once after a redrive [RES-02, SAG-09, PAY-11]', async () => {
  const name = 'payments-on-payment-captured-late';
  await hurry(name);
  const key = randomUUID();
  const fault = {
    id: randomUUID(),
    label: name,
    orderId: derivedId('ord', [grace.id, 'checkout', key]),
    kind: 'before',
    times: TRIES,
  } as const;
  planFault(wrapping, fault);
  const { body } = await grace.checkOut(orderBody('tok_late'), key);
  const { id, total } = body.order;
  await factOf(id, 'late-capture');
  await lies(name, 1);
  expect(strikesOf(wrapping, fault.id)).toBe(TRIES);
  expect(await gatewayBook(id)).toEqual({ captures: [total.amount], refunds: [] });

  expect(await operate('redrive', name, '--dry-run')).toContain('1 messages would move');
  expect(await operate('redrive', name)).toContain('1 messages moved');
  await factOf(id, 'late-refund');
  expect(await gatewayBook(id)).toEqual({ captures: [total.amount], refunds: [total.amount] });
  expect(countOf(await factsOf(id), 'payment.refunded')).toBe(1);
  expect(await waiting(name)).toBe(0);
});

test('a message that nobody can read ends among the dead letters, and holds up nobody in its batch [RES-02, SAG-09]', async () => {
  const name = 'orders-on-email-sent';
  const { order } = await grace.buy();
  await mailsNoted(order.id, 3);
  await hurry(name);
  const detail = {
    id: newId('evt'),
    type: 'email.sent',
    schemaVersion: 1,
    subject: newId('ntf'),
    sequence: 1,
    occurredAt: new Date().toISOString(),
    correlationId: newId('cor'),
    actor: 'system:test',
    data: { notificationId: newId('ntf'), template: 'order-received', orderId: order.id },
  };
  const good = JSON.stringify({ 'detail-type': detail.type, source: 'printverse.notifications', detail });
  const bodies = ['not json', JSON.stringify({ 'detail-type': 'email.sent' }), good, good];
  const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: await urlOf(name), Entries }));
  await lies(name, 2);
  expect(await mailsNoted(order.id, 4)).toHaveLength(4);

  const shown = await operate('redrive', name, '--show');
  const ids = [...shown.matchAll(/^([0-9a-f-]{36})  sent /gm)].map(([, id = '']) => id);
  expect(ids).toHaveLength(2);
  expect(shown).toMatch(/ {4}not json\n/);
  for (const id of ids) expect(await operate('redrive', name, '--drop', id)).toContain(`${id} is deleted`);
  expect(await waiting(name)).toBe(0);
  await expect(operate('redrive', name, '--only', ids[0] ?? '')).rejects.toMatchObject({
    stderr: expect.stringMatching(/^No dead letter of \S+ has the id \S+: see them with --show/),
  });
  await expect(operate('redrive', '--show')).rejects.toMatchObject({
    stderr: expect.stringMatching(/^Name the queue/),
  });
});
