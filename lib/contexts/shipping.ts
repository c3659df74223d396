import { Construct } from 'constructs';
import { ContextFunction } from '../constructs/context-function.ts';
import type { Platform } from '../platform.ts';

/** Shipments: the step that books and cancels them. */
export class ShippingContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, config } = platform;
    this.steps = new ContextFunction(this, 'Steps', {
      foundation: platform,
      context: 'shipping',
      entry: 'steps',
      timeoutSeconds: config.saga.handlerSeconds,
      environment: { SHIPPING_TABLE: tables.shipping.name, ORDERS_TABLE: tables.orders.name },
    });
    tables.orders.allow(this.steps, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.shipping.allow(this.steps, 'BatchGetItem', 'PutItem', 'UpdateItem');
  }
}
