import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Store } from '../shared/store.ts';
import type { Dependency } from './check-readiness.ts';

/** A read of an item that need not be there. */
export const tableDependency = (store: Store, table: string): Dependency => ({
  name: 'database',
  reach: () => store.get(table, { pk: 'HEALTH', sk: 'META' }),
});

/** Asks for the bus's description. */
export const busDependency = (busName: string, client = new EventBridgeClient({})): Dependency => ({
  name: 'events',
  reach: () => client.send(new DescribeEventBusCommand({ Name: busName })),
});

/** Asks for the state machine's description. */
export const machineDependency = (machineArn: string, client = new SFNClient({})): Dependency => ({
  name: 'saga',
  reach: () => client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn })),
});
