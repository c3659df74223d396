import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { queue } from '../shared/events/consumer.ts';
import { newId } from '../shared/ids.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { s3MediaFiles } from './media-files.s3.ts';
import { s3Originals } from './originals.s3.ts';
import { makePictures } from './pictures.sharp.ts';
import { OriginalMessage, processOriginal } from './process-original.ts';
import { uploadsIn } from './uploads.ts';

const process = processOriginal({
  store: dynamoStore(),
  uploads: uploadsIn(env('MEDIA_TABLE')),
  originals: s3Originals(env('ORIGINALS_BUCKET')),
  files: s3MediaFiles(env('MEDIA_BUCKET')),
  make: makePictures,
  clock: systemClock,
});

export const handler = queue(
  (body) => {
    const message = OriginalMessage.parse(body);
    const { key } = message;
    return { message, cause: { correlationId: newId('cor'), actor: 'system:media', fields: { key } } };
  },
  (message) => process(message),
);
