import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoStore } from '../functions/shared/store/store.dynamodb.ts';
import { clientConfig } from './cloud.ts';
import type { Users } from './outputs.ts';
import { rebuildSearch } from './rebuild-search.ts';
import { seedMaterials } from './seed-materials.ts';
import { seedPriceRules } from './seed-price-rules.ts';
import { seedProducts } from './seed-products.ts';
import { seedUsers } from './seed-users.ts';

export type SeedInput = {
  endpoint: string;
  userPoolId: string;
  /** Logins of an earlier run whose data is kept; they stay as they are. */
  users?: Users | undefined;
  onProgress: (line: string) => void;
};

/** Fills a deployed shop with what it starts with; a second call on the same data changes nothing. Answers the logins. */
export async function seed({ endpoint, userPoolId, users, onProgress }: SeedInput): Promise<Users> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const store = dynamoStore(documents);
  const added = await seedProducts({ store, catalogTable: tableOf('catalog'), inventoryTable: tableOf('inventory') });
  if (added > 0) await rebuildSearch(new LambdaClient(clientConfig(endpoint)), 'local');
  onProgress(`${added} products put on the shelves`);
  await seedPriceRules(store, tableOf('quotes'));
  await seedMaterials(store, tableOf('inventory'));
  const cognito = new CognitoIdentityProviderClient(clientConfig(endpoint));
  const logins = await seedUsers({ store, identityTable: tableOf('identity'), userPoolId, cognito, users });
  onProgress(`${Object.keys(logins).length} users, one of each role`);
  return logins;
}

const tableOf = (context: string): string => `printverse-local-${context}`;
