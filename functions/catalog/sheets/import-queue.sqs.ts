import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../shared/client.aws.ts';
import type { ImportQueue } from './run-import.ts';
import { uploadKey } from './sheet-files.ts';

/** In: the queue's URL. Out: the port to it, which speaks as S3 does there. */
export function sqsImportQueue(queueUrl: string): ImportQueue {
  // The queue lies where the client's endpoint is, under whichever name its URL calls that host.
  const client = awsClient(SQSClient, { useQueueUrlAsEndpoint: false });
  return {
    async send(importId) {
      const MessageBody = JSON.stringify({ key: uploadKey(importId) });
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  };
}
