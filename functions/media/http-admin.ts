import { catalogReads } from '../catalog/reads.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { askToUpload } from './ask-to-upload.ts';
import { ReadImageUpload, UploadImage } from './contract.ts';
import { s3Originals } from './originals.s3.ts';
import { sqsOriginalsQueue } from './originals-queue.sqs.ts';
import { readUpload } from './read-upload.ts';
import { uploadsIn } from './uploads.ts';

const store = dynamoStore();
const ports = {
  store,
  uploads: uploadsIn(env('MEDIA_TABLE')),
  catalog: catalogReads(env('CATALOG_TABLE')),
  originals: s3Originals(env('ORIGINALS_BUCKET')),
  queue: sqsOriginalsQueue(env('ORIGINALS_QUEUE_URL')),
  clock: systemClock,
};

export const handler = api(
  [on(UploadImage, askToUpload(ports)), on(ReadImageUpload, readUpload(ports))],
  signedIn(store),
);
