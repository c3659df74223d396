import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  ContinuePayment,
  PaymentCapturedLate,
  PaymentFailed,
  PaymentProcessed,
  PaymentWebhook,
  ReadPayment,
} from '../../functions/payments/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import type { ContextFunction } from '../constructs/context-function.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { SagaSteps } from '../constructs/saga-steps.ts';
import { type Platform, requireGateway } from '../platform.ts';

/** Payments: the step, the customer's view, the provider's webhook, and what wakes the saga or gives late money back. */
export class PaymentsContext extends Construct {
  readonly steps: ContextFunction;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { config, apiUrl } = platform;
    const payments = { foundation: platform, context: 'payments' };
    const gateway = { GATEWAY_URL: requireGateway(platform.gateway).url };
    this.steps = new SagaSteps(this, 'Steps', {
      ...payments,
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        inventory: ['BatchGetItem', 'UpdateItem'],
        payments: ['BatchGetItem', 'UpdateItem'],
      },
      secrets: ['gatewayApiKey'],
      saga: ['SendTaskSuccess'],
      environment: { ...gateway, API_URL: apiUrl, PAYMENT_SECONDS: String(config.saga.paymentSeconds) },
    });
    new HttpEntry(this, 'Webhook', {
      ...payments,
      entry: 'webhook.http',
      routes: [PaymentWebhook],
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        inventory: ['BatchGetItem', 'UpdateItem'],
        payments: ['BatchGetItem', 'UpdateItem'],
      },
      secrets: ['gatewayApiKey', 'gatewayWebhook'],
      environment: gateway,
    });
    new HttpEntry(this, 'Http', {
      ...payments,
      entry: 'http',
      routes: [ReadPayment, ContinuePayment],
      tables: { payments: ['BatchGetItem'] },
      secrets: ['paymentLinks'],
      environment: { API_URL: apiUrl, SHOP_URL: config.publicUrls.web ?? apiUrl },
    });
    new EventConsumer(this, 'CapturedLate', {
      ...payments,
      entry: 'on-payment-captured-late',
      events: [PaymentCapturedLate],
      tables: {
        orders: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        inventory: ['BatchGetItem'],
        payments: ['BatchGetItem', 'UpdateItem'],
      },
      secrets: ['gatewayApiKey'],
      saga: ['SendTaskFailure'],
      environment: gateway,
    });
    new EventConsumer(this, 'Settled', {
      ...payments,
      entry: 'on-payment-settled',
      events: [PaymentProcessed, PaymentFailed],
      tables: { payments: ['BatchGetItem'] },
      saga: ['SendTaskSuccess', 'SendTaskFailure'],
    });
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
  }
}
