import { identityReads } from '../identity/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { personalContexts, tablesFor } from './contexts.ts';
import { ExportRequested } from './contract.ts';
import { s3ExportFiles } from './export-files.s3.ts';
import { privacyReads } from './reads.ts';
import { writeExport } from './write-export.ts';
import { privacyWrites } from './writes.ts';

const store = dynamoStore();
const tables = tablesFor('exportSections', env);

const write = writeExport({
  store,
  contexts: personalContexts,
  sources: { store, tables },
  identity: { reads: identityReads(tables.identity) },
  privacy: { reads: privacyReads(tables.privacy), writes: privacyWrites(tables.privacy) },
  files: s3ExportFiles(env('EXPORTS_BUCKET')),
  clock: systemClock,
});

export const handler = consumer([when(ExportRequested, ({ event: { data } }) => write(data))]);
