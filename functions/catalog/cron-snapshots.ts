import type { Context } from 'aws-lambda';
import { scheduled } from '../shared/schedule.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { buildSnapshot } from './search/build-snapshot.ts';
import { snapshotPorts } from './snapshots.aws.ts';

const build = buildSnapshot(snapshotPorts());

/** What an operator may ask for (`npm run rebuild:search`): a new file, even where it would hold the same. */
interface Asked {
  readonly always?: boolean;
}

/** A snapshot of what no product event tells: stock, ratings and what sells. Answers the one that counts then. */
export const handler = ({ always }: Asked, context: Context) =>
  scheduled('build-snapshot', context, async () => {
    const { version, products, bytes } = await whileStale(() => build({ always: always === true }));
    return { version, products, bytes };
  });
