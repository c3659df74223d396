import type { Context } from 'aws-lambda';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { scheduled } from '../shared/schedule.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { s3IncomingFiles, s3ModelFiles } from './model-files.s3.ts';
import { uploadsReads } from './reads.ts';
import { sqsStoredQueue } from './stored-queue.sqs.ts';
import { sweepUploads } from './sweep-uploads.ts';
import { uploadsWrites } from './writes.ts';

const table = env('UPLOADS_TABLE');

const sweep = sweepUploads({
  store: dynamoStore(),
  table,
  uploads: { reads: uploadsReads(table), writes: uploadsWrites(table) },
  incoming: s3IncomingFiles(env('INCOMING_BUCKET')),
  models: s3ModelFiles(env('MODELS_BUCKET')),
  queue: sqsStoredQueue(env('STORED_QUEUE_URL')),
  clock: systemClock,
});

/** Goes on with uploads that stand still; started every five minutes. */
export const handler = (_event: unknown, context: Context): Promise<void> => scheduled('sweep-uploads', context, sweep);
