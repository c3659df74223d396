import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../shared/client.aws.ts';
import type { Errands } from './errand.ts';

/** SQS takes ten messages a request. */
const BATCH = 10;

/** A stream holds everything up until its record is taken, so the queue is asked once more than usual. */
const MAX_ATTEMPTS = 4;

/** In: the queue's URL. Out: the port to it; throws when a message was refused. */
export function sqsErrands(queueUrl: string): Errands {
  // The queue lies where the client's endpoint is, under whichever name its URL calls that host.
  const client = awsClient(SQSClient, { maxAttempts: MAX_ATTEMPTS, useQueueUrlAsEndpoint: false });
  return {
    async send(errands) {
      for (let from = 0; from < errands.length; from += BATCH) {
        const answer = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: errands.slice(from, from + BATCH).map(({ errand, delaySeconds }, index) => ({
              Id: String(index),
              MessageBody: JSON.stringify(errand),
              DelaySeconds: delaySeconds,
            })),
          }),
        );
        if (answer.Failed && answer.Failed.length > 0) throw new Error('The queue of errands refused messages');
      }
    },
  };
}
