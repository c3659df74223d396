import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailSent } from '../../functions/notifications/contract.ts';
import {
  adminRoutes,
  Checkout,
  ListCountries,
  ListOrders,
  OrderCreated,
  OrderRetried,
  PreviewCheckout,
  ReadOrder,
  ReadTimeline,
} from '../../functions/orders/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { checkoutSettings } from '../constructs/checkout-settings.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { Saga, type StepFunctionsOfSaga } from '../constructs/saga.ts';
import { SagaSteps } from '../constructs/saga-steps.ts';
import { Sweeper } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Minutes between two looks for orders that nobody works on. */
const FORGOTTEN_EVERY_MINUTES = 5;

/** Orders for customers: checkout, own orders, the saga's last steps. */
export class OrdersContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { config, apiUrl } = platform;
    const orders = { foundation: platform, context: 'orders' };
    this.steps = new SagaSteps(this, 'Steps', {
      ...orders,
      tables: { orders: ['BatchGetItem', 'PutItem', 'UpdateItem'], payments: ['BatchGetItem', 'UpdateItem'] },
    });
    new HttpEntry(this, 'Checkout', {
      ...orders,
      entry: 'http-checkout',
      routes: [Checkout, PreviewCheckout, ListCountries],
      tables: {
        orders: ['BatchGetItem', 'PutItem'],
        payments: ['PutItem'],
        cart: ['BatchGetItem', 'PutItem'],
        catalog: ['BatchGetItem'],
        inventory: ['BatchGetItem'],
        quotes: ['BatchGetItem', 'PutItem'],
        uploads: ['ConditionCheckItem'],
        identity: ['BatchGetItem'],
      },
      secrets: ['paymentLinks'],
      environment: {
        API_URL: apiUrl,
        CHECKOUT_SETTINGS: checkoutSettings(config),
      },
    });
    new HttpEntry(this, 'Http', {
      ...orders,
      entry: 'http',
      routes: [ListOrders, ReadOrder, ReadTimeline],
      tables: {
        orders: ['BatchGetItem', 'Query'],
        'orders/gsi1': ['Query'],
        payments: ['BatchGetItem'],
        shipping: ['BatchGetItem'],
        identity: ['BatchGetItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: apiUrl },
    });
  }
}

/** The order saga and what starts it, parks what died, and finds what was forgotten. */
export class OrderSaga extends Construct {
  constructor(scope: Construct, id: string, platform: Platform, steps: StepFunctionsOfSaga) {
    super(scope, id);
    const orders = { foundation: platform, context: 'orders' };
    const saga = new Saga(this, 'OrderSaga', { foundation: platform, file: 'order-saga', steps });
    new EventConsumer(this, 'Started', {
      ...orders,
      entry: 'on-order-started',
      events: [OrderCreated, OrderRetried],
      saga: ['StartExecution'],
    });
    const ended = new ContextFunction(this, 'ExecutionEnded', {
      ...orders,
      entry: 'on-execution-ended',
      tables: { orders: ['BatchGetItem', 'PutItem', 'UpdateItem'] },
    });
    saga.onDeath(this, ended);
    new Sweeper(this, 'Forgotten', {
      ...orders,
      entry: 'cron-forgotten',
      everyMinutes: FORGOTTEN_EVERY_MINUTES,
      timeoutSeconds: 120,
      tables: { orders: ['BatchGetItem', 'PutItem', 'UpdateItem'], 'orders/gsi2': ['Query'] },
      saga: ['StartExecution', 'DescribeExecution'],
      environment: { FORGOTTEN_SECONDS: String(platform.config.saga.forgottenSeconds) },
    });
    new EventConsumer(this, 'Mails', {
      ...orders,
      entry: 'on-email-sent',
      events: [EmailSent],
      tables: { orders: ['BatchGetItem', 'PutItem'] },
    });
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
  }
}

/** Minutes between two looks for orders that stay in a production status for too long. */
const LATE_EVERY_MINUTES = 15;

/** Orders, their production and sagas for staff. */
export class OrdersBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    new HttpEntry(this, 'Admin', {
      foundation: platform,
      context: 'orders',
      entry: 'http-admin',
      routes: adminRoutes,
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        'orders/gsi1': ['Query'],
        'orders/gsi2': ['Query'],
        payments: ['BatchGetItem'],
        shipping: ['BatchGetItem', 'UpdateItem'],
        quotes: ['BatchGetItem'],
        uploads: ['BatchGetItem'],
        identity: ['BatchGetItem', 'ConditionCheckItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl, FORGOTTEN_SECONDS: String(platform.config.saga.forgottenSeconds) },
    });
    new Sweeper(this, 'Production', {
      foundation: platform,
      context: 'orders',
      entry: 'cron-production',
      everyMinutes: LATE_EVERY_MINUTES,
      timeoutSeconds: 120,
      tables: { orders: ['BatchGetItem', 'PutItem', 'UpdateItem'], 'orders/gsi2': ['Query'] },
    });
  }
}
