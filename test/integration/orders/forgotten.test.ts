import { ListStateMachinesCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstHead, type OrderDetails } from '../../../functions/orders/order.ts';
import { newOrderNumber } from '../../../functions/orders/order-number.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import type { Key } from '../../../functions/shared/store/store.ts';
import { stages } from '../../../lib/config.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { until } from '../../../tools/demo/client.ts';
import {
  type Customer,
  documents,
  endpoint,
  factsOf,
  invoke,
  isParked,
  newCustomer,
  retry,
  sagaExecution,
  tableOf,
  workedOn,
} from './buying.ts';

const store = dynamoStore(documents);
const sfn = new SFNClient(clientConfig(endpoint));

let grace: Customer;
let pattern: OrderDetails;
beforeAll(async () => {
  grace = await newCustomer();
  const { order } = await grace.buy();
  await grace.reaches(order.id, 'COMPLETED');
  const [bought] = await store.readTogether([ordersReads(tableOf('orders')).order(order.id)]);
  const { pk: _pk, sk: _sk, ...details } = (bought?.details ?? expect.fail()) as OrderDetails & Key;
  pattern = details;
});

/** An order as a checkout leaves it, but that nobody was told of it: long enough ago to be noticed. */
async function placeUntold(orderId: string): Promise<void> {
  const at = new Date(Date.now() - (stages.local.saga.forgottenSeconds + 60) * 1_000);
  const paymentId = orderId.replace('ord_', 'pay_');
  const details: OrderDetails = {
    ...pattern,
    id: orderId,
    orderNumber: newOrderNumber(at),
    payment: { ...pattern.payment, paymentId },
    createdAt: at.toISOString(),
  };
  const fail = () => new Error('taken');
  const invocation = {
    correlationId: newId('cor'),
    requestId: 'test',
    traceparent: undefined,
    causationId: undefined,
    actor: grace.id,
    deadline: Date.now() + 10_000,
  };
  await withInvocation(invocation, () =>
    store.commit([
      ...ordersWrites(tableOf('orders')).place(
        { head: firstHead(details), details },
        { key: 'created', type: 'order.created', audience: 'customer' },
        at,
        { taken: fail, numberTaken: fail },
      ),
      paymentsWrites(tableOf('payments')).open(
        {
          id: paymentId,
          orderId,
          customerId: grace.id,
          provider: 'sandbox',
          amount: details.total,
          status: 'PENDING',
          createdAt: details.createdAt,
          version: 1,
        },
        fail,
      ),
    ]),
  );
}

describe('an order that nobody works on', () => {
  test('because its execution was never started is found, and started once [SAG-10, SAG-01]', async () => {
    const orderId = newId('ord');
    await placeUntold(orderId);
    expect(await grace.order(orderId)).toMatchObject({ status: 'CREATED' });
    await Promise.all([invoke('orders-cron-forgotten'), invoke('orders-cron-forgotten')]);
    await grace.reaches(orderId, 'COMPLETED');
    const keys = (await factsOf(orderId)).map(({ key }) => key).filter((key) => key.endsWith('#do'));
    expect(keys).toEqual(['reserve-stock#do', 'take-payment#do', 'schedule-fulfilment#do', 'complete-order#do']);
  });

  test('because its execution died unheard is parked for staff, and a retry heals it [SAG-10]', async () => {
    const orderId = newId('ord');
    const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
    const machine = stateMachines.find(({ name }) => name?.endsWith('order-saga'));
    // There is no such order yet, so whoever hears of its end has nothing to park.
    const input = JSON.stringify({ orderId, correlationId: newId('cor') });
    await sfn.send(new StartExecutionCommand({ stateMachineArn: machine?.stateMachineArn, name: orderId, input }));
    await sfn.send(new StopExecutionCommand({ executionArn: sagaExecution(orderId) }));
    await until('somebody to hear of it', async () =>
      workedOn('orders-on-execution-ended', orderId) > 0 ? true : undefined,
    );
    await placeUntold(orderId);
    await invoke('orders-cron-forgotten');
    expect(await isParked(orderId)).toMatchObject({ direction: 'FORWARD', attempt: 1, reason: 'The execution died' });
    await retry(orderId);
    await grace.reaches(orderId, 'COMPLETED');
  });
});
