import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { publicRoutes, staffRoutes } from '../../functions/media/contract.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { queueWithDeadLetters } from '../constructs/dead-letters.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
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
    const worker = new ContextFunction(this, 'OriginalStored', {
      ...media,
      entry: 'on-original-stored',
      tables: { media: ['BatchGetItem', 'PutItem'] },
      buckets: { originals: ['GetObject', 'DeleteObject'], media: ['PutObject'] },
      timeoutSeconds: WORKER_SECONDS,
      memoryMb: WORKER_MEMORY_MB,
    });
    const { queue, deadLetters } = queueWithDeadLetters(this, 'Originals', {
      name: `printverse-${platform.config.stage}-media-originals`,
      consumerTimeoutSeconds: WORKER_SECONDS,
    });
    worker.addEventSource(
      new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 2 }),
    );
    // S3 speaks on the account's own bus, whatever stage a bucket belongs to.
    new Rule(this, 'Stored', {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [platform.buckets.originals.name] } },
      },
      targets: [
        new SqsQueue(queue, {
          deadLetterQueue: deadLetters,
          message: RuleTargetInput.fromObject({ key: EventField.fromPath('$.detail.object.key') }),
        }),
      ],
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
