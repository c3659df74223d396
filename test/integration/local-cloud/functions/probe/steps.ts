import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});

class OutOfStockError extends Error {
  override readonly name = 'OutOfStockError';
}

type Input = { do: 'sell' | 'break' | 'greet' } | { do: 'keep-token'; id: string; token: string; thenFail?: boolean };

export async function handler(input: Input) {
  switch (input.do) {
    case 'sell':
      throw new OutOfStockError('none left');
    case 'break':
      throw new TypeError('broken');
    case 'greet':
      return { greeting: 'before' };
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
