import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';

/** A queue with its dead-letter queue, which is alarmed from the first message on. */
export function queueWithDeadLetters(
  scope: Construct,
  id: string,
  props: {
    readonly name: string;
    /** At least six times the consumer's timeout, so that a message is not handed out twice while it is worked on. */
    readonly consumerTimeoutSeconds: number;
    readonly maxReceives?: number;
  },
): { readonly queue: Queue; readonly deadLetters: Queue } {
  const deadLetters = new Queue(scope, `${id}DeadLetters`, {
    queueName: `${props.name}-dlq`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const queue = new Queue(scope, id, {
    queueName: props.name,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(4),
    visibilityTimeout: Duration.seconds(props.consumerTimeoutSeconds * 6),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: props.maxReceives ?? 5 },
  });
  alarm(scope, `${id}DeadLettersAlarm`, {
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
    says: `Messages lie in ${props.name}-dlq.`,
    runbook: 'dead-letters',
  });
  return { queue, deadLetters };
}

/**
 * Where a stream's event source writes what it gave up on. Apart from every queue's dead letters, because it writes where
 * the records were and not the records: putting that back into a queue would only make noise.
 */
export function streamFailures(scope: Construct, id: string, name: string): Queue {
  const failures = new Queue(scope, id, {
    queueName: `${name}-stream-failures`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  alarm(scope, `${id}Alarm`, {
    metric: failures.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
    says: `Records of a stream were given up, as ${name}-stream-failures tells.`,
    runbook: 'stream-failures',
  });
  return failures;
}
