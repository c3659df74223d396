import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { departmentProducts } from './cards.dynamodb.ts';
import { ProductExportRequested } from './contract.ts';
import { s3SheetFiles } from './sheets/sheet-files.s3.ts';
import { sheetJobs } from './sheets/sheet-jobs.ts';
import { writeExport } from './sheets/write-export.ts';

const table = env('CATALOG_TABLE');
const store = dynamoStore();
const write = writeExport({
  store,
  jobs: sheetJobs(table),
  files: s3SheetFiles(env('SHEETS_BUCKET')),
  products: departmentProducts(store, table),
  currency: env('CURRENCY'),
});

export const handler = consumer([when(ProductExportRequested, ({ event }) => write(event.data.exportId))]);
