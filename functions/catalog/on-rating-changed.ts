import { inventoryReads } from '../inventory/reads.ts';
import { RatingChanged } from '../reviews/contract.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { keepRating } from './keep-rating.ts';
import { catalogReads } from './reads.ts';
import { catalogWrites } from './writes.ts';

const table = env('CATALOG_TABLE');
const keep = keepRating({
  store: dynamoStore(),
  catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
  inventory: inventoryReads(env('INVENTORY_TABLE')),
});

export const handler = consumer([
  when(RatingChanged, ({ event: { sequence, data } }) =>
    keep({ productId: data.productId, count: data.count, sum: data.sum, version: sequence }),
  ),
]);
