import { signedIn } from '../identity/signed-in.cognito.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { LinkFile } from './contract.ts';
import { linkFile } from './link-file.ts';
import { s3ModelFiles } from './model-files.s3.ts';
import { uploadsReads } from './reads.ts';
import { uploadsWrites } from './writes.ts';

const store = dynamoStore();
const table = env('UPLOADS_TABLE');
const ports = {
  store,
  uploads: { reads: uploadsReads(table), writes: uploadsWrites(table) },
  models: s3ModelFiles(env('MODELS_BUCKET')),
  clock: systemClock,
};

export const handler = api([on(LinkFile, linkFile(ports))], signedIn(store));
