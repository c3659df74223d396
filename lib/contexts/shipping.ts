import { Construct } from 'constructs';
import { OrderStatusChanged } from '../../functions/orders/contract.ts';
import { CarrierWebhook } from '../../functions/shipping/contract.ts';
import type { ContextFunction } from '../constructs/context-function.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { SagaSteps } from '../constructs/saga-steps.ts';
import { type Platform, requireGateway } from '../platform.ts';

/** Shipments: the step that books and cancels them, what hands parcels over to the carrier, and the carrier's webhook. */
export class ShippingContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const shipping = { foundation: platform, context: 'shipping' };
    this.steps = new SagaSteps(this, 'Steps', {
      ...shipping,
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        shipping: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      },
    });
    new HttpEntry(this, 'Webhook', {
      ...shipping,
      entry: 'webhook.http',
      routes: [CarrierWebhook],
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        shipping: ['BatchGetItem', 'UpdateItem'],
      },
      secrets: ['carrierWebhook'],
    });
    new EventConsumer(this, 'ReadyToShip', {
      ...shipping,
      entry: 'on-ready-to-ship',
      events: [OrderStatusChanged],
      tables: { shipping: ['BatchGetItem'] },
      secrets: ['gatewayApiKey'],
      environment: { GATEWAY_URL: requireGateway(platform.gateway).url, API_URL: platform.apiUrl },
    });
  }
}
