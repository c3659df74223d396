import { catalogReads } from '../catalog/reads.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { quotesReads } from '../quotes/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { changeStock, readStockLevel } from './adjust-stock.ts';
import { machineDays } from './capacity/machine-days.dynamodb.ts';
import { changeCapacity, readCapacity, readMachineDay } from './capacity/manage-capacity.ts';
import {
  AdminChangeCapacity,
  AdminChangeStock,
  AdminListStock,
  AdminReadCapacity,
  AdminReadMachineDay,
  AdminReadStock,
} from './contract.ts';
import { heldUnits } from './held-units.dynamodb.ts';
import { listStock } from './list-stock.ts';
import { poolWrites } from './pool-writes.ts';
import { inventoryReads } from './reads.ts';
import { stockList } from './stock-list.dynamodb.ts';

const table = env('INVENTORY_TABLE');
const store = dynamoStore();
const ports = {
  store,
  table,
  inventory: inventoryReads(table),
  days: machineDays(store, table),
  writes: poolWrites(table),
  catalog: catalogReads(env('CATALOG_TABLE')),
  quotes: quotesReads(env('QUOTES_TABLE')),
  heldUnits: heldUnits(store, table),
  list: stockList(store, table),
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
};

export const handler = api(
  [
    on(AdminListStock, listStock(ports)),
    on(AdminReadStock, readStockLevel(ports)),
    on(AdminChangeStock, changeStock(ports)),
    on(AdminReadCapacity, readCapacity(ports)),
    on(AdminReadMachineDay, readMachineDay(ports)),
    on(AdminChangeCapacity, changeCapacity(ports)),
  ],
  { ...signedIn(store), apiUrl: env('API_URL') },
);
