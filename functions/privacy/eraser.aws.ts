/** The erasure of a person over the tables, the user pool and the bucket that a function was given. */
import { cognitoLogins } from '../identity/logins.cognito.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { s3Objects } from '../shared/objects.s3.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { personalContexts, tablesFor } from './contexts.ts';
import { erasePerson } from './erase-person.ts';
import { s3ExportFiles } from './export-files.s3.ts';
import { privacyReads } from './reads.ts';
import { privacyWrites } from './writes.ts';

/** Milliseconds until a file is deleted. */
const ANSWER_MS = 3_000;

/** Has every context let go of one person, by the id. */
export function eraser(): (userId: string) => Promise<void> {
  const store = dynamoStore();
  const tables = tablesFor('erase', env);
  const { close: closeLogin } = cognitoLogins({
    userPoolId: env('USER_POOL_ID'),
    clientId: env('USER_POOL_CLIENT_ID'),
  });
  return erasePerson({
    store,
    contexts: personalContexts,
    sources: {
      store,
      tables,
      closeLogin,
      files: s3ExportFiles(env('EXPORTS_BUCKET')),
      models: s3Objects(env('MODELS_BUCKET'), { answerMs: ANSWER_MS }),
    },
    privacy: { reads: privacyReads(tables.privacy), writes: privacyWrites(tables.privacy) },
    clock: systemClock,
  });
}
