import { randomUUID } from 'node:crypto';
import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  type TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { config, readItem } from './probe.ts';

const dynamodb = new DynamoDBClient(config);
const TableName = 'probe-items';

test('a transaction that one condition refuses changes nothing and says which one', async () => {
  const id = randomUUID();
  const guarded = {
    TableName,
    ConditionExpression: 'attribute_not_exists(#pk)',
    ExpressionAttributeNames: { '#pk': 'pk' },
  };
  await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: `TAKEN#${id}` } } }));
  const refusal = await dynamodb
    .send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { ...guarded, Item: { pk: { S: `FREE#${id}` } } } },
          { Put: { ...guarded, Item: { pk: { S: `TAKEN#${id}` } } } },
        ],
      }),
    )
    .then(
      () => undefined,
      (error: TransactionCanceledException) => error,
    );
  expect(refusal?.name).toBe('TransactionCanceledException');
  expect(refusal?.CancellationReasons?.map(({ Code }) => Code)).toEqual(['None', 'ConditionalCheckFailed']);
  expect(await readItem(`FREE#${id}`)).toBeUndefined();
});

test('concurrent conditional decrements never go below zero', async () => {
  const pk = { S: `POOL#${randomUUID()}` };
  await dynamodb.send(new PutItemCommand({ TableName, Item: { pk, left: { N: '7' } } }));
  const takes = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      dynamodb.send(
        new UpdateItemCommand({
          TableName,
          Key: { pk },
          UpdateExpression: 'ADD #left :minusOne',
          ConditionExpression: '#left >= :one',
          ExpressionAttributeNames: { '#left': 'left' },
          ExpressionAttributeValues: { ':minusOne': { N: '-1' }, ':one': { N: '1' } },
        }),
      ),
    ),
  );
  expect(takes.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
  expect((await readItem(pk.S))?.left).toEqual({ N: '0' });
});

test('an inserted item reaches the stream consumer', async () => {
  const pk = `FACT#${randomUUID()}`;
  await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk } } }));
  expect(await eventually('the consumer', () => readItem(`SEEN#${pk}`))).toBeDefined();
});

test('time to live and point-in-time recovery of the template are in force', async () => {
  const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' });
  const { ContinuousBackupsDescription } = await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }));
  const { PointInTimeRecoveryDescription } = ContinuousBackupsDescription ?? {};
  expect(PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe('ENABLED');
});
