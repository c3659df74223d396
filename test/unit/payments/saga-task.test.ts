import { type SFNClient, TaskDoesNotExist } from '@aws-sdk/client-sfn';
import { expect, test, vi } from 'vitest';
import { stepFunctionsTask } from '../../../functions/payments/saga-task.sfn.ts';
import { TaskUnavailable } from '../../../functions/payments/saga-task.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const answering = (error: Error) => {
  const send = async () => {
    throw error;
  };
  return stepFunctionsTask({ send } as unknown as SFNClient);
};
const failing = (members: object) => Object.assign(new Error('no'), members);

test.each([
  ['throttles', failing({ name: 'ThrottlingException', $fault: 'client' })],
  ['fails', failing({ name: 'InternalServerException', $fault: 'server' })],
  ['cannot be reached', failing({ code: 'ECONNRESET' })],
])('a machine that %s is unavailable, by a name that the saga retries [SAG-08]', async (_, error) => {
  const task = answering(error);
  await expect(task.succeed('token', { version: 3 })).rejects.toThrow(TaskUnavailable);
  await expect(task.fail('token', { name: 'PaymentRefused', message: 'declined' })).rejects.toThrow(TaskUnavailable);
});

test('a token that nobody waits on any more is no error; a mistake of ours stays what it is', async () => {
  const stale = new TaskDoesNotExist({ message: 'gone', $metadata: {} });
  await answering(stale).succeed('token', { version: 3 });
  const mistake = failing({ name: 'AccessDeniedException', $fault: 'client' });
  await expect(answering(mistake).succeed('token', { version: 3 })).rejects.toBe(mistake);
});
