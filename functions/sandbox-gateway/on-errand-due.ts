import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { queue } from '../shared/events/consumer.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { Errand } from './errand.ts';
import { sqsErrands } from './errands.sqs.ts';
import { httpMerchant } from './merchant.fetch.ts';
import { dynamoPayments } from './payments.dynamodb.ts';
import { runErrand } from './run-errand.ts';
import { dynamoWebhooks } from './webhooks.dynamodb.ts';

const store = dynamoStore();
const table = env('SANDBOX_GATEWAY_TABLE');

export const handler = queue(
  (body) => {
    const errand = Errand.parse(body);
    const { correlationId, paymentId, kind } = errand;
    return { message: errand, cause: { correlationId, actor: 'system:sandbox-gateway', fields: { kind, paymentId } } };
  },
  runErrand({
    payments: dynamoPayments(store, table),
    webhooks: dynamoWebhooks(store, table),
    errands: sqsErrands(env('ERRANDS_QUEUE_URL')),
    merchant: httpMerchant,
    webhookKey: secret(env('GATEWAY_WEBHOOK_SECRET')),
    carrierKey: secret(env('CARRIER_WEBHOOK_SECRET')),
    clock: systemClock,
  }),
);
