import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { UserErased } from '../../functions/identity/contract.ts';
import { EmailSent } from '../../functions/notifications/contract.ts';
import {
  adminRoutes,
  Checkout,
  ListOrders,
  OrderCompleted,
  OrderCreated,
  OrderFailed,
  OrderRetried,
  ReadOrder,
  ReadTimeline,
} from '../../functions/orders/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { Saga, type StepFunctionsOfSaga, sagaArns } from '../constructs/saga.ts';
import { everyMinutes } from '../constructs/schedule.ts';
import { allowReading } from '../constructs/secrets.ts';
import type { Platform } from '../platform.ts';
import { allowRefusals } from './identity.ts';

/** Minutes between two looks for orders that nobody works on. */
const FORGOTTEN_EVERY_MINUTES = 5;

/** Orders for customers: checkout, own orders, the saga's last steps. */
export class OrdersContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, config, secrets, apiUrl } = platform;
    const ORDERS_TABLE = tables.orders.name;
    const PAYMENTS_TABLE = tables.payments.name;

    this.steps = new ContextFunction(this, 'Steps', {
      foundation: platform,
      context: 'orders',
      entry: 'steps',
      timeoutSeconds: config.saga.handlerSeconds,
      environment: { ORDERS_TABLE, PAYMENTS_TABLE },
    });
    tables.orders.allow(this.steps, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.payments.allow(this.steps, 'BatchGetItem', 'UpdateItem');

    const checkout = new ContextFunction(this, 'Checkout', {
      foundation: platform,
      context: 'orders',
      entry: 'http-checkout',
      environment: {
        ORDERS_TABLE,
        PAYMENTS_TABLE,
        CATALOG_TABLE: tables.catalog.name,
        INVENTORY_TABLE: tables.inventory.name,
        IDENTITY_TABLE: tables.identity.name,
        PAYMENT_LINKS_SECRET: secrets.paymentLinks.secretArn,
        API_URL: apiUrl,
        CHECKOUT_SETTINGS: JSON.stringify({
          currency: config.currency,
          taxRates: config.taxRates,
          shippingRates: config.shippingRates,
          returnOrigins: [...config.origins, ...(config.publicUrls.web ? [new URL(config.publicUrls.web).origin] : [])],
          providers: config.paymentProviders,
        }),
        ...platform.tokenEnvironment,
      },
    });
    tables.orders.allow(checkout, 'BatchGetItem', 'PutItem');
    tables.payments.allow(checkout, 'PutItem');
    for (const table of [tables.catalog, tables.inventory]) table.allow(checkout, 'BatchGetItem');
    tables.identity.allow(checkout, 'BatchGetItem');
    allowRefusals(platform, checkout);
    allowReading(checkout, secrets.paymentLinks);
    new HttpRoutes(this, 'CheckoutRoutes', {
      api: platform.api,
      function: checkout,
      routes: [Checkout],
      authorizer: platform.authorizer,
    });

    const http = ordersShown(this, 'Http', platform, 'http');
    tables.orders.allow(http, 'BatchGetItem', 'Query');
    new HttpRoutes(this, 'Routes', {
      api: platform.api,
      function: http,
      routes: [ListOrders, ReadOrder, ReadTimeline],
      authorizer: platform.authorizer,
    });
  }
}

/** The order saga and what starts it, parks what died, and finds what was forgotten. */
export class OrderSaga extends Construct {
  constructor(scope: Construct, id: string, platform: Platform, steps: StepFunctionsOfSaga) {
    super(scope, id);
    const { tables, config } = platform;
    const saga = new Saga(this, 'OrderSaga', { foundation: platform, file: 'order-saga', steps });
    const arns = sagaArns(this, platform, 'order-saga');

    const started = new EventConsumer(this, 'Started', {
      foundation: platform,
      context: 'orders',
      entry: 'on-order-started',
      bus: platform.bus,
      events: [OrderCreated, OrderRetried],
      environment: { SAGA_ARN: arns.machine },
    });
    started.function.addToRolePolicy(
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [arns.machine] }),
    );

    const ended = new ContextFunction(this, 'ExecutionEnded', {
      foundation: platform,
      context: 'orders',
      entry: 'on-execution-ended',
      timeoutSeconds: 15,
      environment: { ORDERS_TABLE: tables.orders.name },
    });
    tables.orders.allow(ended, 'BatchGetItem', 'PutItem', 'UpdateItem');
    saga.onDeath(this, ended);

    const forgotten = new ContextFunction(this, 'Forgotten', {
      foundation: platform,
      context: 'orders',
      entry: 'cron-forgotten',
      timeoutSeconds: 120,
      environment: {
        ORDERS_TABLE: tables.orders.name,
        SAGA_ARN: arns.machine,
        FORGOTTEN_SECONDS: String(config.saga.forgottenSeconds),
      },
    });
    tables.orders.allow(forgotten, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.orders.allowIndex(forgotten, 'gsi2');
    forgotten.addToRolePolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [arns.machine] }));
    forgotten.addToRolePolicy(
      new PolicyStatement({ actions: ['states:DescribeExecution'], resources: [arns.executions] }),
    );
    everyMinutes(this, 'Forgotten', FORGOTTEN_EVERY_MINUTES, forgotten);
    alarm(this, 'ParkedAlarm', {
      metric: counted('OrdersParked', 'orders', Duration.minutes(1)),
      says: 'Orders were parked: their sagas could not end by themselves.',
      runbook: 'parked-orders',
    });

    alarm(this, 'ForgottenAlarm', {
      metric: counted('OrdersForgotten', 'orders', Duration.minutes(FORGOTTEN_EVERY_MINUTES)),
      says: 'Open orders had no execution that works on them.',
      runbook: 'forgotten-orders',
    });

    const mails = new EventConsumer(this, 'Mails', {
      foundation: platform,
      context: 'orders',
      entry: 'on-email-sent',
      bus: platform.bus,
      events: [EmailSent],
      environment: { ORDERS_TABLE: tables.orders.name },
    });
    tables.orders.allow(mails.function, 'BatchGetItem', 'PutItem');

    const { function: eraser } = new EventConsumer(this, 'UserErased', {
      foundation: platform,
      context: 'orders',
      entry: 'on-user-erased',
      bus: platform.bus,
      events: [UserErased, OrderCompleted, OrderFailed],
      environment: { ORDERS_TABLE: tables.orders.name, IDENTITY_TABLE: tables.identity.name },
    });
    tables.orders.allow(eraser, 'BatchGetItem', 'UpdateItem');
    tables.orders.allowIndex(eraser, 'gsi1');
    tables.identity.allow(eraser, 'BatchGetItem');
  }
}

/** Orders and sagas for staff. */
export class OrdersBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, config } = platform;
    const admin = ordersShown(this, 'Admin', platform, 'http-admin', {
      FORGOTTEN_SECONDS: String(config.saga.forgottenSeconds),
    });
    tables.orders.allow(admin, 'BatchGetItem', 'PutItem', 'UpdateItem');
    tables.orders.allowIndex(admin, 'gsi2');
    new HttpRoutes(this, 'Routes', {
      api: platform.api,
      function: admin,
      routes: adminRoutes,
      authorizer: platform.authorizer,
    });
  }
}

/** An entry that shows orders with their payments and shipments, page by page. What it may do with an order is its own. */
function ordersShown(
  scope: Construct,
  id: string,
  platform: Platform,
  entry: string,
  environment: Readonly<Record<string, string>> = {},
): ContextFunction {
  const { tables, secrets, apiUrl, tokenEnvironment } = platform;
  const entryFunction = new ContextFunction(scope, id, {
    foundation: platform,
    context: 'orders',
    entry,
    environment: {
      ORDERS_TABLE: tables.orders.name,
      PAYMENTS_TABLE: tables.payments.name,
      SHIPPING_TABLE: tables.shipping.name,
      IDENTITY_TABLE: tables.identity.name,
      CURSORS_SECRET: secrets.cursors.secretArn,
      API_URL: apiUrl,
      ...environment,
      ...tokenEnvironment,
    },
  });
  tables.orders.allowIndex(entryFunction, 'gsi1');
  for (const table of [tables.payments, tables.shipping]) table.allow(entryFunction, 'BatchGetItem');
  tables.identity.allow(entryFunction, 'BatchGetItem');
  allowRefusals(platform, entryFunction);
  allowReading(entryFunction, secrets.cursors);
  return entryFunction;
}
