import { UserErased } from '../identity/contract.ts';
import { identityReads } from '../identity/reads.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { OrderCompleted, OrderFailed } from './contract.ts';
import { forgetCustomer } from './forget-customer.ts';
import { ordersLeftBehind } from './lists.ts';
import { ordersWrites } from './writes.ts';

const store = dynamoStore();
const table = env('ORDERS_TABLE');
const left = ordersLeftBehind(store, { orders: table, users: identityReads(env('IDENTITY_TABLE')) });
const forget = forgetCustomer({ store, orders: { writes: ordersWrites(table) } });

/** An order that runs when its customer leaves is looked at again when it ends. */
export const handler = consumer([
  when(UserErased, async ({ event: { data } }) => forget(await left.byCustomer(data.userId))),
  when(OrderCompleted, async ({ event: { data } }) => forget(await left.byOrder(data.orderId))),
  when(OrderFailed, async ({ event: { data } }) => forget(await left.byOrder(data.orderId))),
]);
