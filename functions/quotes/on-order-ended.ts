import { OrderDelivered, OrderFailed } from '../orders/contract.ts';
import { ordersReads } from '../orders/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { uploadsGuards } from '../uploads/guards.ts';
import { uploadsReads } from '../uploads/reads.ts';
import { letGoOfFiles } from './let-go-of-files.ts';
import { quotesReads } from './reads.ts';
import { reopenQuotes } from './reopen-quotes.ts';
import { quotesWrites } from './writes.ts';

const table = env('QUOTES_TABLE');
const uploads = env('UPLOADS_TABLE');
const ports = {
  store: dynamoStore(),
  quotes: { reads: quotesReads(table), writes: quotesWrites(table) },
  uploads: { reads: uploadsReads(uploads), guards: uploadsGuards(uploads) },
  orders: ordersReads(env('ORDERS_TABLE')),
  clock: systemClock,
};
const reopen = reopenQuotes(ports);
const letGo = letGoOfFiles(ports);

export const handler = consumer([
  when(OrderFailed, ({ event: { data } }) => reopen(data.orderId)),
  when(OrderDelivered, ({ event: { data } }) => letGo(data.orderId)),
]);
