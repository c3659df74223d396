import { ordersReads } from '../orders/reads.ts';
import { ordersWrites } from '../orders/writes.ts';
import { quotesReads } from '../quotes/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env, envNumber } from '../shared/env.ts';
import { steps } from '../shared/steps.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { machineDays } from './capacity/machine-days.dynamodb.ts';
import { inventoryReads } from './reads.ts';
import { reserveStock } from './reserve-stock.step.ts';
import { inventoryWrites } from './writes.ts';

const orders = env('ORDERS_TABLE');
const inventory = env('INVENTORY_TABLE');
const store = dynamoStore();

export const handler = steps([
  reserveStock({
    store,
    orders: { reads: ordersReads(orders), writes: ordersWrites(orders) },
    inventory: { reads: inventoryReads(inventory), writes: inventoryWrites(inventory) },
    days: machineDays(store, inventory),
    quotes: quotesReads(env('QUOTES_TABLE')),
    clock: systemClock,
    holdSeconds: envNumber('HOLD_SECONDS'),
  }),
]);
