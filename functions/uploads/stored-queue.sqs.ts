import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../shared/client.aws.ts';
import type { StoredQueue } from './check-file.ts';

/** In: the queue's URL. Out: the port to it, which speaks as S3 does there. */
export function sqsStoredQueue(queueUrl: string): StoredQueue {
  // The queue lies where the client's endpoint is, under whichever name its URL calls that host.
  const client = awsClient(SQSClient, { useQueueUrlAsEndpoint: false });
  return {
    async send(message) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
    },
  };
}
