import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { App } from 'aws-cdk-lib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { clientConfig } from '../../../local/cloud.ts';
import { deployAssembly } from '../../../local/deploy.ts';
import { type Emulator, startEmulator } from '../../../local/emulator/emulator.ts';
import { eventually } from '../../support/eventually.ts';
import { makeTestFolder } from '../../support/test-folder.ts';
import { probe } from './probe.ts';
import { ProbeStack } from './stack.ts';

/** Executions at once, of all functions together. */
const QUOTA = 3;

let emulator: Emulator;
let remove: () => Promise<void>;
let outputs: Record<string, string>;
let clients: ReturnType<typeof makeClients>;
let gate: string;
let standing: Promise<unknown>[];

const makeClients = (config: ReturnType<typeof clientConfig>) => ({
  dynamodb: new DynamoDBClient(config),
  lambda: new LambdaClient({ ...config, maxAttempts: 1 }),
  sfn: new SFNClient(config),
  sqs: new SQSClient(config),
});

beforeAll(async () => {
  const made = await makeTestFolder('quota');
  remove = made.remove;
  emulator = await startEmulator({ stateDir: join(made.folder, 'state'), concurrency: QUOTA });
  clients = makeClients(clientConfig(emulator.endpoint));
  const assembly = join(made.folder, 'cdk.out');
  const app = new App({ outdir: assembly, analyticsReporting: false });
  new ProbeStack(app, probe.bundles);
  app.synth();
  outputs = (await deployAssembly({ endpoint: emulator.endpoint, assembly }))['probe'] ?? {};
}, 180_000);

afterAll(async () => {
  await emulator?.stop();
  await remove?.();
});

const read = async (pk: string) =>
  (await clients.dynamodb.send(new GetItemCommand({ TableName: 'probe-items', Key: { pk: { S: pk } } }))).Item;
const openGate = () =>
  clients.dynamodb.send(new PutItemCommand({ TableName: 'probe-items', Item: { pk: { S: `GATE#${gate}` } } }));
const call = async (
  FunctionName: string,
  input: object,
  InvocationType: 'RequestResponse' | 'Event' = 'RequestResponse',
) => clients.lambda.send(new InvokeCommand({ FunctionName, InvocationType, Payload: JSON.stringify(input) }));

/** Takes a place as soon as there is one. */
async function stand(id: string): Promise<unknown> {
  for (;;) {
    try {
      return await call('probe-steps', { do: 'stand-at', id });
    } catch (error) {
      if (!(error instanceof TooManyRequestsException)) throw error;
    }
  }
}

// Every place is taken before each test.
beforeEach(async () => {
  gate = randomUUID();
  standing = Array.from({ length: QUOTA }, () => stand(gate));
  await eventually('every place to be taken', async () =>
    (await read(`STANDING#${gate}`))?.['count']?.N === String(QUOTA) ? true : undefined,
  );
}, 60_000);

afterEach(async () => {
  await openGate();
  await Promise.all(standing);
}, 60_000);

test('a call beyond the quota is refused at once, of whichever function, and one that comes later is not', async () => {
  const refused = await call('probe-cron-greet', {}).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TooManyRequestsException);
  expect(refused).toMatchObject({
    message: 'Rate Exceeded.',
    Reason: 'ConcurrentInvocationLimitExceeded',
    $metadata: { httpStatusCode: 429 },
  });
  await openGate();
  await Promise.all(standing);
  const { Payload } = await call('probe-cron-greet', {});
  expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual({ greeting: 'before' });
});

test('an HTTP API whose function is throttled is unavailable', async () => {
  const answer = await fetch(`${emulator.endpoint}/_aws/execute-api/${outputs['ApiId']}/echo`);
  expect([answer.status, await answer.json()]).toEqual([503, { message: 'Service Unavailable' }]);
});

test('a message waits until its function may run, and is delivered once', async () => {
  const QueueUrl = outputs['QueueUrl'];
  await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '30' } }));
  const id = randomUUID();
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ id, fail: false }) }));
  const AttributeNames = ['ApproximateNumberOfMessagesNotVisible'] as const;
  await eventually('the message to be in flight', async () => {
    const { Attributes } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    return Attributes?.[AttributeNames[0]] === '1' ? true : undefined;
  });
  expect(await read(`MESSAGE#${id}`)).toBeUndefined();
  await openGate();
  expect(await eventually('the message', () => read(`MESSAGE#${id}`))).toMatchObject({ deliveries: { N: '1' } });
});

test('an asynchronous call waits until its function may run', async () => {
  const id = randomUUID();
  const { StatusCode } = await call('probe-steps', { do: 'keep-token', id, token: 'later' }, 'Event');
  expect(StatusCode).toBe(202);
  expect(await read(`TOKEN#${id}`)).toBeUndefined();
  await openGate();
  expect(await eventually('the call', () => read(`TOKEN#${id}`))).toMatchObject({ token: { S: 'later' } });
});

test('a state machine is told Lambda.TooManyRequestsException, by which its Retry calls again', async () => {
  const { executionArn } = await clients.sfn.send(
    new StartExecutionCommand({ stateMachineArn: outputs['Retrying'], input: JSON.stringify({ do: 'greet' }) }),
  );
  const failure = await eventually('the first try', async () => {
    const { events = [] } = await clients.sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    return events.find(({ type }) => type === 'TaskFailed');
  });
  expect(failure.taskFailedEventDetails?.error).toBe('Lambda.TooManyRequestsException');
  await openGate();
  const end = await eventually('the end', async () => {
    const execution = await clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === 'RUNNING' ? undefined : execution.status;
  });
  expect(end).toBe('SUCCEEDED');
});
