import { Duration } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { alarm, counted } from './alarm.ts';
import { ContextFunction, type Foundation } from './context-function.ts';
import type { ContextTable } from './context-table.ts';
import { queueWithDeadLetters } from './dead-letters.ts';
import { readStreams } from './stream-reader.ts';

/** Facts → bus: one function reads the streams of all tables, filtered to the facts that are to be published. */
export class Relay extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly foundation: Foundation; readonly bus: IEventBus; readonly tables: readonly ContextTable[] },
  ) {
    super(scope, id);
    const { foundation, bus, tables } = props;
    const timeoutSeconds = 15;
    const { queue } = queueWithDeadLetters(this, 'Refused', {
      name: `printverse-${foundation.config.stage}-relay-refused`,
      consumerTimeoutSeconds: timeoutSeconds,
      maxReceives: 10,
    });
    const relay = new ContextFunction(this, 'Function', {
      foundation: { ...foundation, bus },
      context: 'events',
      entry: 'relay',
      timeoutSeconds,
      bus: ['PutEvents'],
      sendsTo: { RETRY_QUEUE_URL: queue },
    });
    readStreams(this, relay, {
      name: `printverse-${foundation.config.stage}-relay`,
      tables,
      items: { publish: { BOOL: [true] } },
      reportBatchItemFailures: true,
      late: 'Facts wait more than a minute for being published.',
    });
    relay.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true, maxConcurrency: 2 }));
    alarm(this, 'RefusedAlarm', {
      metric: counted('AnnouncementsRefused', 'events', Duration.minutes(1)),
      says: 'The bus refused facts; they wait in the retry queue.',
      runbook: 'facts-are-late',
    });
  }
}
