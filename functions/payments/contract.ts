/**
 * Payments: what an order owes, what the gateway took and gave back.
 *
 * Consumes `payment.processed`, `payment.failed` (to resume the saga), `payment.captured-late` (to give money back that
 * came after the order had turned back), `user.erased`, `order.completed` and `order.failed` (let go of who paid).
 * Emits `payment.processed`, `payment.failed`, `payment.refunded`, `payment.captured-late`; they lie with the order.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { customer, defineRoute, everyone, problem, signed } from '../shared/http/route.ts';
import { Timestamp, webUrl } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import { Money } from '../shared/money.ts';

export const PaymentStatus = z
  .enum(['PENDING', 'REQUIRES_ACTION', 'CAPTURED', 'FAILED', 'VOIDED', 'PARTIALLY_REFUNDED', 'REFUNDED'])
  .meta({ id: 'PaymentStatus' });
export type PaymentStatus = z.infer<typeof PaymentStatus>;

export const Provider = z.enum(['sandbox', 'stripe']).meta({ id: 'PaymentProvider' });
export type Provider = z.infer<typeof Provider>;

/** How a checkout wants to pay. */
export const PaymentMethod = z
  .strictObject({
    provider: Provider,
    token: z
      .string()
      .regex(/^[A-Za-z0-9_]{1,64}$/)
      .optional()
      .meta({ description: 'What the provider gave the browser for the card', examples: ['tok_visa'] }),
    returnUrl: webUrl(500).optional().meta({ description: 'Of a listed origin; kept as its parser writes it' }),
  })
  .meta({ id: 'PaymentMethod' });
export type PaymentMethod = z.infer<typeof PaymentMethod>;

export const NextAction = z
  .object({ type: z.enum(['redirect', 'stripe']), url: z.string().optional(), clientSecret: z.string().optional() })
  .meta({ id: 'NextAction' });

export const PaymentDto = z
  .object({
    id: idSchema('pay'),
    orderId: idSchema('ord'),
    status: PaymentStatus,
    amount: Money,
    provider: Provider,
    nextAction: NextAction.optional(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Payment' });

const OfPayment = z.object({ orderId: idSchema('ord'), paymentId: idSchema('pay') });

/** Who found out. A step goes on by itself; the others leave resuming it to the consumer of the event. */
const SettledBy = z.enum(['step', 'webhook', 'undo']);
export type SettledBy = z.infer<typeof SettledBy>;

export const PaymentRefusal = z.enum(['payment-declined', 'payment-expired', 'payment-mismatch', 'technical']);
export type PaymentRefusal = z.infer<typeof PaymentRefusal>;

export const PaymentProcessed = defineEvent({
  type: 'payment.processed',
  context: 'payments',
  schemaVersion: 1,
  summary: 'The money is captured and the order is paid.',
  aliases: ['payment.completed'],
  data: OfPayment.extend({ amount: Money, status: z.literal('CAPTURED'), settledBy: SettledBy }),
});

export const PaymentFailed = defineEvent({
  type: 'payment.failed',
  context: 'payments',
  schemaVersion: 1,
  summary: 'No money was taken, or not the right amount.',
  data: OfPayment.extend({
    amount: Money,
    reason: PaymentRefusal,
    settledBy: SettledBy,
  }),
});

export const PaymentRefunded = defineEvent({
  type: 'payment.refunded',
  context: 'payments',
  schemaVersion: 1,
  summary: 'Captured money went back to the customer.',
  data: OfPayment.extend({ amount: Money }),
});

export const PaymentCapturedLate = defineEvent({
  type: 'payment.captured-late',
  context: 'payments',
  schemaVersion: 1,
  summary: 'Money arrived after the order had turned back; it is to be refunded.',
  data: OfPayment.extend({ amount: Money }),
});

const params = z.strictObject({ paymentId: idSchema('pay') });

export const ReadPayment = defineRoute({
  operationId: 'getPayment',
  method: 'GET',
  path: '/payments/{paymentId}',
  access: customer,
  tag: 'Payments',
  summary: 'One of my payments',
  params,
  etag: 'content',
  success: { status: 200, description: 'The payment', body: PaymentDto },
  problems: [problem(404, 'not-found', 'absent, or not yours')],
});

export const ContinuePayment = defineRoute({
  operationId: 'continuePayment',
  method: 'GET',
  path: '/payments/{paymentId}/continue',
  access: everyone,
  tag: 'Payments',
  summary: "Takes the browser to the gateway's page if the customer is needed, else back to the shop",
  params,
  query: z.strictObject({ sig: z.string().max(100).default('') }),
  success: { status: 303, description: 'To the gateway, the return address or the order', headers: ['Location'] },
  otherSuccess: {
    status: 200,
    description: 'The gateway has not answered yet: a page that reloads itself every second',
    mediaType: 'text/html; charset=utf-8',
    headers: ['Refresh'],
  },
  problems: [problem(404, 'not-found', 'the link was not made by the shop')],
});

export const PaymentWebhook = defineRoute({
  operationId: 'receivePaymentWebhook',
  method: 'POST',
  path: '/payments/webhooks/{provider}',
  // The path says no provider: it stands for the only one that speaks so.
  aliases: [
    {
      method: 'POST',
      path: '/api/internal/payment-webhook',
      adapt: (carried) => ({ ...carried, params: { provider: 'sandbox' } }),
    },
  ],
  access: signed,
  tag: 'Payments',
  summary: 'Takes the signed messages of a payment provider',
  params: z.strictObject({ provider: z.string().max(20) }),
  body: 'raw',
  success: { status: 200, description: 'Taken, or known already', body: z.object({ received: z.literal(true) }) },
  problems: [
    problem(400, 'invalid-signature', 'forged, altered or older than five minutes'),
    problem(404, 'not-found', 'no such provider'),
    problem(503, 'gateway-unavailable', 'the provider could not be asked what its message is about; send it again'),
  ],
});
