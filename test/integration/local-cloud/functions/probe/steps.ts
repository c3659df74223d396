import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});

class OutOfStockError extends Error {
  override readonly name = 'OutOfStockError';
}

type Input =
  | { do: 'sell' | 'break' | 'greet' | 'die' | 'hang' }
  | { do: 'die-once' | 'stand-at'; id: string }
  | { do: 'keep-token'; id: string; token: string; thenFail?: boolean };

export async function handler(input: Input) {
  switch (input.do) {
    case 'sell':
      throw new OutOfStockError('none left');
    case 'break':
      throw new TypeError('broken');
    case 'greet':
      return { greeting: 'before' };
    case 'die':
      return process.kill(process.pid, 'SIGKILL');
    case 'die-once':
      return (await countOne(`LIFE#${input.id}`)) === 1 ? process.kill(process.pid, 'SIGKILL') : { lives: 2 };
    case 'hang':
      return sleep(60_000);
    // Occupies its place until somebody opens the gate.
    case 'stand-at':
      await countOne(`STANDING#${input.id}`);
      while (!(await isThere(`GATE#${input.id}`))) await sleep(25);
      return { passed: true };
    case 'keep-token':
      await dynamodb.send(
        new PutItemCommand({
          TableName: process.env.ITEMS,
          Item: { pk: { S: `TOKEN#${input.id}` }, token: { S: input.token } },
        }),
      );
      if (input.thenFail) throw new OutOfStockError('none left');
      return {};
  }
}

async function countOne(pk: string): Promise<number> {
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName: process.env.ITEMS,
      Key: { pk: { S: pk } },
      UpdateExpression: 'ADD #count :one',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes?.count?.N);
}

async function isThere(pk: string): Promise<boolean> {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: process.env.ITEMS, Key: { pk: { S: pk } } }));
  return Item !== undefined;
}
