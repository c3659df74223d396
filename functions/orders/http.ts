import { guards } from '../identity/writes.ts';
import { paymentsReads } from '../payments/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { cognitoTokens } from '../shared/http/tokens.cognito.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { shippingReads } from '../shipping/reads.ts';
import { ListOrders, ReadOrder, ReadTimeline } from './contract.ts';
import { orderLists } from './orders.dynamodb.ts';
import { listOrders, readOrder, readTimeline } from './read-orders.ts';
import { ordersReads } from './reads.ts';

const store = dynamoStore();
const table = env('ORDERS_TABLE');
const guard = guards(store, env('IDENTITY_TABLE'), systemClock);
const views = {
  store,
  orders: ordersReads(table),
  payments: paymentsReads(env('PAYMENTS_TABLE')),
  shipping: shippingReads(env('SHIPPING_TABLE')),
  lists: orderLists(store, table),
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  users: guard.users,
};

export const handler = api(
  [on(ListOrders, listOrders(views)), on(ReadOrder, readOrder(views)), on(ReadTimeline, readTimeline(views))],
  {
    tokens: cognitoTokens({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
    ...guard,
    apiUrl: env('API_URL'),
  },
);
