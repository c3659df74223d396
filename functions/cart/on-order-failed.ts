import { identityChecks } from '../identity/guards.ts';
import { OrderFailed } from '../orders/contract.ts';
import { ordersReads } from '../orders/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { giveBack } from './give-back.ts';
import { cartReads } from './reads.ts';
import { cartWrites } from './writes.ts';

const table = env('CART_TABLE');
const give = giveBack({
  store: dynamoStore(),
  cart: { reads: cartReads(table), writes: cartWrites(table) },
  orders: ordersReads(env('ORDERS_TABLE')),
  identity: identityChecks(env('IDENTITY_TABLE')),
  clock: systemClock,
});

export const handler = consumer([when(OrderFailed, ({ event: { data } }) => give(data.orderId))]);
