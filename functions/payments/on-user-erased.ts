import { UserErased } from '../identity/contract.ts';
import { identityReads } from '../identity/reads.ts';
import { OrderCompleted, OrderFailed } from '../orders/contract.ts';
import { ordersLeftBehind } from '../orders/lists.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { forgetPayer } from './forget-payer.ts';
import { paymentsReads } from './reads.ts';
import { paymentsWrites } from './writes.ts';

const store = dynamoStore();
const table = env('PAYMENTS_TABLE');
const left = ordersLeftBehind(store, { orders: env('ORDERS_TABLE'), users: identityReads(env('IDENTITY_TABLE')) });
const forget = forgetPayer({ store, payments: { reads: paymentsReads(table), writes: paymentsWrites(table) } });

/** A payment whose order runs when its customer leaves is looked at again when the order ends. */
export const handler = consumer([
  when(UserErased, async ({ event: { data } }) => forget(await left.byCustomer(data.userId))),
  when(OrderCompleted, async ({ event: { data } }) => forget(await left.byOrder(data.orderId))),
  when(OrderFailed, async ({ event: { data } }) => forget(await left.byOrder(data.orderId))),
]);
