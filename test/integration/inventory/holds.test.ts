import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { answered } from '@printverse/client/shop-client.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { dueList, holdKey, poolKey } from '../../../functions/inventory/inventory-keys.ts';
import { clientConfig } from '../../../local/cloud.ts';
import {
  available,
  type Customer,
  countOf,
  documents,
  endpoint,
  factOf,
  factsOf,
  invoke,
  isParked,
  itemOf,
  newCustomer,
  orderBody,
  productOf,
  retry,
  sagaExecution,
  tableOf,
  vase,
} from '../orders/buying.ts';
import { gatewayBook } from '../payments/books.ts';

const lamp = productOf('lattice-lamp', 'LATTICE-LAMP-DARK');

let grace: Customer;
beforeAll(async () => {
  grace = await newCustomer();
});

const holdOf = (orderId: string) => itemOf('inventory', `HOLD#${orderId.replace('ord_', 'hld_')}`);

/** Turns the hold's clock: its time was up a minute ago. */
async function letExpire(orderId: string): Promise<void> {
  const holdId = orderId.replace('ord_', 'hld_');
  const expiresAt = new Date(Date.now() - 60_000).toISOString();
  const due = dueList(expiresAt, holdId);
  await documents.send(
    new UpdateCommand({
      TableName: tableOf('inventory'),
      Key: { ...holdKey(holdId) },
      UpdateExpression: 'SET expiresAt = :at, gsi1pk = :pk, gsi1sk = :sk',
      ExpressionAttributeValues: { ':at': expiresAt, ':pk': due.gsi1pk, ':sk': due.gsi1sk },
    }),
  );
}
const sweepAtOnce = (times: number) => Promise.all(Array.from({ length: times }, () => invoke('inventory-cron-holds')));

/** An order of lamps that holds them and waits for its customer. */
async function held(quantity: number) {
  const placed = await grace.buy(orderBody('tok_3ds', { items: [{ ...lamp, quantity }] }));
  await factOf(placed.order.id, 'reserve-stock#do');
  return placed;
}

describe('a hold', () => {
  test('whose time is up comes back once, and money that comes after that goes back too [INV-12, PAY-11]', async () => {
    const before = await available(lamp.sku);
    const { order, payment } = await held(2);
    expect(await available(lamp.sku)).toBe(before - 2);
    await letExpire(order.id);
    await sweepAtOnce(3);
    await invoke('inventory-cron-holds');
    expect(await available(lamp.sku)).toBe(before);
    expect(await holdOf(order.id)).toMatchObject({ state: 'EXPIRED' });
    expect(countOf(await factsOf(order.id), 'inventory.released')).toBe(1);

    await grace.confirm(payment.redirectUrl);
    expect(await grace.reaches(order.id, 'FAILED')).toMatchObject({
      failure: { code: 'payment-expired' },
      payment: { status: 'REFUNDED' },
    });
    expect(await gatewayBook(order.id)).toEqual({ captures: [order.total.amount], refunds: [order.total.amount] });
    expect(await available(lamp.sku)).toBe(before);
    const facts = await factsOf(order.id);
    expect(countOf(facts, 'payment.refunded')).toBe(1);
    expect(countOf(facts, 'payment.processed')).toBe(0);
  });

  test('of a parked order that expired meanwhile is taken again when staff send the order on its way [INV-12, SAG-10]', async () => {
    const before = await available(lamp.sku);
    const { order, payment } = await held(1);
    await new SFNClient(clientConfig(endpoint)).send(
      new StopExecutionCommand({ executionArn: sagaExecution(order.id) }),
    );
    await isParked(order.id);
    await letExpire(order.id);
    await sweepAtOnce(2);
    expect(await available(lamp.sku)).toBe(before);
    await retry(order.id);
    await factOf(order.id, `re-hold#${order.id}-2`);
    await grace.confirm(payment.redirectUrl);
    await grace.reaches(order.id, 'COMPLETED');
    expect(await available(lamp.sku)).toBe(before - 1);
    expect(await holdOf(order.id)).toMatchObject({ state: 'COMMITTED' });
    expect(await gatewayBook(order.id)).toEqual({ captures: [order.total.amount], refunds: [] });
  });

  test('that was sold stays sold, whatever its clock says [INV-09, INV-12]', async () => {
    const { order } = await grace.buy(orderBody('tok_visa', { items: [{ ...lamp, quantity: 1 }] }));
    await grace.reaches(order.id, 'COMPLETED');
    const left = await available(lamp.sku);
    await letExpire(order.id);
    await invoke('inventory-cron-holds');
    expect(await available(lamp.sku)).toBe(left);
    expect(await holdOf(order.id)).toMatchObject({ state: 'COMMITTED' });
  });
});

test('of two orders for the last unit one gets it, and the other keeps nothing of anything [INV-03, INV-06, SAG-06]', async () => {
  const last = productOf('pleat-pendant', 'PLEAT-PENDANT-40');
  const common = productOf('facet-bud-vase');
  await documents.send(
    new UpdateCommand({
      TableName: tableOf('inventory'),
      Key: { ...poolKey(last.sku) },
      UpdateExpression: 'SET available = :one',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  );
  const before = await available(common.sku);
  const items = [
    { ...common, quantity: 2 },
    { ...last, quantity: 1 },
  ];
  const answers = await Promise.all([1, 2, 3].map(() => grace.checkOut(orderBody('tok_visa', { items }))));
  const placed = answers.filter(({ status }) => status === 201).map(({ body }) => body.order.id);
  for (const { status, body } of answers) {
    if (status !== 201) expect([status, body.code]).toEqual([409, 'insufficient-stock']);
  }
  const ends = await Promise.all(placed.map((id) => grace.ends(id)));
  expect(ends.filter(({ status }) => status === 'COMPLETED')).toHaveLength(1);
  for (const loser of ends.filter(({ status }) => status !== 'COMPLETED')) {
    expect(loser).toMatchObject({ status: 'FAILED', failure: { code: 'out-of-stock' }, payment: { status: 'VOIDED' } });
    expect(await holdOf(loser.id)).toBeUndefined();
    expect(await gatewayBook(loser.id)).toEqual({ captures: [], refunds: [] });
  }
  expect([await available(last.sku), await available(common.sku)]).toEqual([0, before - 2]);
  const query = { skus: `${last.sku},${vase.sku}` };
  const { items: shown } = await answered(grace.shop.GET('/inventory', { params: { query } }));
  expect(shown).toMatchObject([
    { sku: last.sku, availability: 'sold-out' },
    { sku: vase.sku, availability: 'in-stock' },
  ]);
});
