import { env } from '../shared/env.ts';
import { consumer, type Delivered, when } from '../shared/events/consumer.ts';
import { OrderCreated, OrderRetried } from './contract.ts';
import { executionName } from './order.ts';
import { stepFunctionsMachine } from './saga-machine.sfn.ts';

const machine = stepFunctionsMachine(env('SAGA_ARN'));

type Started = Delivered<typeof OrderCreated | typeof OrderRetried>['event'];

const start = ({ data: { orderId }, correlationId, traceparent }: Started, attempt: number) =>
  machine.start(executionName(orderId, attempt), { orderId, correlationId, ...(traceparent ? { traceparent } : {}) });

export const handler = consumer([
  when(OrderCreated, ({ event }) => start(event, 1)),
  when(OrderRetried, ({ event }) => start(event, event.data.attempt)),
]);
