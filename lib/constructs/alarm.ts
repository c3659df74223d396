import type { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

export interface RunbookAlarmProps {
  readonly metric: IMetric;
  /** What is wrong, in one sentence. */
  readonly says: string;
  /** The heading of docs/runbook.md that says what to do, as its anchor. */
  readonly runbook: string;
  readonly threshold?: number;
  readonly periods?: number;
}

/** What functions of a context count (`count` in functions/shared/observability.ts), summed up over a period, by its dimensions. */
export const counted = (
  name: string,
  context: string,
  period: Duration,
  dimensions: Readonly<Record<string, string>> = {},
): IMetric =>
  new Metric({
    namespace: 'PrintVerse',
    metricName: name,
    dimensionsMap: { service: context, ...dimensions },
    statistic: 'Sum',
    period,
  });

/** An alarm that says what is wrong and where it is written what to do. */
export const alarm = (scope: Construct, id: string, props: RunbookAlarmProps): Alarm =>
  new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.threshold ?? 1,
    evaluationPeriods: props.periods ?? 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${props.says} What to do: docs/runbook.md#${props.runbook}`,
  });
