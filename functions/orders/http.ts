import { signedIn } from '../identity/signed-in.cognito.ts';
import { paymentsReads } from '../payments/reads.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { shippingReads } from '../shipping/reads.ts';
import { ListOrders, ReadOrder, ReadTimeline } from './contract.ts';
import { customerLists } from './orders.dynamodb.ts';
import { listOrders, readOrder, readTimeline } from './read-orders.ts';
import { ordersReads } from './reads.ts';

const store = dynamoStore();
const table = env('ORDERS_TABLE');
const callers = signedIn(store);
const views = {
  store,
  orders: ordersReads(table),
  payments: paymentsReads(env('PAYMENTS_TABLE')),
  shipping: shippingReads(env('SHIPPING_TABLE')),
  lists: customerLists(store, table),
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  users: callers.users,
};

export const handler = api(
  [on(ListOrders, listOrders(views)), on(ReadOrder, readOrder(views)), on(ReadTimeline, readTimeline(views))],
  { ...callers, apiUrl: env('API_URL') },
);
