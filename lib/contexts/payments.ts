import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { UserErased } from '../../functions/identity/contract.ts';
import { OrderCompleted, OrderFailed } from '../../functions/orders/contract.ts';
import {
  ContinuePayment,
  PaymentCapturedLate,
  PaymentFailed,
  PaymentProcessed,
  PaymentWebhook,
  ReadPayment,
} from '../../functions/payments/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { sagaArns } from '../constructs/saga.ts';
import { allowReading } from '../constructs/secrets.ts';
import type { GatewayAccess, Platform } from '../platform.ts';
import { allowRefusals } from './identity.ts';

/** Payments: the step, the customer's view, the provider's webhook, and what wakes the saga or gives late money back. */
export class PaymentsContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, config, secrets, apiUrl } = platform;
    const gateway = known(platform.gateway);
    const books = {
      ORDERS_TABLE: tables.orders.name,
      INVENTORY_TABLE: tables.inventory.name,
      PAYMENTS_TABLE: tables.payments.name,
    };
    const gatewayEnvironment = { GATEWAY_URL: gateway.url, GATEWAY_API_KEY_SECRET: gateway.apiKey.secretArn };

    this.steps = new ContextFunction(this, 'Steps', {
      foundation: platform,
      context: 'payments',
      entry: 'steps',
      timeoutSeconds: config.saga.handlerSeconds,
      environment: {
        ...books,
        ...gatewayEnvironment,
        API_URL: apiUrl,
        PAYMENT_SECONDS: String(config.saga.paymentSeconds),
      },
    });
    tables.orders.allow(this.steps, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.inventory.allow(this.steps, 'BatchGetItem', 'UpdateItem');
    tables.payments.allow(this.steps, 'BatchGetItem', 'UpdateItem');
    allowReading(this.steps, gateway.apiKey);

    const webhook = new ContextFunction(this, 'Webhook', {
      foundation: platform,
      context: 'payments',
      entry: 'webhook.http',
      environment: { ...books, ...gatewayEnvironment, GATEWAY_WEBHOOK_SECRET: gateway.webhookKey.secretArn },
    });
    tables.orders.allow(webhook, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.inventory.allow(webhook, 'BatchGetItem', 'UpdateItem');
    tables.payments.allow(webhook, 'BatchGetItem', 'PutItem', 'UpdateItem');
    allowReading(webhook, gateway.apiKey, gateway.webhookKey);
    new HttpRoutes(this, 'WebhookRoutes', { api: platform.api, function: webhook, routes: [PaymentWebhook] });

    const http = new ContextFunction(this, 'Http', {
      foundation: platform,
      context: 'payments',
      entry: 'http',
      environment: {
        IDENTITY_TABLE: tables.identity.name,
        PAYMENTS_TABLE: tables.payments.name,
        PAYMENT_LINKS_SECRET: secrets.paymentLinks.secretArn,
        API_URL: apiUrl,
        SHOP_URL: config.publicUrls.web ?? apiUrl,
        ...platform.tokenEnvironment,
      },
    });
    tables.payments.allow(http, 'BatchGetItem');
    allowRefusals(platform, http);
    allowReading(http, secrets.paymentLinks);
    new HttpRoutes(this, 'Routes', {
      api: platform.api,
      function: http,
      routes: [ReadPayment, ContinuePayment],
      authorizer: platform.authorizer,
    });

    const late = new EventConsumer(this, 'CapturedLate', {
      foundation: platform,
      context: 'payments',
      entry: 'on-payment-captured-late',
      bus: platform.bus,
      events: [PaymentCapturedLate],
      environment: { ...books, ...gatewayEnvironment },
    });
    tables.orders.allow(late.function, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.inventory.allow(late.function, 'BatchGetItem');
    tables.payments.allow(late.function, 'BatchGetItem', 'UpdateItem');
    allowReading(late.function, gateway.apiKey);
    alarm(this, 'LateCaptureAlarm', {
      metric: counted('LateCapture', 'payments', Duration.minutes(1)),
      says: 'Money was captured for an order that had turned back.',
      runbook: 'late-money',
    });
    alarm(this, 'ParkedAlarm', {
      metric: counted('OrdersParked', 'payments', Duration.minutes(1)),
      says: 'Orders were parked: money that came too late could not be refunded.',
      runbook: 'parked-orders',
    });

    const settled = new EventConsumer(this, 'Settled', {
      foundation: platform,
      context: 'payments',
      entry: 'on-payment-settled',
      bus: platform.bus,
      events: [PaymentProcessed, PaymentFailed],
      environment: { PAYMENTS_TABLE: tables.payments.name },
    });
    tables.payments.allow(settled.function, 'BatchGetItem');

    const { function: eraser } = new EventConsumer(this, 'UserErased', {
      foundation: platform,
      context: 'payments',
      entry: 'on-user-erased',
      bus: platform.bus,
      events: [UserErased, OrderCompleted, OrderFailed],
      environment: {
        PAYMENTS_TABLE: tables.payments.name,
        ORDERS_TABLE: tables.orders.name,
        IDENTITY_TABLE: tables.identity.name,
      },
    });
    tables.payments.allow(eraser, 'BatchGetItem', 'UpdateItem');
    tables.orders.allow(eraser, 'BatchGetItem');
    tables.orders.allowIndex(eraser, 'gsi1');
    tables.identity.allow(eraser, 'BatchGetItem');

    const { machine } = sagaArns(this, platform, 'order-saga');
    this.steps.addToRolePolicy(new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [machine] }));
    late.function.addToRolePolicy(new PolicyStatement({ actions: ['states:SendTaskFailure'], resources: [machine] }));
    settled.function.addToRolePolicy(
      new PolicyStatement({ actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'], resources: [machine] }),
    );
  }
}

function known(gateway: GatewayAccess): NonNullable<GatewayAccess> {
  if (!gateway) throw new Error('This stage has no payment provider: name one in lib/config.ts');
  return gateway;
}
