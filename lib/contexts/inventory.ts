import { Construct } from 'constructs';
import type { ContextFunction } from '../constructs/context-function.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { SagaSteps } from '../constructs/saga-steps.ts';
import { Sweeper } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Pools and holds: the reserve step, the sweeper of expired holds, the public stock status. */
export class InventoryContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const inventory = { foundation: platform, context: 'inventory' };
    this.steps = new SagaSteps(this, 'Steps', {
      ...inventory,
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        inventory: ['BatchGetItem', 'PutItem', 'UpdateItem'],
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
    new HttpEntry(this, 'Http', { ...inventory, entry: 'http', tables: { inventory: ['BatchGetItem'] } });
  }
}
