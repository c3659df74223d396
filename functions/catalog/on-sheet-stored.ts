import * as z from 'zod';
import { inventoryReads } from '../inventory/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { queue } from '../shared/events/consumer.ts';
import { newId } from '../shared/ids.ts';
import { invocation } from '../shared/invocation.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { catalogReads } from './reads.ts';
import { sqsImportQueue } from './sheets/import-queue.sqs.ts';
import { runImport } from './sheets/run-import.ts';
import { s3SheetFiles } from './sheets/sheet-files.s3.ts';
import { importOfKey } from './sheets/sheet-files.ts';
import { sheetJobs } from './sheets/sheet-jobs.ts';
import { catalogWrites } from './writes.ts';

/** What S3's event leaves of itself in the queue, and what the worker sends itself. */
const Stored = z.object({ key: z.string() });

/** Milliseconds before its end in which the worker begins nothing more: one batch of products takes less. */
const RESERVE_MS = 30_000;

const table = env('CATALOG_TABLE');
const run = runImport({
  store: dynamoStore(),
  catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
  inventory: inventoryReads(env('INVENTORY_TABLE')),
  jobs: sheetJobs(table),
  files: s3SheetFiles(env('SHEETS_BUCKET')),
  queue: sqsImportQueue(env('IMPORTS_QUEUE_URL')),
  currency: env('CURRENCY'),
  clock: systemClock,
  timeIsShort: () => invocation().deadline - systemClock.now().getTime() < RESERVE_MS,
});

export const handler = queue(
  (body) => {
    const { key } = Stored.parse(body);
    const message = importOfKey(key);
    if (message === undefined) throw new Error('An upload under a name that no import has');
    return { message, cause: { correlationId: newId('cor'), actor: 'system:import', fields: { key } } };
  },
  (importId) => run(importId),
);
