import { OrderFailed } from '../orders/contract.ts';
import { ordersReads } from '../orders/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { quotesReads } from './reads.ts';
import { reopenQuotes } from './reopen-quotes.ts';
import { quotesWrites } from './writes.ts';

const table = env('QUOTES_TABLE');
const reopen = reopenQuotes({
  store: dynamoStore(),
  quotes: { reads: quotesReads(table), writes: quotesWrites(table) },
  orders: ordersReads(env('ORDERS_TABLE')),
  clock: systemClock,
});

export const handler = consumer([when(OrderFailed, ({ event: { data } }) => reopen(data.orderId))]);
