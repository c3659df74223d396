import { Construct } from 'constructs';
import { HttpEntry } from '../constructs/http-entry.ts';
import type { Platform } from '../platform.ts';

/** Carts of customers and guests. */
export class CartContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const cart = { foundation: platform, context: 'cart' };
    new HttpEntry(this, 'Http', {
      ...cart,
      entry: 'http',
      tables: {
        cart: ['BatchGetItem', 'PutItem'],
        catalog: ['BatchGetItem'],
        inventory: ['BatchGetItem'],
        identity: ['BatchGetItem', 'ConditionCheckItem'],
      },
      environment: { CURRENCY: platform.config.currency },
    });
  }
}
