import { signedIn } from '../identity/signed-in.cognito.ts';
import { inventoryReads } from '../inventory/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { keptReplies } from '../shared/http/replies.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { catalogReads } from './reads.ts';
import { askToImport, readImport } from './sheets/ask-to-import.ts';
import { ExportProducts, ImportProducts, ReadImport, ReadProductExport } from './sheets/contract.ts';
import { exportProducts, readProductExport } from './sheets/export-products.ts';
import { s3SheetFiles } from './sheets/sheet-files.s3.ts';
import { sheetJobs } from './sheets/sheet-jobs.ts';
import {
  AdminAddProduct,
  AdminChangeProduct,
  AdminListProducts,
  AdminReadProduct,
  AdminReplaceProduct,
  AdminWithdrawProduct,
} from './staff/contract.ts';
import {
  adminAddProduct,
  adminChangeProduct,
  adminReadProduct,
  adminReplaceProduct,
  adminWithdrawProduct,
} from './staff/keep-products.ts';
import { adminListProducts } from './staff/list-products.ts';
import { productLists } from './staff/products.dynamodb.ts';
import { catalogWrites } from './writes.ts';

const table = env('CATALOG_TABLE');
const store = dynamoStore();
const ports = {
  store,
  catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
  inventory: inventoryReads(env('INVENTORY_TABLE')),
  lists: productLists(store, table),
  jobs: sheetJobs(table),
  files: s3SheetFiles(env('SHEETS_BUCKET')),
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
  currency: env('CURRENCY'),
  apiUrl: env('API_URL'),
};

export const handler = api(
  [
    on(AdminListProducts, adminListProducts(ports)),
    on(AdminReadProduct, adminReadProduct(ports)),
    on(AdminAddProduct, adminAddProduct(ports)),
    on(AdminReplaceProduct, adminReplaceProduct(ports)),
    on(AdminChangeProduct, adminChangeProduct(ports)),
    on(AdminWithdrawProduct, adminWithdrawProduct(ports)),
    on(ImportProducts, askToImport(ports)),
    on(ReadImport, readImport(ports)),
    on(ExportProducts, exportProducts(ports)),
    on(ReadProductExport, readProductExport(ports)),
  ],
  { ...signedIn(store), apiUrl: ports.apiUrl, replies: keptReplies({ store, table, clock: systemClock }) },
);
