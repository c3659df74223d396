import { Construct } from 'constructs';
import { publicRoutes, staffRoutes } from '../../functions/media/contract.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { ObjectConsumer } from '../constructs/object-consumer.ts';
import type { Platform } from '../platform.ts';

/** Three tries of S3, and packing a picture in three sizes and two formats. */
const WORKER_SECONDS = 90;
/** An original of 50 million pixels unpacked, and a whole processor with it. */
const WORKER_MEMORY_MB = 2048;

/** Pictures as they are served. */
export class MediaContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    new HttpEntry(this, 'Http', {
      foundation: platform,
      context: 'media',
      entry: 'http',
      routes: publicRoutes,
      buckets: { media: ['GetObject'] },
    });
  }
}

/** Uploads of pictures: links for staff, and original stored → S3's event → queue with dead letters → the worker. */
export class MediaBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const media = { foundation: platform, context: 'media' };
    const { queue } = new ObjectConsumer(this, 'OriginalStored', {
      ...media,
      entry: 'on-original-stored',
      bucket: platform.buckets.originals,
      tables: { media: ['BatchGetItem', 'PutItem'] },
      buckets: { originals: ['GetObject', 'DeleteObject'], media: ['PutObject'] },
      timeoutSeconds: WORKER_SECONDS,
      memoryMb: WORKER_MEMORY_MB,
    });
    new HttpEntry(this, 'Admin', {
      ...media,
      entry: 'http-admin',
      routes: staffRoutes,
      tables: { media: ['BatchGetItem', 'PutItem'], catalog: ['BatchGetItem'] },
      // For the links that it signs.
      buckets: { originals: ['PutObject'] },
      sendsTo: { ORIGINALS_QUEUE_URL: queue },
    });
  }
}
