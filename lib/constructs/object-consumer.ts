import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Holdings } from './access.ts';
import { ContextFunction, type ContextFunctionProps, type Foundation } from './context-function.ts';
import { queueWithDeadLetters } from './dead-letters.ts';
import type { PrivateBucket } from './private-bucket.ts';

export interface ObjectConsumerProps extends ContextFunctionProps {
  readonly foundation: Foundation & Holdings;
  readonly timeoutSeconds: number;
  /** Made with `takesUploads`, so that S3 tells of what is stored in it. */
  readonly bucket: PrivateBucket;
  /** Where in the bucket; everywhere without it. */
  readonly prefix?: string;
  /** The variable with the URL of its own queue, for a function that sends itself on. */
  readonly ownQueue?: string;
  /** Functions at work on the queue at once, at least 2. */
  readonly concurrency?: number;
}

/** Object stored → S3's event → queue with dead letters → function, one object at a time. The message is `{"key": …}`. */
export class ObjectConsumer extends Construct {
  readonly function: ContextFunction;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: ObjectConsumerProps) {
    super(scope, id);
    const { foundation, context, entry, timeoutSeconds, bucket, prefix, ownQueue } = props;
    const { queue, deadLetters } = queueWithDeadLetters(this, 'Queue', {
      name: `printverse-${foundation.config.stage}-${context}-${entry}`,
      consumerTimeoutSeconds: timeoutSeconds,
    });
    this.queue = queue;
    this.function = new ContextFunction(this, 'Function', {
      ...props,
      sendsTo: { ...props.sendsTo, ...(ownQueue === undefined ? {} : { [ownQueue]: queue }) },
    });
    this.function.addEventSource(
      new SqsEventSource(queue, {
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency: props.concurrency ?? 2,
      }),
    );
    // S3 speaks on the account's own bus, whatever stage a bucket belongs to.
    new Rule(this, 'Rule', {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [bucket.name] },
          ...(prefix === undefined ? {} : { object: { key: [{ prefix }] } }),
        },
      },
      targets: [
        new SqsQueue(queue, {
          deadLetterQueue: deadLetters,
          message: RuleTargetInput.fromObject({ key: EventField.fromPath('$.detail.object.key') }),
        }),
      ],
    });
  }
}
