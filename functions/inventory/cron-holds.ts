import type { Context } from 'aws-lambda';
import { ordersReads } from '../orders/reads.ts';
import { ordersWrites } from '../orders/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { scheduled } from '../shared/schedule.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { dueHolds } from './due-holds.dynamodb.ts';
import { expireHolds } from './expire-holds.ts';
import { inventoryReads } from './reads.ts';
import { inventoryWrites } from './writes.ts';

const store = dynamoStore();
const orders = env('ORDERS_TABLE');
const inventory = env('INVENTORY_TABLE');

const sweep = expireHolds({
  store,
  dueHolds: dueHolds(store, inventory),
  orders: { reads: ordersReads(orders), writes: ordersWrites(orders) },
  inventory: { reads: inventoryReads(inventory), writes: inventoryWrites(inventory) },
  clock: systemClock,
});

/** Ends the holds whose time is up; started every minute. */
export const handler = (_event: unknown, context: Context): Promise<void> => scheduled('expire-holds', context, sweep);
