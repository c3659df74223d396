import { signedIn } from '../identity/signed-in.cognito.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { StockStatus } from './contract.ts';
import { readStock } from './read-stock.ts';
import { inventoryReads } from './reads.ts';

const store = dynamoStore();

export const handler = api(
  [on(StockStatus, readStock({ store, inventory: inventoryReads(env('INVENTORY_TABLE')) }))],
  signedIn(store),
);
