import { Construct } from 'constructs';
import type { ContextFunction } from '../constructs/context-function.ts';
import { SagaSteps } from '../constructs/saga-steps.ts';
import type { Platform } from '../platform.ts';

/** Shipments: the step that books and cancels them. */
export class ShippingContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    this.steps = new SagaSteps(this, 'Steps', {
      foundation: platform,
      context: 'shipping',
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        shipping: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      },
    });
  }
}
