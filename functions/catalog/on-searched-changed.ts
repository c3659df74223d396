import { consumer, when } from '../shared/events/consumer.ts';
import { ProductChanged } from './contract.ts';
import { followChange } from './search/build-snapshot.ts';
import { snapshotPorts } from './snapshots.aws.ts';

const follow = followChange(snapshotPorts());

/** The search follows the products. */
export const handler = consumer([when(ProductChanged, ({ sentAt }) => follow(sentAt))]);
