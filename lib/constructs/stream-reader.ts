import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { ContextFunction } from './context-function.ts';
import type { ContextTable } from './context-table.ts';
import { streamFailures } from './dead-letters.ts';

/**
 * Hands a function the new items of tables. What keeps failing is halved, then given up and kept apart, so that a stream
 * is never blocked and nothing is lost; lagging behind by a minute raises an alarm.
 */
export function readStreams(
  scope: Construct,
  reader: ContextFunction,
  props: {
    readonly name: string;
    readonly tables: readonly ContextTable[];
    /** Filter on the new item, in DynamoDB's own notation. */
    readonly items: object;
    /** The function says which records failed, instead of failing for all of them. */
    readonly reportBatchItemFailures: boolean;
    /** What the alarm says. */
    readonly late: string;
  },
): void {
  const failures = streamFailures(scope, 'StreamFailures', props.name);
  for (const { table } of props.tables) {
    reader.addEventSource(
      new DynamoEventSource(table as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 50,
        bisectBatchOnError: true,
        retryAttempts: 20,
        maxRecordAge: Duration.hours(20),
        onFailure: new SqsDlq(failures),
        reportBatchItemFailures: props.reportBatchItemFailures,
        filters: [
          FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT'), dynamodb: { NewImage: props.items } }),
        ],
      }),
    );
  }
  alarm(scope, 'LagAlarm', {
    metric: reader.metric('IteratorAge', { statistic: 'max', period: Duration.minutes(1) }),
    says: props.late,
    runbook: 'facts-are-late',
    threshold: 60_000,
  });
}
