import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { InventoryAdjusted, InventoryReleased, InventoryReserved } from './contract.ts';
import { poolWrites } from './pool-writes.ts';
import { inventoryReads } from './reads.ts';
import { watchStock } from './watch-stock.ts';

const table = env('INVENTORY_TABLE');
const watch = watchStock({
  store: dynamoStore(),
  inventory: inventoryReads(table),
  writes: poolWrites(table),
  clock: systemClock,
});

export const handler = consumer([
  when(InventoryReserved, ({ event }) => watch(event.data.items.map(({ sku }) => sku))),
  when(InventoryReleased, ({ event }) => watch(event.data.items.map(({ sku }) => sku))),
  when(InventoryAdjusted, ({ event }) => watch([event.data.sku])),
]);
