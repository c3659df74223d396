import { guards } from '../identity/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http.ts';
import { dynamoStore } from '../shared/store.dynamodb.ts';
import { cognitoTokens } from '../shared/tokens.cognito.ts';
import { StockStatus } from './contract.ts';
import { readStock } from './read-stock.ts';
import { inventoryReads } from './reads.ts';

const store = dynamoStore();

export const handler = api([on(StockStatus, readStock({ store, inventory: inventoryReads(env('INVENTORY_TABLE')) }))], {
  tokens: cognitoTokens({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
  ...guards(store, env('IDENTITY_TABLE'), systemClock),
});
