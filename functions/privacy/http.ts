import { identityChecks } from '../identity/guards.ts';
import { identityReads } from '../identity/reads.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { identityWrites } from '../identity/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { keptReplies } from '../shared/http/replies.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { EraseMe, ReadExport, RequestExport } from './contract.ts';
import { eraseMe } from './erase-me.ts';
import { readExport, requestExport } from './export-data.ts';
import { s3ExportFiles } from './export-files.s3.ts';
import { privacyReads } from './reads.ts';
import { privacyWrites } from './writes.ts';

const [table, users] = [env('PRIVACY_TABLE'), env('IDENTITY_TABLE')];
const store = dynamoStore();
const ports = {
  store,
  identity: { reads: identityReads(users), writes: identityWrites(users), checks: identityChecks(users) },
  privacy: { reads: privacyReads(table), writes: privacyWrites(table) },
  files: s3ExportFiles(env('EXPORTS_BUCKET')),
  clock: systemClock,
};

export const handler = api(
  [on(EraseMe, eraseMe(ports)), on(RequestExport, requestExport(ports)), on(ReadExport, readExport(ports))],
  { ...signedIn(store), replies: keptReplies({ store, table, clock: systemClock }) },
);
