import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { queue } from '../shared/events/consumer.ts';
import { newId } from '../shared/ids.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { checkFile, StoredMessage } from './check-file.ts';
import { s3IncomingFiles, s3ModelFiles } from './model-files.s3.ts';
import { uploadsReads } from './reads.ts';
import { uploadsWrites } from './writes.ts';

const table = env('UPLOADS_TABLE');

const check = checkFile({
  store: dynamoStore(),
  uploads: { reads: uploadsReads(table), writes: uploadsWrites(table) },
  incoming: s3IncomingFiles(env('INCOMING_BUCKET')),
  models: s3ModelFiles(env('MODELS_BUCKET')),
  clock: systemClock,
});

export const handler = queue(
  (body) => {
    const message = StoredMessage.parse(body);
    const { key } = message;
    return { message, cause: { correlationId: newId('cor'), actor: 'system:uploads', fields: { key } } };
  },
  (message) => check(message),
);
