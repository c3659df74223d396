import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { OrderDelivered, OrderFailed } from '../../functions/orders/contract.ts';
import { acceptRoutes, adminRoutes, shopRoutes } from '../../functions/quotes/contract.ts';
import { UploadRejected } from '../../functions/uploads/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { checkoutSettings } from '../constructs/checkout-settings.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { Sweeper } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Minutes between two looks at offers whose time is over, or nearly over. By the clock they count as expired before. */
const SWEEP_EVERY_MINUTES = 10;

/** Prices of prints for everybody, quotes for customers, and the orders that are made of them. */
export class QuotesContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const quotes = { foundation: platform, context: 'quotes' };
    new HttpEntry(this, 'Http', {
      ...quotes,
      entry: 'http',
      routes: shopRoutes,
      tables: {
        quotes: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        'quotes/gsi1': ['Query'],
        'quotes/gsi2': ['Query'],
        uploads: ['BatchGetItem', 'UpdateItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl, ATTEMPTS: JSON.stringify(platform.config.attempts) },
    });
    alarm(this, 'EstimateFloodAlarm', {
      metric: counted('AttemptsExhausted', 'quotes', Duration.minutes(5), { bucket: 'estimates' }),
      says: 'Somebody has very many prints priced: estimates of one source are refused.',
      runbook: 'guessing',
      threshold: 50,
    });
    new HttpEntry(this, 'Accept', {
      ...quotes,
      entry: 'http-accept',
      routes: acceptRoutes,
      tables: {
        quotes: ['BatchGetItem', 'PutItem'],
        orders: ['BatchGetItem', 'PutItem'],
        payments: ['PutItem'],
        uploads: ['ConditionCheckItem'],
        identity: ['BatchGetItem'],
      },
      secrets: ['paymentLinks'],
      environment: { API_URL: platform.apiUrl, CHECKOUT_SETTINGS: checkoutSettings(platform.config) },
    });
    new EventConsumer(this, 'OrderEnded', {
      ...quotes,
      entry: 'on-order-ended',
      events: [OrderFailed, OrderDelivered],
      tables: {
        quotes: ['BatchGetItem', 'PutItem'],
        orders: ['BatchGetItem'],
        uploads: ['BatchGetItem', 'UpdateItem'],
      },
    });
    new EventConsumer(this, 'UploadRejected', {
      ...quotes,
      entry: 'on-upload-rejected',
      events: [UploadRejected],
      tables: { quotes: ['BatchGetItem', 'PutItem'], uploads: ['BatchGetItem'] },
    });
    new Sweeper(this, 'Sweep', {
      ...quotes,
      entry: 'cron-quotes',
      everyMinutes: SWEEP_EVERY_MINUTES,
      timeoutSeconds: 120,
      tables: {
        quotes: ['BatchGetItem', 'PutItem'],
        'quotes/gsi2': ['Query'],
        uploads: ['BatchGetItem', 'UpdateItem'],
      },
    });
  }
}

/** Quotes and price rules for staff. */
export class QuotesBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    new HttpEntry(this, 'Admin', {
      foundation: platform,
      context: 'quotes',
      entry: 'http-admin',
      routes: adminRoutes,
      tables: {
        quotes: ['BatchGetItem', 'PutItem', 'Query'],
        uploads: ['BatchGetItem', 'UpdateItem'],
        identity: ['BatchGetItem', 'ConditionCheckItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl },
    });
  }
}
