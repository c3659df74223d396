import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoStore } from '../functions/shared/store.dynamodb.ts';
import { clientConfig } from './cloud.ts';
import type { StackOutputs } from './deploy.ts';
import { roles, type Users } from './outputs.ts';
import { seedProducts } from './seed-products.ts';

export type SeedInput = {
  endpoint: string;
  apiUrl: string;
  stacks: StackOutputs;
  /** Logins of an earlier run whose data is kept; they stay as they are. */
  users?: Users | undefined;
  onProgress: (line: string) => void;
};

/** Fills a deployed shop with what it starts with; a second call on the same data changes nothing. Answers the logins. */
export async function seed({ endpoint, users = newUsers(), onProgress }: SeedInput): Promise<Users> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const added = await seedProducts({
    store: dynamoStore(documents),
    catalogTable: tableOf('catalog'),
    inventoryTable: tableOf('inventory'),
  });
  onProgress(`${added} products put on the shelves`);
  return users;
}

const tableOf = (context: string): string => `printverse-local-${context}`;

/** One login per role, with passwords of this run. */
function newUsers(): Users {
  const logins = roles.map((role) => [
    role,
    // Carries every kind of character that a password policy may ask for.
    { email: `${role}@printverse.example`, password: `${randomBytes(12).toString('base64url')}-Aa1` },
  ]);
  return Object.fromEntries(logins) as Users;
}
