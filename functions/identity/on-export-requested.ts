import { mailsOf } from '../notifications/reads.ts';
import { customersOrders } from '../orders/lists.ts';
import { paymentsReads } from '../payments/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { shippingReads } from '../shipping/reads.ts';
import { belongings } from './belongings.dynamodb.ts';
import { ExportRequested } from './contract.ts';
import { s3ExportFiles } from './export-files.s3.ts';
import { identityReads } from './reads.ts';
import { writeExport } from './write-export.ts';
import { identityWrites } from './writes.ts';

const store = dynamoStore();
const table = env('IDENTITY_TABLE');

const write = writeExport({
  sources: {
    store,
    identity: { reads: identityReads(table), belongings: belongings(store, table) },
    orders: customersOrders(store, env('ORDERS_TABLE')),
    payments: paymentsReads(env('PAYMENTS_TABLE')),
    shipping: shippingReads(env('SHIPPING_TABLE')),
    mails: mailsOf(store, env('NOTIFICATIONS_TABLE')),
  },
  identity: { writes: identityWrites(table) },
  files: s3ExportFiles(env('EXPORTS_BUCKET')),
  clock: systemClock,
});

export const handler = consumer([when(ExportRequested, ({ event: { data } }) => write(data))]);
