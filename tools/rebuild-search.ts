import { parseArgs } from 'node:util';
import { LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { rebuildSearch } from '../local/rebuild-search.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { findTarget } from './target.ts';

const usage = 'npm run rebuild:search -- [--stage <stage on AWS>]';

await runMain(async () => {
  const { config, stage } = await findTarget(readStage());
  const { version, products, bytes } = await rebuildSearch(new LambdaClient(config), stage).catch((error: unknown) => {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new OperatorError(`The stage ${stage} has no search yet: deploy it first.`);
  });
  console.log(
    `Snapshot ${version} of the search: ${products} products, ${bytes} bytes. It is searched within seconds.`,
  );
});

function readStage(): string | undefined {
  try {
    return parseArgs({ options: { stage: { type: 'string' } } }).values.stage;
  } catch (error) {
    throw new OperatorError(`${(error as Error).message}\n${usage}`);
  }
}
