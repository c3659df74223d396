import type { Context } from 'aws-lambda';
import { systemClock } from '../shared/clock.ts';
import { env, envNumber } from '../shared/env.ts';
import { scheduled } from '../shared/schedule.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { findForgotten } from './find-forgotten.ts';
import { shopLists } from './orders.dynamodb.ts';
import { parkOrder } from './park-order.ts';
import { ordersReads } from './reads.ts';
import { stepFunctionsMachine } from './saga-machine.sfn.ts';
import { ordersWrites } from './writes.ts';

const store = dynamoStore();
const table = env('ORDERS_TABLE');

const find = findForgotten({
  lists: shopLists(store, table),
  machine: stepFunctionsMachine(env('SAGA_ARN')),
  park: parkOrder({ store, orders: { reads: ordersReads(table), writes: ordersWrites(table) }, clock: systemClock }),
  clock: systemClock,
  forgottenSeconds: envNumber('FORGOTTEN_SECONDS'),
});

/** Looks for orders that nobody works on; started every five minutes. */
export const handler = (_event: unknown, context: Context): Promise<void> => scheduled('find-forgotten', context, find);
