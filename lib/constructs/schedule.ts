import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { ContextFunction } from './context-function.ts';

/** Runs a sweeper by the clock. A lost run is made good by the next, so it needs no queue; failing ones are alarmed. */
export function everyMinutes(scope: Construct, id: string, minutes: number, sweeper: ContextFunction): void {
  new Rule(scope, `${id}Rule`, {
    schedule: Schedule.rate(Duration.minutes(minutes)),
    targets: [new LambdaFunction(sweeper, { retryAttempts: 0 })],
  });
  alarm(scope, `${id}FailingAlarm`, {
    metric: sweeper.metricErrors({ period: Duration.minutes(minutes) }),
    says: `The sweeper ${sweeper.context}/${sweeper.entry} fails.`,
    runbook: 'failing-sweepers',
    periods: 3,
  });
}
