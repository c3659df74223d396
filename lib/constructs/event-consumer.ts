import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventDefinition } from '../../functions/shared/events/event.ts';
import type { Holdings } from './access.ts';
import { ContextFunction, type ContextFunctionProps, type Foundation } from './context-function.ts';
import { queueWithDeadLetters } from './dead-letters.ts';

export interface EventConsumerProps extends ContextFunctionProps {
  readonly foundation: Foundation & Holdings & { readonly bus: IEventBus };
  readonly events: readonly EventDefinition[];
  readonly batchSize?: number;
  /** Functions at work on this queue at once, at least 2. */
  readonly concurrency?: number;
  readonly maxReceives?: number;
}

/** Events by type → queue with dead letters → function with partial batch response. Never straight from the bus. */
export class EventConsumer extends Construct {
  readonly function: ContextFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: EventConsumerProps) {
    super(scope, id);
    const { config } = props.foundation;
    const timeoutSeconds = props.timeoutSeconds ?? 15;
    this.function = new ContextFunction(this, 'Function', { ...props, timeoutSeconds });
    const { queue, deadLetters } = queueWithDeadLetters(this, 'Queue', {
      name: `printverse-${config.stage}-${props.context}-${props.entry}`,
      consumerTimeoutSeconds: timeoutSeconds,
      ...(props.maxReceives ? { maxReceives: props.maxReceives } : {}),
    });
    this.queue = queue;
    this.deadLetters = deadLetters;
    new Rule(this, 'Rule', {
      eventBus: props.foundation.bus,
      eventPattern: {
        source: [...new Set(props.events.map((event) => `printverse.${event.context}`))],
        detailType: props.events.map((event) => event.type),
      },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
    this.function.addEventSource(
      new SqsEventSource(queue, {
        batchSize: props.batchSize ?? 10,
        reportBatchItemFailures: true,
        maxConcurrency: props.concurrency ?? 5,
      }),
    );
  }
}
