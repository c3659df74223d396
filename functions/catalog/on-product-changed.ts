import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { catalogCards } from './cards.dynamodb.ts';
import { ProductChanged } from './contract.ts';
import { catalogReads } from './reads.ts';
import { relateProduct } from './relate-product.ts';
import { catalogWrites } from './writes.ts';

const table = env('CATALOG_TABLE');
const store = dynamoStore();
const relate = relateProduct({
  store,
  catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
  cards: catalogCards(store, table),
});

export const handler = consumer([
  when(ProductChanged, async ({ event }) => {
    await relate(event.data.productId);
  }),
]);
