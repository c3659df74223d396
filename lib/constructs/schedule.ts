import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { ContextFunction, type ContextFunctionProps } from './context-function.ts';

export interface SweeperProps extends ContextFunctionProps {
  readonly everyMinutes: number;
}

/** An entry that runs by the clock. A lost run is made good by the next, so it needs no queue; failing ones are alarmed. */
export class Sweeper extends ContextFunction {
  constructor(scope: Construct, id: string, props: SweeperProps) {
    super(scope, id, props);
    // The rule's own retries are those of handing it over; a run that failed is Lambda's to repeat.
    this.configureAsyncInvoke({ retryAttempts: 0 });
    const period = Duration.minutes(props.everyMinutes);
    new Rule(scope, `${id}Rule`, {
      schedule: Schedule.rate(period),
      targets: [new LambdaFunction(this, { retryAttempts: 0 })],
    });
    alarm(scope, `${id}FailingAlarm`, {
      metric: this.metricErrors({ period }),
      says: `The sweeper ${this.context}/${this.entry} fails.`,
      runbook: 'failing-sweepers',
      periods: 3,
    });
  }
}
