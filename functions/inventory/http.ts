import { env } from '../shared/env.ts';
import { api, on } from '../shared/http.ts';
import { dynamoStore } from '../shared/store.dynamodb.ts';
import { StockStatus } from './contract.ts';
import { readStock } from './read-stock.ts';
import { inventoryReads } from './reads.ts';

const ports = { store: dynamoStore(), inventory: inventoryReads(env('INVENTORY_TABLE')) };

export const handler = api([on(StockStatus, readStock(ports))]);
