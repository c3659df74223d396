import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { ContextFunction, Foundation } from './context-function.ts';
import { queueWithDeadLetters } from './dead-letters.ts';
import { sagaName } from './saga-name.ts';

/** The function placeholders that a saga's file may use. */
export const STEP_PLACEHOLDERS = ['inventorySteps', 'paymentSteps', 'shippingSteps', 'orderSteps'] as const;
export type StepFunctionsOfSaga = Readonly<Record<(typeof STEP_PLACEHOLDERS)[number], ContextFunction>>;

/** The number placeholders: `"${taskSeconds}"` in the file, a literal number in the definition, as Step Functions demands. */
export const TIMING_PLACEHOLDERS = ['taskSeconds', 'paymentSeconds', 'machineSeconds', 'retrySeconds'] as const;

export interface SagaProps {
  readonly foundation: Foundation;
  /** Name of the file in statemachines/, without `.asl.json`. */
  readonly file: string;
  readonly steps: StepFunctionsOfSaga;
}

/** The definition with the stage's timings written in as literal numbers. */
export function sagaDefinition(file: string, timings: Foundation['config']['saga']): string {
  const text = readFileSync(join(import.meta.dirname, '../../statemachines', `${file}.asl.json`), 'utf8');
  return TIMING_PLACEHOLDERS.reduce((filled, name) => filled.replaceAll(`"\${${name}}"`, String(timings[name])), text);
}

/** A state machine from its file, with its log and its alarms. */
export class Saga extends Construct {
  readonly machine: StateMachine;
  readonly name: string;

  constructor(scope: Construct, id: string, { foundation, file, steps }: SagaProps) {
    super(scope, id);
    const { config } = foundation;
    this.name = sagaName(config, file);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: this.name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(sagaDefinition(file, config.saga)),
      definitionSubstitutions: Object.fromEntries(STEP_PLACEHOLDERS.map((name) => [name, steps[name].functionArn])),
      logs: {
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/states/${this.name}`,
          retention: config.logRetentionDays,
          removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // A task's input holds its token, and whoever has the token can end the task.
        includeExecutionData: false,
      },
      tracingEnabled: true,
    });
    for (const step of new Set(Object.values(steps))) step.grantInvoke(this.machine);
    const period = Duration.minutes(1);
    alarm(this, 'FailedAlarm', {
      metric: this.machine.metricFailed({ period }),
      says: `Executions of ${this.name} failed; their orders are parked.`,
      runbook: 'parked-orders',
    });
    alarm(this, 'TimedOutAlarm', {
      metric: this.machine.metricTimedOut({ period }),
      says: `Executions of ${this.name} timed out; their orders are parked.`,
      runbook: 'parked-orders',
    });
    alarm(this, 'AbortedAlarm', {
      metric: this.machine.metricAborted({ period }),
      says: `Executions of ${this.name} were aborted; their orders are parked.`,
      runbook: 'parked-orders',
    });
  }

  /** Hands every execution that died to a queue's consumer. */
  onDeath(scope: Construct, consumer: ContextFunction): void {
    const { queue, deadLetters } = queueWithDeadLetters(scope, 'Deaths', {
      name: `${this.name}-deaths`,
      consumerTimeoutSeconds: consumer.timeout?.toSeconds() ?? 15,
    });
    new Rule(scope, 'DeathRule', {
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [this.machine.stateMachineArn] },
      },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
    consumer.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true, maxConcurrency: 5 }));
  }
}
