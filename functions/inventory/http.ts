import { guards } from '../identity/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { cognitoTokens } from '../shared/http/tokens.cognito.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { StockStatus } from './contract.ts';
import { readStock } from './read-stock.ts';
import { inventoryReads } from './reads.ts';

const store = dynamoStore();

export const handler = api([on(StockStatus, readStock({ store, inventory: inventoryReads(env('INVENTORY_TABLE')) }))], {
  tokens: cognitoTokens({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
  ...guards(store, env('IDENTITY_TABLE'), systemClock),
});
