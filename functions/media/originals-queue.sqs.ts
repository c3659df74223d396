import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../shared/client.aws.ts';
import type { OriginalsQueue } from './process-original.ts';

/** In: the queue's URL. Out: the port to it. */
export function sqsOriginalsQueue(queueUrl: string): OriginalsQueue {
  // The queue lies where the client's endpoint is, under whichever name its URL calls that host.
  const client = awsClient(SQSClient, { useQueueUrlAsEndpoint: false });
  return {
    async send(message) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
    },
  };
}
