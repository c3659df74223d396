import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { awsClient } from '../shared/client.aws.ts';
import { log } from '../shared/observability.ts';
import { isOutage } from '../shared/outage.ts';
import { type SagaTask, TaskUnavailable } from './saga-task.ts';

/** Tasks of Step Functions. A token that nobody waits on any more is logged, not thrown. */
export function stepFunctionsTask(client = awsClient(SFNClient)): SagaTask {
  const tolerant = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      const stale = error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
      if (!stale) throw isOutage(error) ? new TaskUnavailable(error) : error;
      log.info('nobody waits for this payment any more', { error: error.name });
    }
  };
  return {
    succeed: (taskToken, receipt) =>
      tolerant(() => client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(receipt) }))),
    fail: (taskToken, { name, message }) =>
      tolerant(() => client.send(new SendTaskFailureCommand({ taskToken, error: name, cause: message }))),
  };
}
