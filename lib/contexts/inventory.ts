import { Construct } from 'constructs';
import { routes } from '../../functions/inventory/contract.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { everyMinutes } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';
import { allowRefusals } from './identity.ts';

/** Pools and holds: the reserve step, the sweeper of expired holds, the public stock status. */
export class InventoryContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, config } = platform;
    const names = { INVENTORY_TABLE: tables.inventory.name, ORDERS_TABLE: tables.orders.name };

    this.steps = new ContextFunction(this, 'Steps', {
      foundation: platform,
      context: 'inventory',
      entry: 'steps',
      timeoutSeconds: config.saga.handlerSeconds,
      environment: { ...names, HOLD_SECONDS: String(config.saga.holdSeconds) },
    });
    tables.orders.allow(this.steps, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.inventory.allow(this.steps, 'BatchGetItem', 'PutItem', 'UpdateItem');

    const holds = new ContextFunction(this, 'Holds', {
      foundation: platform,
      context: 'inventory',
      entry: 'cron-holds',
      timeoutSeconds: 50,
      environment: names,
    });
    tables.orders.allow(holds, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.inventory.allow(holds, 'BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem');
    tables.inventory.allowIndex(holds, 'gsi1');
    everyMinutes(this, 'Holds', 1, holds);

    const http = new ContextFunction(this, 'Http', {
      foundation: platform,
      context: 'inventory',
      entry: 'http',
      environment: {
        INVENTORY_TABLE: tables.inventory.name,
        IDENTITY_TABLE: tables.identity.name,
        ...platform.tokenEnvironment,
      },
    });
    tables.inventory.allow(http, 'BatchGetItem');
    tables.identity.allow(http, 'BatchGetItem');
    allowRefusals(platform, http);
    new HttpRoutes(this, 'Routes', { api: platform.api, function: http, routes });
  }
}
