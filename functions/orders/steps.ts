import { paymentsReads } from '../payments/reads.ts';
import { paymentsWrites } from '../payments/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { steps } from '../shared/steps.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { completeOrder, failOrder } from './end-order.step.ts';
import { ordersReads } from './reads.ts';
import { ordersWrites } from './writes.ts';

const orders = env('ORDERS_TABLE');
const payments = env('PAYMENTS_TABLE');
const ports = {
  store: dynamoStore(),
  orders: { reads: ordersReads(orders), writes: ordersWrites(orders) },
  payments: { reads: paymentsReads(payments), writes: paymentsWrites(payments) },
  clock: systemClock,
};

export const handler = steps([completeOrder(ports), failOrder(ports)]);
