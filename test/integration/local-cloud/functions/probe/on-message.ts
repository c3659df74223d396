import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

const dynamodb = new DynamoDBClient({});

/** Counts every delivery of a message; those that ask for it are reported as failed. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const { body, messageId } of event.Records) {
    const { id, fail } = JSON.parse(body) as { id: string; fail: boolean };
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: process.env.ITEMS,
        Key: { pk: { S: `MESSAGE#${id}` } },
        UpdateExpression: 'ADD #deliveries :one',
        ExpressionAttributeNames: { '#deliveries': 'deliveries' },
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
    if (fail) batchItemFailures.push({ itemIdentifier: messageId });
  }
  return { batchItemFailures };
}
