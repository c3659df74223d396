import { identityChecks } from '../identity/guards.ts';
import { OrderCompleted } from '../orders/contract.ts';
import { ordersReads } from '../orders/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { notePurchase } from './note-purchase.ts';
import { reviewsIn } from './reviews.ts';

const note = notePurchase({
  store: dynamoStore(),
  reviews: reviewsIn(env('REVIEWS_TABLE')),
  orders: ordersReads(env('ORDERS_TABLE')),
  identity: identityChecks(env('IDENTITY_TABLE')),
  clock: systemClock,
});

export const handler = consumer([when(OrderCompleted, ({ event: { data } }) => note(data.orderId))]);
