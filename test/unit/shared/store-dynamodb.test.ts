import {
  ConditionalCheckFailedException,
  InternalServerError,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type BatchGetCommandInput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test, vi } from 'vitest';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import {
  type Item,
  type KeyedRead,
  StoreContention,
  StoreUnavailable,
  type Write,
} from '../../../functions/shared/store/store.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true'));

type Command = { readonly input: unknown };

/** A client that answers each request as `answer` says, and the requests that it saw. */
function scripted(answer: (command: Command, request: number) => unknown) {
  const sent: Command[] = [];
  const send = async (command: Command) => {
    sent.push(command);
    return (await answer(command, sent.length - 1)) ?? {};
  };
  return { sent, store: dynamoStore({ send } as unknown as DynamoDBDocumentClient) };
}

/** Works with so many milliseconds left; the adapter keeps half a second for the answer. */
const within = <T>(milliseconds: number, work: () => Promise<T>) =>
  withInvocation(
    {
      correlationId: 'cor_1',
      requestId: 'req_1',
      traceparent: undefined,
      causationId: undefined,
      actor: 'system:test',
      deadline: Date.now() + milliseconds,
    },
    work,
  );

const reading = (table: string, count: number): KeyedRead<readonly Item[]> => ({
  table,
  keys: Array.from({ length: count }, (_, n) => ({ pk: `P#${n}`, sk: 'META' })),
  parse: (items) => items,
});

/** BatchGetItem over tables in which everything exists, but for its limit of a hundred keys. */
function batchGet(command: Command, leave = 0): unknown {
  expect(command).toBeInstanceOf(BatchGetCommand);
  const wanted = Object.entries((command.input as BatchGetCommandInput).RequestItems ?? {});
  const keys = wanted.flatMap(([table, { Keys = [] }]) => Keys.map((key) => ({ table, key })));
  if (keys.length > 100) throw Object.assign(new Error('Too many items requested'), { name: 'ValidationException' });
  const byTable = (some: typeof keys) => [...Map.groupBy(some, ({ table }) => table)];
  return {
    Responses: Object.fromEntries(
      byTable(keys.slice(leave)).map(([table, found]) => [table, found.map(({ key }) => ({ ...key }))]),
    ),
    UnprocessedKeys: Object.fromEntries(
      byTable(keys.slice(0, leave)).map(([table, left]) => [table, { Keys: left.map(({ key }) => key) }]),
    ),
  };
}

describe('reading together', () => {
  test('a hundred keys over several tables are one request; more are one request per hundred', async () => {
    for (const [first, second, requests] of [
      [60, 40, 1],
      [150, 100, 3],
    ] as const) {
      const { store, sent } = scripted((command) => batchGet(command));
      const [some, others] = await store.readTogether([reading('a', first), reading('b', second)]);
      expect([some, others]).toEqual([reading('a', first).keys, reading('b', second).keys]);
      expect(sent).toHaveLength(requests);
    }
  });

  test('nothing to read is no request', async () => {
    const { store, sent } = scripted((command) => batchGet(command));
    expect(await store.readTogether([reading('a', 0)])).toEqual([[]]);
    expect(sent).toEqual([]);
  });

  test('keys that a request left unprocessed are asked for again, and those alone', async () => {
    const { store, sent } = scripted((command, request) => batchGet(command, request === 0 ? 7 : 0));
    const [items] = await store.readTogether([reading('a', 30)]);
    expect(items).toHaveLength(30);
    const again = sent.slice(1).map(({ input }) => (input as BatchGetCommandInput).RequestItems?.['a']?.Keys?.length);
    expect(again).toEqual([7]);
  });
});

class SoldOut extends Error {
  readonly found: Item | undefined;
  constructor(found: Item | undefined) {
    super();
    this.found = found;
  }
}

const writes: readonly Write[] = [
  { kind: 'put', table: 'a', item: { pk: 'A', sk: 'META' } },
  {
    kind: 'update',
    table: 'b',
    key: { pk: 'B', sk: 'META' },
    update: 'ADD #available :minus',
    condition: '#available >= :one',
    refused: (found) => new SoldOut(found),
  },
];

const canceled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'canceled',
    $metadata: {},
    CancellationReasons: codes.map((Code) =>
      Code === 'ConditionalCheckFailed' ? { Code, Item: { available: { N: '0' } } } : { Code },
    ),
  });

describe('a transaction', () => {
  test('whose condition failed is refused in the words of its write, with the item as it stands', async () => {
    const { store, sent } = scripted(() => {
      throw canceled('None', 'ConditionalCheckFailed');
    });
    await expect(store.commit(writes)).rejects.toEqual(new SoldOut({ available: 0 }));
    expect(sent).toHaveLength(1);
  });

  test('that met another is tried again, after a look at what the other did', async () => {
    const looks: number[] = [];
    const { store, sent } = scripted((_, request) => {
      if (request < 2) throw canceled('TransactionConflict', 'None');
    });
    await store.commit(writes, { beforeRetry: async () => void looks.push(sent.length) });
    expect(looks).toEqual([1, 2]);
    expect(sent).toHaveLength(3);
  });

  test('that met others until the deadline is contention, not refusal', async () => {
    const { store, sent } = scripted(() => {
      throw canceled('TransactionConflict', 'None');
    });
    await expect(within(650, () => store.commit(writes))).rejects.toBeInstanceOf(StoreContention);
    expect(sent.length).toBeGreaterThan(1);
  });

  test('that both met another and failed a condition is refused: the condition has been answered', async () => {
    const { store, sent } = scripted(() => {
      throw canceled('TransactionConflict', 'ConditionalCheckFailed');
    });
    await expect(store.commit(writes)).rejects.toBeInstanceOf(SoldOut);
    expect(sent).toHaveLength(1);
  });
});

const throttle = () => Object.assign(new Error('slow down'), { name: 'ThrottlingException', $fault: 'client' });
const [put, update] = writes as [Write, Write];

/** Every method of the port, as one call each. */
const calls = [
  ['get', (store) => store.get('a', { pk: 'A', sk: 'META' })],
  ['readTogether', (store) => store.readTogether([reading('a', 1)])],
  ['query', (store) => store.query({ table: 'a', partition: 'A' })],
  ['write', (store) => store.write(put)],
  ['commit', (store) => store.commit(writes)],
] as const satisfies readonly (readonly [string, (store: ReturnType<typeof dynamoStore>) => Promise<unknown>])[];

describe.each(calls)('%s', (_, call) => {
  test('goes on after a throttle', async () => {
    const { store, sent } = scripted((_command, request) => {
      if (request === 0) throw throttle();
    });
    await call(store);
    expect(sent).toHaveLength(2);
  });

  test('throttled until the deadline is contention', async () => {
    const { store } = scripted(() => {
      throw throttle();
    });
    await expect(within<unknown>(520, () => call(store))).rejects.toBeInstanceOf(StoreContention);
  });

  test.each([
    ['an error of the service', new InternalServerError({ message: 'Internal server error', $metadata: {} })],
    ['what the SDK calls retryable', Object.assign(new Error('again'), { $retryable: {} })],
    ['a broken connection', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
    ['a timeout', Object.assign(new Error('too slow'), { name: 'TimeoutError' })],
  ])('answered by %s says that the store is unavailable, by a name that the saga retries', async (_kind, error) => {
    const { store } = scripted(() => {
      throw error;
    });
    const thrown: unknown = await call(store).catch((one: unknown) => one);
    expect(thrown).toBeInstanceOf(StoreUnavailable);
    expect(thrown).toMatchObject({ name: 'StoreUnavailable', kind: 'unavailable', retryAfter: 5, cause: error });
  });

  test('passes on what is our own mistake as it is', async () => {
    const mistake = Object.assign(new Error('bad expression'), { name: 'ValidationException', $fault: 'client' });
    const { store } = scripted(() => {
      throw mistake;
    });
    await expect(call(store)).rejects.toBe(mistake);
  });
});

test('a single write whose condition failed is refused with the item as it stands', async () => {
  const { store } = scripted(() => {
    throw new ConditionalCheckFailedException({ message: '', $metadata: {}, Item: { available: { N: '0' } } });
  });
  await expect(store.write(update)).rejects.toEqual(new SoldOut({ available: 0 }));
});
