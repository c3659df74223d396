import { InventoryAdjusted, InventoryReleased, InventoryReserved } from '../inventory/contract.ts';
import { inventoryReads } from '../inventory/reads.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { catalogReads } from './reads.ts';
import { refreshCards } from './refresh-cards.ts';
import { catalogWrites } from './writes.ts';

const table = env('CATALOG_TABLE');
const refresh = refreshCards({
  store: dynamoStore(),
  catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
  inventory: inventoryReads(env('INVENTORY_TABLE')),
});

export const handler = consumer([
  when(InventoryReserved, ({ event }) => refresh(event.data.items.map(({ sku }) => sku))),
  when(InventoryReleased, ({ event }) => refresh(event.data.items.map(({ sku }) => sku))),
  when(InventoryAdjusted, ({ event }) => refresh([event.data.sku])),
]);
