/** Access pattern: payment by id (`PAYMENT#<id>`); no index. */

import { inventoryReads } from '../inventory/reads.ts';
import { inventoryWrites } from '../inventory/writes.ts';
import { ordersReads } from '../orders/reads.ts';
import { ordersWrites } from '../orders/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { paymentsReads } from './reads.ts';
import type { SettlementPorts } from './settle.ts';
import { paymentsWrites } from './writes.ts';

/** The three tables that settling a payment touches, by the names that the function was given. */
export function settlementPorts(): SettlementPorts {
  const [orders, inventory, payments] = [env('ORDERS_TABLE'), env('INVENTORY_TABLE'), env('PAYMENTS_TABLE')];
  return {
    store: dynamoStore(),
    orders: { reads: ordersReads(orders), writes: ordersWrites(orders) },
    inventory: { reads: inventoryReads(inventory), writes: inventoryWrites(inventory) },
    payments: { reads: paymentsReads(payments), writes: paymentsWrites(payments) },
    clock: systemClock,
  };
}
