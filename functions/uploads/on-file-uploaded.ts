import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { FileUploaded } from './contract.ts';
import { measureFile } from './measure-file.ts';
import { measuringChild } from './measuring.child.ts';
import { s3ModelFiles } from './model-files.s3.ts';
import { uploadsReads } from './reads.ts';
import { uploadsWrites } from './writes.ts';

const table = env('UPLOADS_TABLE');

const measure = measureFile({
  store: dynamoStore(),
  uploads: { reads: uploadsReads(table), writes: uploadsWrites(table) },
  models: s3ModelFiles(env('MODELS_BUCKET')),
  measure: measuringChild(),
  clock: systemClock,
});

export const handler = consumer([when(FileUploaded, ({ event: { data } }) => measure(data.uploadId))]);
