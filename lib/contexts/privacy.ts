import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { accessFor } from '../../functions/privacy/contexts.ts';
import { ExportRequested, UserErased } from '../../functions/privacy/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { Sweeper } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Minutes between two looks at erasures that are not finished. */
const LOOK_AGAIN_EVERY_MINUTES = 15;

/** A person's data everywhere in the shop: put into a file, or erased. No order of somebody who stays comes here. */
export class PrivacyContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const privacy = { foundation: platform, context: 'privacy' };
    new HttpEntry(this, 'Http', {
      ...privacy,
      entry: 'http',
      tables: {
        privacy: ['BatchGetItem', 'PutItem'],
        identity: ['BatchGetItem', 'DeleteItem', 'ConditionCheckItem'],
      },
      // For the links that it signs.
      buckets: { exports: ['GetObject'] },
    });
    new EventConsumer(this, 'ExportRequested', {
      ...privacy,
      entry: 'on-export-requested',
      events: [ExportRequested],
      // One at a time, and somebody's whole story may be long.
      batchSize: 1,
      concurrency: 2,
      timeoutSeconds: 60,
      tables: accessFor('exportSections', { privacy: ['BatchGetItem', 'UpdateItem'], identity: ['BatchGetItem'] }),
      buckets: { exports: ['PutObject', 'DeleteObject'] },
    });
    const erasure = {
      tables: accessFor('erase', { privacy: ['BatchGetItem', 'UpdateItem'] }),
      buckets: { exports: ['DeleteObject'], models: ['DeleteObject'] },
      userPool: ['AdminDeleteUser'],
    } as const;
    new EventConsumer(this, 'UserErased', {
      ...privacy,
      ...erasure,
      entry: 'on-user-erased',
      events: [UserErased],
      timeoutSeconds: 60,
    });
    new Sweeper(this, 'Erasures', {
      ...privacy,
      ...erasure,
      entry: 'cron-erasures',
      tables: { ...erasure.tables, 'privacy/gsi1': ['Query'] },
      everyMinutes: LOOK_AGAIN_EVERY_MINUTES,
      timeoutSeconds: 120,
    });
    alarm(this, 'OverdueAlarm', {
      metric: counted('ErasuresOverdue', 'privacy', Duration.minutes(LOOK_AGAIN_EVERY_MINUTES)),
      says: 'Somebody left a week ago, and something of them is still open.',
      runbook: 'overdue-erasures',
    });
  }
}
