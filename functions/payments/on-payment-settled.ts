import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { PaymentFailed, PaymentProcessed } from './contract.ts';
import { paymentsReads } from './reads.ts';
import { resumeSaga } from './resume-saga.ts';
import { stepFunctionsTask } from './saga-task.sfn.ts';

const resume = resumeSaga({
  store: dynamoStore(),
  payments: paymentsReads(env('PAYMENTS_TABLE')),
  task: stepFunctionsTask(),
});

export const handler = consumer([
  when(PaymentProcessed, ({ event: { data, sequence } }) => resume({ ...data, version: sequence })),
  when(PaymentFailed, ({ event: { data, sequence } }) => resume({ ...data, version: sequence, refusal: data.reason })),
]);
