import { Construct } from 'constructs';
import { adminRoutes, ProductChanged, shopRoutes } from '../../functions/catalog/contract.ts';
import { InventoryAdjusted, InventoryReleased, InventoryReserved } from '../../functions/inventory/contract.ts';
import { OrderCreated } from '../../functions/orders/contract.ts';
import { ReviewPosted } from '../../functions/reviews/contract.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import type { Platform } from '../platform.ts';

/** The storefront's reads, and the cards that follow the stock and the reviews. */
export class CatalogContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const catalog = { foundation: platform, context: 'catalog' };
    new HttpEntry(this, 'Http', {
      ...catalog,
      entry: 'http',
      routes: shopRoutes,
      tables: { catalog: ['BatchGetItem', 'Query'], 'catalog/gsi1': ['Query'], inventory: ['BatchGetItem'] },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl },
    });
    new EventConsumer(this, 'StockChanged', {
      ...catalog,
      entry: 'on-stock-changed',
      events: [InventoryReserved, InventoryReleased, InventoryAdjusted],
      tables: { catalog: ['BatchGetItem', 'UpdateItem'], inventory: ['BatchGetItem'] },
    });
    new EventConsumer(this, 'OrderCreated', {
      ...catalog,
      entry: 'on-order-created',
      events: [OrderCreated],
      tables: { catalog: ['BatchGetItem', 'PutItem', 'UpdateItem', 'Query'], inventory: ['BatchGetItem'] },
    });
    new EventConsumer(this, 'ProductChanged', {
      ...catalog,
      entry: 'on-product-changed',
      events: [ProductChanged],
      tables: { catalog: ['BatchGetItem', 'PutItem', 'Query'] },
    });
    new EventConsumer(this, 'ReviewPosted', {
      ...catalog,
      entry: 'on-review-posted',
      events: [ReviewPosted],
      tables: { catalog: ['BatchGetItem', 'PutItem', 'UpdateItem'], inventory: ['BatchGetItem'] },
    });
  }
}

/** The catalog for staff. */
export class CatalogBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    new HttpEntry(this, 'Admin', {
      foundation: platform,
      context: 'catalog',
      entry: 'http-admin',
      routes: adminRoutes,
      tables: {
        catalog: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
        'catalog/gsi2': ['Query'],
        inventory: ['BatchGetItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl, CURRENCY: platform.config.currency },
    });
  }
}
