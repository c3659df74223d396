import { randomBytes } from 'node:crypto';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { keptReplies } from '../shared/http/replies.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { askToUpload } from './ask-to-upload.ts';
import { AskToUpload, DeleteUpload, ListUploads, ReadUpload } from './contract.ts';
import { s3IncomingFiles, s3ModelFiles } from './model-files.s3.ts';
import { deleteUpload, listUploads, readUpload } from './own-uploads.ts';
import { uploadsReads } from './reads.ts';
import { uploadsWrites } from './writes.ts';

const store = dynamoStore();
const table = env('UPLOADS_TABLE');
const guarded = signedIn(store);
const ports = {
  store,
  table,
  uploads: { reads: uploadsReads(table), writes: uploadsWrites(table) },
  incoming: s3IncomingFiles(env('INCOMING_BUCKET')),
  models: s3ModelFiles(env('MODELS_BUCKET')),
  users: guarded.users,
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  newName: () => randomBytes(16).toString('base64url'),
  clock: systemClock,
};

export const handler = api(
  [
    on(AskToUpload, askToUpload(ports)),
    on(ReadUpload, readUpload(ports)),
    on(ListUploads, listUploads(ports)),
    on(DeleteUpload, deleteUpload(ports)),
  ],
  { ...guarded, replies: keptReplies({ store, table, clock: systemClock }), apiUrl: env('API_URL') },
);
