import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TABLES } from '../../../lib/platform.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { deployAssembly } from '../../../local/deploy.ts';
import { type Emulator, findFreePort, startEmulator } from '../../../local/emulator/emulator.ts';
import { closeGaps } from '../../../local/gaps.ts';
import { seed } from '../../../local/seed.ts';
import { until } from '../../../tools/demo/client.ts';
import { decideAtGateway } from '../../../tools/demo/gateway-page.ts';
import { findGoods } from '../../../tools/demo/goods.ts';
import { Shopper } from '../../../tools/demo/shopper.ts';
import { countByStatus, settledBooks, unitsOf } from '../../prove/settled.ts';
import { audit } from '../../support/audit.ts';
import { shortenWaits } from '../../support/short-waits.ts';
import { makeTestFolder } from '../../support/test-folder.ts';
import { openWrappedShop, type WrappedShop } from '../../support/wrapped-shop.ts';
import { planFault, strikesOf } from '../../support/wrapping/fault-plan.ts';

/** Orders that are on their way when the shop is stopped. */
const ORDERS = 8;
const PROBE = 'probe-of-every-event';

let folder: string;
let remove: () => Promise<void>;
let shop: WrappedShop;
let again: Emulator | undefined;

beforeAll(async () => {
  ({ folder, remove } = await makeTestFolder('kept'));
  const timings = { retrySeconds: 1 };
  shop = await openWrappedShop(folder, { port: await findFreePort(), persist: true, timings });
}, 600_000);
afterAll(async () => {
  await again?.stop();
  await shop?.stop();
  await remove?.();
}, 60_000);

/** A start on the kept data, with the app that is built already. */
async function startAgain(): Promise<void> {
  await shop.stop();
  const { endpoint, assembly, wrapping, outputs } = shop;
  const stateDir = join(folder, 'state');
  const env = { WRAPPING_DIR: wrapping };
  again = await startEmulator({ stateDir, persist: true, port: Number(new URL(endpoint).port), env });
  await shortenWaits(endpoint, 0.05);
  await deployAssembly({ endpoint, assembly });
  await closeGaps({ endpoint, assembly });
  const { userPoolId, users } = outputs;
  expect(await seed({ endpoint, userPoolId, users, onProgress: () => {} })).toEqual(users);
}

/** A queue that hears every event of the shop from now on, over all its starts. */
async function hearEverything({ endpoint }: WrappedShop): Promise<void> {
  const [sqs, bus] = [new SQSClient(clientConfig(endpoint)), new EventBridgeClient(clientConfig(endpoint))];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: PROBE }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const EventPattern = JSON.stringify({ source: [{ prefix: 'printverse.' }] });
  const rule = { Name: PROBE, EventBusName: 'printverse-local' };
  await bus.send(new PutRuleCommand({ ...rule, EventPattern }));
  const { Name: Rule, EventBusName } = rule;
  await bus.send(
    new PutTargetsCommand({ Rule, EventBusName, Targets: [{ Id: 'probe', Arn: Attributes?.['QueueArn'] }] }),
  );
}

/** Ids of all events that were heard so far. */
async function heardBy({ endpoint }: WrappedShop, heard: Set<string>): Promise<Set<string>> {
  const sqs = new SQSClient(clientConfig(endpoint));
  const QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: PROBE }))).QueueUrl;
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return heard;
    for (const { Body = '' } of Messages) heard.add((JSON.parse(Body) as { detail: { id: string } }).detail.id);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** Ids of the events of all facts that are to be announced and happened from `since` on, as the tables have them. */
async function announceable({ endpoint }: WrappedShop, since: string): Promise<string[]> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)));
  const ids: string[] = [];
  for (const context of TABLES) {
    const asked = { TableName: `printverse-local-${context}` };
    for await (const { Items = [] } of paginateScan({ client: documents }, asked)) {
      const facts = Items.filter(({ publish, at }) => publish === true && String(at) >= since);
      ids.push(...facts.map(({ event }) => (event as { id: string }).id));
    }
  }
  return ids;
}

test('a busy shop that is stopped and started again loses no order, no fact and no unit [RES-01, RES-02, SAG-09]', async () => {
  const since = new Date().toISOString();
  await hearEverything(shop);
  const shopper = await Shopper.enter(shop.outputs);
  const { plentiful } = await findGoods(shopper.shop);
  const { pooled, taken, brought } = unitsOf(await shop.evidence({}), plentiful.sku);

  // Read, so that the streams stand further on than their beginning when they are kept.
  const first = await shopper.buy({ ...plentiful, cardToken: 'tok_visa' });
  await shopper.reaches(first.order.id, 'COMPLETED', ({ status }) => status === 'COMPLETED');
  const waiting = await shopper.buy({ ...plentiful, cardToken: 'tok_3ds' });
  await shopper.reaches(waiting.order.id, 'waiting', ({ payment }) => payment?.status === 'REQUIRES_ACTION');
  const bought = [];
  while (bought.length < ORDERS) bought.push(await shopper.buy({ ...plentiful, cardToken: 'tok_visa' }));
  const ids = new Set([first, waiting, ...bought].map(({ order }) => order.id));
  const { COMPLETED: done = 0 } = countByStatus(await shop.evidence({}), ids);
  expect(done).toBeLessThan(ids.size - 1);
  const heard = await heardBy(shop, new Set());
  await startAgain();

  await decideAtGateway(shop, waiting.payment.redirectUrl ?? '', 'confirm');
  const books = await settledBooks(shop, { [plentiful.sku]: pooled + taken - brought }, 300);
  expect(countByStatus(books, ids)).toEqual({ COMPLETED: ids.size });
  expect(audit(books)).toEqual([]);
  const missing = await until('every fact to be announced', async () => {
    await heardBy(shop, heard);
    const silent = (await announceable(shop, since)).filter((id) => !heard.has(id));
    return silent.length === 0 ? silent : undefined;
  });
  expect(missing).toEqual([]);
  expect(heard.size).toBeGreaterThanOrEqual(5 * ids.size);

  // The first order after a start goes its way at once: nobody waits for the sweep.
  const late = await (await Shopper.enter(shop.outputs)).buy({ ...plentiful, cardToken: 'tok_visa' });
  await shopper.reaches(late.order.id, 'COMPLETED', ({ status }) => status === 'COMPLETED');
}, 600_000);

test('a worker that dies in a step is replaced, and its order is completed [SAG-04]', async () => {
  const shopper = await Shopper.enter(shop.outputs);
  const { plentiful } = await findGoods(shopper.shop);
  const intent = { 'Idempotency-Key': crypto.randomUUID() };
  const { order } = await shopper.buy({ ...plentiful, cardToken: 'tok_3ds', intent });
  const fault = {
    id: 'death',
    label: 'shipping-steps:schedule-fulfilment#do',
    orderId: order.id,
    kind: 'death',
    times: 1,
  } as const;
  planFault(shop.wrapping, fault);
  const { payment } = await shopper.buy({ ...plentiful, cardToken: 'tok_3ds', intent });
  await decideAtGateway(shop, payment.redirectUrl ?? '', 'confirm');
  await shopper.reaches(order.id, 'COMPLETED', ({ status }) => status === 'COMPLETED');
  expect(strikesOf(shop.wrapping, fault.id)).toBe(1);
}, 300_000);

test('a save that could not be finished is said when it happens and at the next start, which changes nothing', async () => {
  const stateDir = join(folder, 'broken');
  const emulator = await startEmulator({ stateDir, persist: true });
  await new SQSClient(clientConfig(emulator.endpoint)).send(new CreateQueueCommand({ QueueName: 'kept' }));
  // Where the file of the queues is written first, there is something else.
  await mkdir(join(stateDir, 'state', 'sqs.json.tmp'), { recursive: true });
  const sentence = /^The data in .* is only half saved \(sqs could not be saved\): remove that folder /;
  await expect(emulator.stop()).rejects.toThrow(sentence);
  await expect(startEmulator({ stateDir, persist: true })).rejects.toThrow(sentence);
}, 60_000);
