import { Construct } from 'constructs';
import { OrderFailed } from '../../functions/orders/contract.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
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
        quotes: ['BatchGetItem'],
        identity: ['BatchGetItem', 'ConditionCheckItem'],
      },
      environment: { CURRENCY: platform.config.currency },
    });
    new EventConsumer(this, 'OrderFailed', {
      ...cart,
      entry: 'on-order-failed',
      events: [OrderFailed],
      tables: { cart: ['BatchGetItem', 'PutItem'], orders: ['BatchGetItem'], identity: ['ConditionCheckItem'] },
    });
  }
}
