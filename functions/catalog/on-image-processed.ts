import { ImageProcessed } from '../media/contract.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { addImage } from './add-image.ts';
import { catalogReads } from './reads.ts';
import { catalogWrites } from './writes.ts';

const table = env('CATALOG_TABLE');
const add = addImage({
  store: dynamoStore(),
  catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
  clock: systemClock,
});

export const handler = consumer([when(ImageProcessed, ({ event: { data } }) => add(data))]);
