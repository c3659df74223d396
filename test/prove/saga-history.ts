import {
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { clientConfig } from '../../local/cloud.ts';

/** What happened in the first execution of an order's saga. Throws where there is none. */
export async function sagaHistory(endpoint: string, orderId: string): Promise<HistoryEvent[]> {
  const client = new SFNClient(clientConfig(endpoint));
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name }) => name?.endsWith('order-saga'));
  const executionArn = `${machine?.stateMachineArn?.replace(':stateMachine:', ':execution:')}:${orderId}`;
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
  return events;
}

/** The errors of the steps of an order's saga with how often each came: what a fault of a proof is understood by. */
export async function sagaErrors(endpoint: string, orderId: string): Promise<string> {
  const events = await sagaHistory(endpoint, orderId);
  const errors = new Map<string, number>();
  let state = '';
  for (const { stateEnteredEventDetails: entered, ...event } of events) {
    state = entered?.name ?? state;
    const failed =
      event.taskFailedEventDetails ??
      event.taskTimedOutEventDetails ??
      event.lambdaFunctionFailedEventDetails ??
      event.executionFailedEventDetails;
    if (!failed) continue;
    const error = `${state} ${failed.error ?? ''}`;
    errors.set(error, (errors.get(error) ?? 0) + 1);
  }
  return [...errors].map(([error, times]) => `${times} × ${error}`).join(', ');
}
