import { inventoryReads } from '../inventory/reads.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { keepTold } from './keep-told.ts';
import { catalogReads } from './reads.ts';
import { TOLD, TOLD_NAMES } from './told.ts';
import { catalogWrites } from './writes.ts';

const table = env('CATALOG_TABLE');
const keep = keepTold({
  store: dynamoStore(),
  catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
  inventory: inventoryReads(env('INVENTORY_TABLE')),
});

export const handler = consumer(
  TOLD_NAMES.map((name) =>
    when(TOLD[name].event, ({ event: { sequence, data } }) => keep(name, { ...data, version: sequence })),
  ),
);
