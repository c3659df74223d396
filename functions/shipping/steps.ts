import { ordersReads } from '../orders/reads.ts';
import { ordersWrites } from '../orders/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { steps } from '../shared/steps.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { simulatedCarrier } from './carrier.simulated.ts';
import { shippingReads } from './reads.ts';
import { scheduleFulfilment } from './schedule-fulfilment.step.ts';
import { shippingWrites } from './writes.ts';

const orders = env('ORDERS_TABLE');
const shipping = env('SHIPPING_TABLE');

export const handler = steps([
  scheduleFulfilment({
    store: dynamoStore(),
    orders: { reads: ordersReads(orders), writes: ordersWrites(orders) },
    shipping: { reads: shippingReads(shipping), writes: shippingWrites(shipping) },
    carrier: simulatedCarrier,
    clock: systemClock,
  }),
]);
