import { Construct } from 'constructs';
import {
  AdminChangeCapacity,
  AdminChangeStock,
  AdminListStock,
  AdminReadCapacity,
  AdminReadMachineDay,
  AdminReadStock,
  InventoryAdjusted,
  InventoryReleased,
  InventoryReserved,
  StockStatus,
} from '../../functions/inventory/contract.ts';
import type { ContextFunction } from '../constructs/context-function.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { SagaSteps } from '../constructs/saga-steps.ts';
import { Sweeper } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Pools, machine hours and holds: the reserve step, the sweeper of expired holds, the public stock status, what staff change, the watch for low stock. */
export class InventoryContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const inventory = { foundation: platform, context: 'inventory' };
    this.steps = new SagaSteps(this, 'Steps', {
      ...inventory,
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        inventory: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
        quotes: ['BatchGetItem'],
      },
      environment: { HOLD_SECONDS: String(platform.config.saga.holdSeconds) },
    });
    new Sweeper(this, 'Holds', {
      ...inventory,
      entry: 'cron-holds',
      everyMinutes: 1,
      timeoutSeconds: 50,
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        inventory: ['BatchGetItem', 'UpdateItem'],
        'inventory/gsi1': ['Query'],
      },
    });
    new HttpEntry(this, 'Http', {
      ...inventory,
      entry: 'http',
      routes: [StockStatus],
      tables: { inventory: ['BatchGetItem'] },
    });
    new HttpEntry(this, 'HttpAdmin', {
      ...inventory,
      entry: 'http-admin',
      routes: [
        AdminListStock,
        AdminReadStock,
        AdminChangeStock,
        AdminReadCapacity,
        AdminReadMachineDay,
        AdminChangeCapacity,
      ],
      tables: {
        inventory: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
        'inventory/gsi1': ['Query'],
        'inventory/gsi2': ['Query'],
        catalog: ['BatchGetItem'],
        quotes: ['BatchGetItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl },
    });
    new EventConsumer(this, 'StockMoved', {
      ...inventory,
      entry: 'on-stock-moved',
      events: [InventoryReserved, InventoryReleased, InventoryAdjusted],
      tables: { inventory: ['BatchGetItem', 'PutItem', 'UpdateItem'] },
    });
  }
}
