import { Construct } from 'constructs';
import { routes } from '../../functions/catalog/contract.ts';
import { InventoryReleased, InventoryReserved } from '../../functions/inventory/contract.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { allowReading } from '../constructs/secrets.ts';
import type { Platform } from '../platform.ts';

/** The storefront's reads, and the cards that follow the stock. */
export class CatalogContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, secrets, apiUrl } = platform;
    const names = { CATALOG_TABLE: tables.catalog.name, INVENTORY_TABLE: tables.inventory.name };

    const http = new ContextFunction(this, 'Http', {
      foundation: platform,
      context: 'catalog',
      entry: 'http',
      environment: { ...names, CURSORS_SECRET: secrets.cursors.secretArn, API_URL: apiUrl },
    });
    tables.catalog.allow(http, 'BatchGetItem', 'Query');
    tables.inventory.allow(http, 'BatchGetItem');
    allowReading(http, secrets.cursors);
    new HttpRoutes(this, 'Routes', { api: platform.api, function: http, routes });

    const { function: onStockChanged } = new EventConsumer(this, 'StockChanged', {
      foundation: platform,
      context: 'catalog',
      entry: 'on-stock-changed',
      bus: platform.bus,
      events: [InventoryReserved, InventoryReleased],
      environment: names,
    });
    tables.catalog.allow(onStockChanged, 'BatchGetItem', 'UpdateItem');
    tables.inventory.allow(onStockChanged, 'BatchGetItem');
  }
}
