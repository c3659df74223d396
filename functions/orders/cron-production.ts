import type { Context } from 'aws-lambda';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { scheduled } from '../shared/schedule.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { shopLists } from './orders.dynamodb.ts';
import { ordersReads } from './reads.ts';
import { watchProduction } from './watch-production.ts';
import { ordersWrites } from './writes.ts';

const store = dynamoStore();
const table = env('ORDERS_TABLE');

const watch = watchProduction({
  store,
  orders: { reads: ordersReads(table), writes: ordersWrites(table) },
  lists: shopLists(store, table),
  clock: systemClock,
});

/** Looks for orders that stay in a production status for too long; started every fifteen minutes. */
export const handler = (_event: unknown, context: Context): Promise<void> =>
  scheduled('watch-production', context, watch);
