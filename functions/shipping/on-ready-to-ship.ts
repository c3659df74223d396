import { OrderStatusChanged } from '../orders/contract.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { sandboxDesk } from './desk.sandbox.ts';
import { handOver } from './hand-over.ts';
import { shippingReads } from './reads.ts';

const tell = handOver({
  store: dynamoStore(),
  shipping: shippingReads(env('SHIPPING_TABLE')),
  desk: sandboxDesk({
    url: env('GATEWAY_URL'),
    apiKey: secret(env('GATEWAY_API_KEY_SECRET')),
    webhookUrl: `${env('API_URL')}/shipping/webhooks/simulated`,
  }),
});

export const handler = consumer([
  when(OrderStatusChanged, async ({ event: { data } }) => {
    if (data.to === 'READY_TO_SHIP') await tell(data.orderId);
  }),
]);
