import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { awsClient } from '../client.aws.ts';
import { currentInvocation } from '../invocation.ts';
import { count } from '../observability.ts';
import { isOutage } from '../outage.ts';
import {
  type Check,
  type Item,
  type Key,
  type KeyedRead,
  type Page,
  type PageRequest,
  type Store,
  StoreContention,
  StoreUnavailable,
  UnexpectedRefusal,
  type Write,
} from './store.ts';

/** Left between the last retry and the end of the invocation, so that the refusal still reaches the caller. */
const RESERVE_MS = 500;
/** Full jitter: a random wait below min(cap, base · 2^attempt). */
const BACKOFF_BASE_MS = 10;
const BACKOFF_CAP_MS = 500;

/** A BatchGetItem takes so many keys, all its tables together. */
const READ_KEYS = 100;

const CONTENTION = new Set([
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ThrottlingError',
  'ThrottlingException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);

export function dynamoStore(
  client = DynamoDBDocumentClient.from(awsClient(DynamoDBClient, { endpointDiscoveryEnabled: false }), {
    marshallOptions: { removeUndefinedValues: true },
  }),
): Store {
  return {
    get: (table, key) =>
      untilDeadline(
        async () => (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item,
      ),
    readTogether: (reads) => readTogether(client, reads) as never,
    query: (request) => untilDeadline(() => query(client, request)),
    write: (write) =>
      untilDeadline(async () => {
        try {
          return await send(client, write);
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) {
            throw refusal(write, error.Item && unmarshall(error.Item));
          }
          throw error;
        }
      }),
    commit: (writes, options) =>
      untilDeadline(async () => {
        try {
          await client.send(new TransactWriteCommand({ TransactItems: writes.map(transactItem) }));
        } catch (error) {
          if (error instanceof TransactionCanceledException) {
            const reasons = error.CancellationReasons ?? [];
            const refused = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
            if (refused >= 0) throw refusal(writes[refused] as Write | Check, itemOf(reasons[refused]));
          }
          throw error;
        }
      }, options?.beforeRetry),
  };
}

const itemOf = (reason: CancellationReason | undefined) => (reason?.Item ? unmarshall(reason.Item) : undefined);

const refusal = (write: Write | Check, found: Item | undefined): Error =>
  write.refused?.(found) ?? new UnexpectedRefusal(`Condition failed on a ${write.kind} in ${write.table}`);

const keyOf = (write: Write): Key =>
  write.kind === 'put' ? { pk: write.item.pk, sk: write.item.sk } : { pk: write.key.pk, sk: write.key.sk };

const conditions = (write: Write | Check) => ({
  TableName: write.table,
  ...(write.condition ? { ConditionExpression: write.condition } : {}),
  ...(write.names ? { ExpressionAttributeNames: write.names } : {}),
  ...(write.values ? { ExpressionAttributeValues: write.values } : {}),
  ...(write.refused ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {}),
});

function transactItem(write: Write | Check): NonNullable<TransactWriteCommandInput['TransactItems']>[number] {
  switch (write.kind) {
    case 'put':
      return { Put: { ...conditions(write), Item: write.item } };
    case 'update':
      return { Update: { ...conditions(write), Key: write.key, UpdateExpression: write.update } };
    case 'delete':
      return { Delete: { ...conditions(write), Key: write.key } };
    case 'check':
      return { ConditionCheck: { ...conditions(write), ConditionExpression: write.condition, Key: write.key } };
  }
}

async function send(client: DynamoDBDocumentClient, write: Write): Promise<Item | undefined> {
  switch (write.kind) {
    case 'put':
      await client.send(new PutCommand({ ...conditions(write), Item: write.item }));
      return undefined;
    case 'update': {
      const input = { ...conditions(write), Key: write.key, UpdateExpression: write.update };
      return (await client.send(new UpdateCommand({ ...input, ReturnValues: 'ALL_NEW' }))).Attributes;
    }
    case 'delete':
      await client.send(new DeleteCommand({ ...conditions(write), Key: keyOf(write) }));
      return undefined;
  }
}

async function readTogether(client: DynamoDBDocumentClient, reads: readonly KeyedRead<unknown>[]): Promise<unknown[]> {
  const wanted = new Map<string, { readonly table: string; readonly key: Key }>();
  for (const { table, keys } of reads) for (const key of keys) wanted.set(placeOf(table, key), { table, key });
  const found = new Map<string, Item>();
  const all = [...wanted.values()];
  const parts = Array.from({ length: Math.ceil(all.length / READ_KEYS) }, (_, part) =>
    all.slice(part * READ_KEYS, (part + 1) * READ_KEYS),
  );
  await Promise.all(parts.map((part) => readPart(client, part, found)));
  return reads.map((read) =>
    read.parse(
      read.keys.flatMap((key) => {
        const item = found.get(placeOf(read.table, key));
        return item ? [item] : [];
      }),
    ),
  );
}

const placeOf = (table: string, { pk, sk }: Key): string => `${table}|${pk}|${sk}`;

/** One BatchGetItem, repeated for the keys that it left unprocessed. */
async function readPart(
  client: DynamoDBDocumentClient,
  part: readonly { readonly table: string; readonly key: Key }[],
  found: Map<string, Item>,
): Promise<void> {
  let pending: NonNullable<BatchGetCommandInput['RequestItems']> = Object.fromEntries(
    [...Map.groupBy(part, ({ table }) => table)].map(([table, wanted]) => [
      table,
      { Keys: wanted.map(({ key }) => key), ConsistentRead: true },
    ]),
  );
  await untilDeadline(async () => {
    const answer = await client.send(new BatchGetCommand({ RequestItems: pending }));
    for (const [table, items] of Object.entries(answer.Responses ?? {})) {
      for (const item of items) found.set(placeOf(table, item as unknown as Key), item);
    }
    pending = answer.UnprocessedKeys ?? {};
    if (Object.keys(pending).length > 0)
      throw Object.assign(new Error('Unprocessed keys'), { name: 'ThrottlingError' });
  });
}

async function query(client: DynamoDBDocumentClient, request: PageRequest): Promise<Page> {
  const partition = request.index ? `${request.index}pk` : 'pk';
  const sort = request.index ? `${request.index}sk` : 'sk';
  const names: Record<string, string> = { '#partition': partition, ...request.names };
  const values: Record<string, unknown> = { ':partition': request.partition, ...request.values };
  let condition = '#partition = :partition';
  const onSort = (text: string, name: string, value: unknown) => {
    names['#sort'] = sort;
    values[name] = value;
    condition += ` AND ${text}`;
  };
  if (request.sortPrefix !== undefined) onSort('begins_with(#sort, :prefix)', ':prefix', request.sortPrefix);
  if (request.sortBefore !== undefined && request.sortAfter !== undefined) {
    values[':after'] = request.sortAfter;
    onSort('#sort BETWEEN :after AND :before', ':before', request.sortBefore);
  } else if (request.sortBefore !== undefined) onSort('#sort <= :before', ':before', request.sortBefore);
  else if (request.sortAfter !== undefined) onSort('#sort > :after', ':after', request.sortAfter);
  const answer = await client.send(
    new QueryCommand({
      TableName: request.table,
      ...(request.index ? { IndexName: request.index } : { ConsistentRead: request.consistent ?? false }),
      KeyConditionExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ScanIndexForward: !request.descending,
      ...(request.filter ? { FilterExpression: request.filter } : {}),
      ...(request.limit ? { Limit: request.limit } : {}),
      ...(request.startKey ? { ExclusiveStartKey: request.startKey } : {}),
    }),
  );
  return { items: answer.Items ?? [], lastKey: answer.LastEvaluatedKey };
}

const isContention = (error: unknown): boolean => {
  if (error instanceof TransactionCanceledException) {
    return (error.CancellationReasons ?? []).some((reason) => CONTENTION.has(reason.Code ?? ''));
  }
  return error instanceof Error && CONTENTION.has(error.name);
};

async function untilDeadline<T>(work: () => Promise<T>, beforeRetry?: () => Promise<void>): Promise<T> {
  const deadline = (currentInvocation()?.deadline ?? Date.now() + 5_000) - RESERVE_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isContention(error)) throw isOutage(error) ? new StoreUnavailable(error) : error;
      const wait = Math.random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt);
      if (Date.now() + wait >= deadline) {
        count('StoreContention');
        throw new StoreContention(error);
      }
      await sleep(wait);
      await beforeRetry?.();
    }
  }
}
