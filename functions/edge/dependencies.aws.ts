import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { awsClient } from '../shared/client.aws.ts';
import type { Store } from '../shared/store/store.ts';
import type { Dependency } from './check-readiness.ts';

/** A read of an item that need not be there. */
const tableDependency = (store: Store, table: string): Dependency => ({
  name: 'database',
  reach: () => store.get(table, { pk: 'HEALTH', sk: 'META' }),
});

/** Asks for the bus's description. */
const busDependency = (busName: string, client = awsClient(EventBridgeClient)): Dependency => ({
  name: 'events',
  reach: () => client.send(new DescribeEventBusCommand({ Name: busName })),
});

/** Asks for the state machine's description. */
const machineDependency = (machineArn: string, client = awsClient(SFNClient)): Dependency => ({
  name: 'saga',
  reach: () => client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn })),
});

/** Everything that the shop cannot work without: the catalog's table (by a store), the bus and the order saga's machine. */
export const shopDependencies = (shop: {
  readonly store: Store;
  readonly catalogTable: string;
  readonly busName: string;
  readonly machineArn: string;
}): readonly Dependency[] => [
  tableDependency(shop.store, shop.catalogTable),
  busDependency(shop.busName),
  machineDependency(shop.machineArn),
];
