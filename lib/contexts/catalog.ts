import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CartItemAdded } from '../../functions/cart/contract.ts';
import {
  adminRoutes,
  countedElsewhere,
  ProductChanged,
  ProductExportRequested,
  sheetRoutes,
  shopRoutes,
  UPLOADS,
} from '../../functions/catalog/contract.ts';
import { InventoryAdjusted, InventoryReleased, InventoryReserved } from '../../functions/inventory/contract.ts';
import { ImageProcessed } from '../../functions/media/contract.ts';
import { OrderCreated } from '../../functions/orders/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { ObjectConsumer } from '../constructs/object-consumer.ts';
import { Sweeper } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Enough for the snapshot of 10,000 products, and a share of a processor with it (docs/adr/0019). */
const SEARCH_MEMORY_MB = 1024;
/** Minutes between two snapshots of what no product event tells: stock, ratings, what sells. */
const SNAPSHOT_EVERY_MINUTES = 5;
/** Seconds for 2,000 products of a file; what does not fit goes on in another message (docs/adr/0031). */
const IMPORT_SECONDS = 120;
/** Enough for a file of 20 MB, and half a processor with it. */
const SHEET_MEMORY_MB = 1024;

/** The storefront's reads, the search and its snapshots, and the cards that follow the stock and the reviews. */
export class CatalogContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const catalog = { foundation: platform, context: 'catalog' };
    new HttpEntry(this, 'Http', {
      ...catalog,
      entry: 'http',
      routes: shopRoutes,
      tables: { catalog: ['BatchGetItem', 'Query'], 'catalog/gsi1': ['Query'], reviews: ['BatchGetItem'] },
      secrets: ['cursors'],
      buckets: { search: ['GetObject'] },
      memoryMb: SEARCH_MEMORY_MB,
      environment: { API_URL: platform.apiUrl, WEB_URL: platform.config.publicUrls.web ?? platform.apiUrl },
    });
    const snapshots = {
      tables: { catalog: ['BatchGetItem', 'Query', 'PutItem'] },
      buckets: { search: ['PutObject', 'DeleteObject'] },
      memoryMb: SEARCH_MEMORY_MB,
      timeoutSeconds: 120,
    } as const;
    new EventConsumer(this, 'SearchedChanged', {
      ...catalog,
      ...snapshots,
      entry: 'on-searched-changed',
      events: [ProductChanged],
      concurrency: 2,
    });
    new Sweeper(this, 'Snapshots', {
      ...catalog,
      ...snapshots,
      entry: 'cron-snapshots',
      everyMinutes: SNAPSHOT_EVERY_MINUTES,
    });
    alarm(this, 'SnapshotFailedAlarm', {
      metric: counted('SearchSnapshotFailed', 'catalog', Duration.minutes(5)),
      says: 'The search goes on with an old snapshot, or without one, because the newest cannot be loaded.',
      runbook: 'search-stands-still',
      periods: 3,
    });
    new EventConsumer(this, 'StockChanged', {
      ...catalog,
      entry: 'on-stock-changed',
      events: [InventoryReserved, InventoryReleased, InventoryAdjusted],
      tables: { catalog: ['BatchGetItem', 'PutItem', 'UpdateItem'], inventory: ['BatchGetItem'] },
    });
    new EventConsumer(this, 'ProductWanted', {
      ...catalog,
      entry: 'on-product-wanted',
      events: [OrderCreated, CartItemAdded],
      tables: { catalog: ['BatchGetItem', 'PutItem', 'UpdateItem', 'Query'], inventory: ['BatchGetItem'] },
    });
    new EventConsumer(this, 'ProductChanged', {
      ...catalog,
      entry: 'on-product-changed',
      events: [ProductChanged],
      tables: { catalog: ['BatchGetItem', 'PutItem', 'Query'] },
    });
    new EventConsumer(this, 'ImageProcessed', {
      ...catalog,
      entry: 'on-image-processed',
      events: [ImageProcessed],
      tables: { catalog: ['BatchGetItem', 'PutItem', 'UpdateItem'] },
    });
    new EventConsumer(this, 'CountedElsewhere', {
      ...catalog,
      entry: 'on-counted-elsewhere',
      events: countedElsewhere,
      tables: { catalog: ['BatchGetItem', 'PutItem', 'UpdateItem'], inventory: ['BatchGetItem'] },
    });
  }
}

/** The catalog for staff, and products in files. */
export class CatalogBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const catalog = { foundation: platform, context: 'catalog' };
    const { currency } = platform.config;
    new HttpEntry(this, 'Admin', {
      ...catalog,
      entry: 'http-admin',
      routes: [...adminRoutes, ...sheetRoutes],
      tables: {
        catalog: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
        'catalog/gsi2': ['Query'],
        inventory: ['BatchGetItem'],
      },
      secrets: ['cursors'],
      // For the links that it signs.
      buckets: { sheets: ['GetObject', 'PutObject'] },
      environment: { API_URL: platform.apiUrl, CURRENCY: currency },
    });
    new ObjectConsumer(this, 'SheetStored', {
      ...catalog,
      entry: 'on-sheet-stored',
      bucket: platform.buckets.sheets,
      prefix: UPLOADS,
      ownQueue: 'IMPORTS_QUEUE_URL',
      tables: { catalog: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], inventory: ['BatchGetItem'] },
      buckets: { sheets: ['GetObject'] },
      timeoutSeconds: IMPORT_SECONDS,
      memoryMb: SHEET_MEMORY_MB,
      environment: { CURRENCY: currency },
    });
    new EventConsumer(this, 'ProductExportRequested', {
      ...catalog,
      entry: 'on-product-export-requested',
      events: [ProductExportRequested],
      tables: { catalog: ['BatchGetItem', 'PutItem'], 'catalog/gsi1': ['Query'] },
      buckets: { sheets: ['PutObject'] },
      timeoutSeconds: IMPORT_SECONDS,
      memoryMb: SHEET_MEMORY_MB,
      concurrency: 2,
      environment: { CURRENCY: currency },
    });
  }
}
