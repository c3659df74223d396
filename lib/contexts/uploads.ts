import { Construct } from 'constructs';
import { customerRoutes, FileUploaded, publicRoutes, staffRoutes } from '../../functions/uploads/contract.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { ObjectConsumer } from '../constructs/object-consumer.ts';
import { Sweeper } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Seconds to read, check and write a file of 100 MB. */
const CHECK_SECONDS = 90;
/** A file of 100 MB, its text decoded, and more than half a processor. */
const CHECK_MEMORY_MB = 1_024;
/** Longer than the process that measures may take (functions/uploads/measuring.child.ts). */
const MEASURE_SECONDS = 120;
/** A whole processor, the file, and the process that measures it. */
const MEASURE_MEMORY_MB = 2_048;
/** Minutes between two looks at uploads that stand still. */
const SWEEP_EVERY_MINUTES = 5;

/** Models of customers: links to upload with, file stored → S3's event → check, file taken → event → measured and drawn. */
export class UploadsContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const uploads = { foundation: platform, context: 'uploads' };
    new HttpEntry(this, 'Http', {
      ...uploads,
      entry: 'http',
      routes: customerRoutes,
      tables: { uploads: ['BatchGetItem', 'PutItem'], 'uploads/gsi1': ['Query'] },
      // To put: for the links that it signs.
      buckets: { incoming: ['PutObject', 'DeleteObject'], models: ['DeleteObject'] },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl },
    });
    new HttpEntry(this, 'Previews', {
      ...uploads,
      entry: 'http-previews',
      routes: publicRoutes,
      buckets: { models: ['GetObject'] },
    });
    const stored = new ObjectConsumer(this, 'FileStored', {
      ...uploads,
      entry: 'on-file-stored',
      bucket: platform.buckets.incoming,
      tables: { uploads: ['BatchGetItem', 'PutItem'] },
      buckets: { incoming: ['GetObject', 'DeleteObject'], models: ['PutObject'] },
      timeoutSeconds: CHECK_SECONDS,
      memoryMb: CHECK_MEMORY_MB,
      concurrency: 5,
    });
    new EventConsumer(this, 'FileUploaded', {
      ...uploads,
      entry: 'on-file-uploaded',
      events: [FileUploaded],
      tables: { uploads: ['BatchGetItem', 'PutItem'] },
      buckets: { models: ['GetObject', 'PutObject', 'DeleteObject'] },
      timeoutSeconds: MEASURE_SECONDS,
      memoryMb: MEASURE_MEMORY_MB,
      batchSize: 1,
      concurrency: 2,
    });
    new Sweeper(this, 'Sweep', {
      ...uploads,
      entry: 'cron-uploads',
      everyMinutes: SWEEP_EVERY_MINUTES,
      timeoutSeconds: 120,
      tables: { uploads: ['BatchGetItem', 'PutItem', 'DeleteItem'], 'uploads/gsi2': ['Query'] },
      buckets: { incoming: ['DeleteObject'], models: ['DeleteObject'] },
      sendsTo: { STORED_QUEUE_URL: stored.queue },
    });
  }
}

/** The files of customers for staff. */
export class UploadsBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    new HttpEntry(this, 'Admin', {
      foundation: platform,
      context: 'uploads',
      entry: 'http-admin',
      routes: staffRoutes,
      tables: { uploads: ['BatchGetItem', 'PutItem'] },
      // For the links that it signs.
      buckets: { models: ['GetObject'] },
    });
  }
}
