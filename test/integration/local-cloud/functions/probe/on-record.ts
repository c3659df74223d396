import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';

const dynamodb = new DynamoDBClient({});

export async function handler(event: DynamoDBStreamEvent): Promise<void> {
  for (const { eventName, dynamodb: record } of event.Records) {
    const pk = record?.NewImage?.pk?.S ?? '';
    if (eventName !== 'INSERT' || !pk.startsWith('FACT#')) continue;
    await dynamodb.send(
      new PutItemCommand({
        TableName: process.env.ITEMS,
        Item: { pk: { S: `SEEN#${pk}` } },
      }),
    );
  }
}
