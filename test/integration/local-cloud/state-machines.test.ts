import { randomUUID } from 'node:crypto';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { config, output, readItem } from './probe.ts';

const sfn = new SFNClient(config);

async function start(machine: string, input: object): Promise<string> {
  const started = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: output(machine), name: randomUUID(), input: JSON.stringify(input) }),
  );
  return started.executionArn ?? '';
}

const finish = (executionArn: string): Promise<DescribeExecutionCommandOutput> =>
  eventually('the end of the execution', async () => {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === 'RUNNING' ? undefined : execution;
  });

const run = async (machine: string, input: object) => finish(await start(machine, input));

test('Catch finds the error that a function throws by its name', async () => {
  const { status, output: result = '' } = await run('Catching', { do: 'sell' });
  expect(status).toBe('SUCCEEDED');
  expect(JSON.parse(result)).toEqual({ caught: 'by name' });
});

test('an error that is not named reaches States.ALL and still has its name', async () => {
  const { output: result = '' } = await run('Catching', { do: 'break' });
  expect(JSON.parse(result)).toEqual({ caught: 'TypeError' });
});

test('a function whose process dies fails as Runtime.ExitError', async () => {
  const { output: result = '' } = await run('Catching', { do: 'die' });
  expect(JSON.parse(result)).toEqual({ caught: 'Runtime.ExitError' });
});

test('a function that takes too long fails as Sandbox.Timedout', async () => {
  const { output: result = '' } = await run('Catching', { do: 'hang' });
  expect(JSON.parse(result)).toEqual({ caught: 'Sandbox.Timedout' });
});

test('Retry by the name of a death calls the function again, in a process of its own', async () => {
  const { status, output: result = '' } = await run('Retrying', { do: 'die-once', id: randomUUID() });
  expect({ status, result: JSON.parse(result) }).toEqual({ status: 'SUCCEEDED', result: { lives: 2 } });
});

test('a step that fails by a named error leaves its function usable', async () => {
  await run('Catching', { do: 'sell' });
  const { output: result = '' } = await run('Catching', { do: 'greet' });
  expect(JSON.parse(result)).toMatchObject({ greeting: expect.any(String) });
});

test('an undefined JSONata path fails the execution', async () => {
  const { status, error } = await run('Strict', { some: 'input' });
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.QueryEvaluationError' });
});

async function waitWithToken() {
  const id = randomUUID();
  const executionArn = await start('Waiting', { id });
  const item = await eventually('the stored token', () => readItem(`TOKEN#${id}`));
  return { executionArn, taskToken: item.token?.S ?? '' };
}

test('a waiting task goes on with SendTaskSuccess', async () => {
  const { executionArn, taskToken } = await waitWithToken();
  await sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"paid":true}' }));
  const { status, output: result = '' } = await finish(executionArn);
  expect({ status, result: JSON.parse(result) }).toEqual({ status: 'SUCCEEDED', result: { paid: true } });
});

test('a waiting task fails at once, by the name of the error, when its function fails', async () => {
  expect(await run('Waiting', { id: randomUUID(), thenFail: true })).toMatchObject({
    status: 'FAILED',
    error: 'OutOfStockError',
  });
});

test('a waiting task fails by the name that SendTaskFailure gives', async () => {
  const { executionArn, taskToken } = await waitWithToken();
  await sfn.send(new SendTaskFailureCommand({ taskToken, error: 'CardDeclinedError', cause: 'no' }));
  expect(await finish(executionArn)).toMatchObject({ status: 'FAILED', error: 'CardDeclinedError' });
});
