import { consumer, when } from '../shared/consumer.ts';
import { env } from '../shared/env.ts';
import { OrderCreated, OrderRetried } from './contract.ts';
import { executionName } from './order.ts';
import { stepFunctionsMachine } from './saga-machine.sfn.ts';

const machine = stepFunctionsMachine(env('SAGA_ARN'));

export const handler = consumer([
  when(OrderCreated, ({ event: { data, correlationId } }) =>
    machine.start(executionName(data.orderId, 1), { orderId: data.orderId, correlationId }),
  ),
  when(OrderRetried, ({ event: { data, correlationId } }) =>
    machine.start(executionName(data.orderId, data.attempt), { orderId: data.orderId, correlationId }),
  ),
]);
