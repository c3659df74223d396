import { parseArgs } from 'node:util';
import { DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { catalogCards, catalogDepartments } from '../functions/catalog/cards.dynamodb.ts';
import { catalogReads } from '../functions/catalog/reads.ts';
import { rebuildCards } from '../functions/catalog/rebuild-cards.ts';
import { catalogWrites } from '../functions/catalog/writes.ts';
import { inventoryReads } from '../functions/inventory/reads.ts';
import { reviewsReads } from '../functions/reviews/reads.ts';
import { dynamoStore } from '../functions/shared/store/store.dynamodb.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { findTarget } from './target.ts';

const usage = 'npm run rebuild:cards -- [--stage <stage on AWS>]';

if (import.meta.main) {
  await runMain(async () => {
    const { config, stage } = await findTarget(readStage());
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config), {
      marshallOptions: { removeUndefinedValues: true },
    });
    const store = dynamoStore(documents);
    const table = `printverse-${stage}-catalog`;
    const rebuild = rebuildCards({
      store,
      catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
      inventory: inventoryReads(`printverse-${stage}-inventory`),
      reviews: reviewsReads(`printverse-${stage}-reviews`),
      cards: catalogCards(store, table),
      departments: catalogDepartments(store, table),
    });
    const { products, written, dropped, related } = await rebuild().catch((error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      throw new OperatorError(`There is no table ${table}: deploy the stage ${stage} first.`);
    });
    console.log(
      `${products} products looked at, ${written} cards written, ${dropped} dropped, ${related} products go with others now`,
    );
  });
}

function readStage(): string | undefined {
  try {
    return parseArgs({ options: { stage: { type: 'string' } } }).values.stage;
  } catch (error) {
    throw new OperatorError(`${(error as Error).message}\n${usage}`);
  }
}
