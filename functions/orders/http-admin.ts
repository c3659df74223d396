import { identityChecks } from '../identity/guards.ts';
import { identityReads } from '../identity/reads.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { paymentsReads } from '../payments/reads.ts';
import { quotesReads } from '../quotes/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env, envNumber } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { shippingReads } from '../shipping/reads.ts';
import { shippingWrites } from '../shipping/writes.ts';
import { uploadsReads } from '../uploads/reads.ts';
import { adminListOrders, adminListSagas, adminReadOrder, retrySaga } from './admin-orders.ts';
import { changeOrderStatus } from './change-status.ts';
import {
  AdminListOrders,
  AdminListSagas,
  AdminReadOrder,
  ChangeOrderStatus,
  ListWarnings,
  RetrySaga,
} from './contract.ts';
import { listWarnings } from './list-warnings.ts';
import { orderLists } from './orders.dynamodb.ts';
import { ordersReads } from './reads.ts';
import { ordersWrites } from './writes.ts';

const store = dynamoStore();
const table = env('ORDERS_TABLE');
const ports = {
  store,
  orders: ordersReads(table),
  writes: ordersWrites(table),
  payments: paymentsReads(env('PAYMENTS_TABLE')),
  shipping: shippingReads(env('SHIPPING_TABLE')),
  shipments: shippingWrites(env('SHIPPING_TABLE')),
  quotes: quotesReads(env('QUOTES_TABLE')),
  uploads: uploadsReads(env('UPLOADS_TABLE')),
  identity: { checks: identityChecks(env('IDENTITY_TABLE')), reads: identityReads(env('IDENTITY_TABLE')) },
  lists: orderLists(store, table),
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
  forgottenSeconds: envNumber('FORGOTTEN_SECONDS'),
};

export const handler = api(
  [
    on(AdminListOrders, adminListOrders(ports)),
    on(AdminReadOrder, adminReadOrder(ports)),
    on(ChangeOrderStatus, changeOrderStatus(ports)),
    on(ListWarnings, listWarnings(ports)),
    on(AdminListSagas, adminListSagas(ports)),
    on(RetrySaga, retrySaga(ports)),
  ],
  {
    ...signedIn(store),
    apiUrl: env('API_URL'),
  },
);
