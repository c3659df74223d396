import { ordersReads } from '../orders/reads.ts';
import { ordersWrites } from '../orders/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { SIMULATED } from './carrier.ts';
import { CarrierWebhook } from './contract.ts';
import { shippingReads } from './reads.ts';
import { receiveWebhook } from './receive-webhook.ts';
import { shippingWrites } from './writes.ts';

const orders = env('ORDERS_TABLE');
const shipping = env('SHIPPING_TABLE');

export const handler = api([
  on(
    CarrierWebhook,
    receiveWebhook({
      store: dynamoStore(),
      orders: { reads: ordersReads(orders), writes: ordersWrites(orders) },
      shipping: { reads: shippingReads(shipping), writes: shippingWrites(shipping) },
      carriers: new Map([[SIMULATED, secret(env('CARRIER_WEBHOOK_SECRET'))]]),
      clock: systemClock,
    }),
  ),
]);
