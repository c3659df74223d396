import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Errands } from './errand.ts';

/** SQS takes ten messages a request. */
const BATCH = 10;

/** In: a client and the queue. Out: the port to it; throws when a message was refused. */
export const sqsErrands = (client: SQSClient, queueUrl: string): Errands => ({
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
});
