/**
 * A payment provider of its own, a stand-in for a real one: authorises, captures, refunds, asks the customer on a page
 * and tells its merchant by signed webhooks. It is the carrier as well, with a book of parcels that tells in the same way. Its ledger is the second book that auditors compare with the shop's.
 *
 * Consumes no events: it knows its merchant by HTTP alone.
 * Emits no events: webhooks go to the URL that came with the payment or the parcel.
 */
import * as z from 'zod';
import { queryNumber } from '../shared/http/query.ts';
import { defineRoute, everyone, pageOf, problem, signed } from '../shared/http/route.ts';
import { Timestamp, webUrl } from '../shared/http/shapes.ts';
import { Money, MoneySent } from '../shared/money.ts';

const MerchantId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, _ and -, at most 64')
  .meta({ examples: ['pay_01KAK0V5T2M3N4P5Q6R7S8T9VW'] });
const WebUrl = webUrl(1_000);
const SomeMoney = MoneySent.extend({ amount: z.int().min(1) });

export const PaymentStatus = z.enum(['pending', 'requires_action', 'captured', 'failed', 'voided']);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

export const Failure = z.enum(['declined', 'expired']);
export type Failure = z.infer<typeof Failure>;

export const PaymentDto = z.object({
  paymentId: z.string(),
  orderId: z.string().optional().meta({ description: 'Absent while only a void has been heard of' }),
  status: PaymentStatus,
  amount: Money.meta({ description: 'Nothing in XXX while only a void has been heard of' }),
  refunded: Money,
  failure: Failure.optional(),
  actionUrl: z
    .string()
    .optional()
    .meta({ description: 'Where the customer decides, while the payment waits for that' }),
  pageUrl: z.string().meta({ description: 'The page of this payment, in every state' }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int().positive(),
});

export const PaymentRequest = z.strictObject({
  orderId: MerchantId,
  amount: SomeMoney,
  token: z.string().max(64).optional().meta({ description: 'What the card does; tok_visa without' }),
  returnUrl: WebUrl.optional(),
  webhookUrl: WebUrl,
  expiresAt: Timestamp,
});

const params = z.strictObject({ paymentId: MerchantId });
const wrongKey = problem(401, 'invalid-api-key', 'the API key is missing or wrong');
const absent = problem(404, 'not-found', 'there is no such payment');

export const OpenPayment = defineRoute({
  operationId: 'openPayment',
  method: 'PUT',
  path: '/v1/payments/{paymentId}',
  access: signed,
  tag: 'Sandbox gateway',
  summary: 'Opens a payment, or answers it as it stands: its id is the idempotency key',
  params,
  body: PaymentRequest,
  success: { status: 200, description: 'The payment', body: PaymentDto },
  problems: [
    wrongKey,
    problem(409, 'different-payment', 'this id was used for another order or amount'),
    problem(504, 'reply-lost', 'tok_lost_reply: the payment was taken, and the answer got lost'),
  ],
});

export const ReadPayment = defineRoute({
  operationId: 'readPayment',
  method: 'GET',
  path: '/v1/payments/{paymentId}',
  access: signed,
  tag: 'Sandbox gateway',
  summary: 'A payment as it stands',
  params,
  success: { status: 200, description: 'The payment', body: PaymentDto },
  problems: [wrongKey, absent],
});

export const VoidPayment = defineRoute({
  operationId: 'voidPayment',
  method: 'POST',
  path: '/v1/payments/{paymentId}/void',
  access: signed,
  tag: 'Sandbox gateway',
  summary: 'Closes an open payment; one that has not arrived yet will take no money when it does',
  params,
  success: { status: 200, description: 'The payment, voided or failed', body: PaymentDto },
  problems: [wrongKey, problem(409, 'already-captured', 'the money was taken; refund it')],
});

export const RefundDto = z.object({
  refundId: z.string(),
  status: z.enum(['succeeded', 'failed']),
  amount: Money,
});

export const RefundPayment = defineRoute({
  operationId: 'refundPayment',
  method: 'POST',
  path: '/v1/payments/{paymentId}/refunds',
  access: signed,
  tag: 'Sandbox gateway',
  summary: 'Gives money back, once for a key; a refund that failed may be tried again under its key',
  params,
  body: z.strictObject({ amount: SomeMoney, key: z.string().min(1).max(255) }),
  success: { status: 200, description: 'The refund', body: RefundDto },
  problems: [
    wrongKey,
    absent,
    problem(409, 'not-captured', 'there is nothing to give back'),
    problem(409, 'refund-exceeds-capture', 'more than was captured and not yet refunded'),
    problem(409, 'different-refund', 'this key was used for another amount'),
  ],
});

export const DeliveryDto = z.object({
  id: z.string(),
  type: z.string(),
  status: z.enum(['pending', 'delivered', 'given-up']),
  attempts: z.int().nonnegative(),
  lastStatus: z.int().optional().meta({ description: 'HTTP status of the last answer; absent without one' }),
  lastAttemptAt: Timestamp.optional(),
  createdAt: Timestamp,
});

export const ListDeliveries = defineRoute({
  operationId: 'listDeliveries',
  method: 'GET',
  path: '/v1/payments/{paymentId}/deliveries',
  access: signed,
  tag: 'Sandbox gateway',
  summary: 'The webhooks of a payment and what became of them',
  params,
  success: { status: 200, description: 'Oldest first', body: z.object({ items: z.array(DeliveryDto) }) },
  problems: [wrongKey, absent],
});

export const EntryDto = z.object({
  id: z.string(),
  at: Timestamp,
  paymentId: z.string(),
  orderId: z.string(),
  kind: z.enum(['capture', 'refund']),
  amount: Money,
});

export const ListLedger = defineRoute({
  operationId: 'listLedger',
  method: 'GET',
  path: '/v1/ledger',
  access: signed,
  tag: 'Sandbox gateway',
  summary: 'Every movement of money, a page at a time; pages are not sorted by time across each other',
  query: z.strictObject({
    limit: queryNumber(1, 500).default(100),
    after: z.string().max(2_000).optional().meta({ description: 'The nextCursor of the page before' }),
  }),
  success: { status: 200, description: 'A page', body: pageOf(EntryDto) },
  problems: [wrongKey, problem(400, 'invalid-cursor', 'the cursor was not made by this list')],
});

export const ListLedgerOfOrder = defineRoute({
  operationId: 'listLedgerOfOrder',
  method: 'GET',
  path: '/v1/ledger/{orderId}',
  access: signed,
  tag: 'Sandbox gateway',
  summary: 'Every movement of money for an order',
  params: z.strictObject({ orderId: MerchantId }),
  success: { status: 200, description: 'Oldest first', body: z.object({ items: z.array(EntryDto) }) },
  problems: [wrongKey],
});

export const ShowPage = defineRoute({
  operationId: 'showPaymentPage',
  method: 'GET',
  path: '/pay/{paymentId}',
  access: everyone,
  tag: 'Sandbox gateway',
  summary: 'The page on which the customer confirms or declines',
  params,
  query: z.strictObject({ sig: z.string().max(100).default('') }),
  success: { status: 200, description: 'The page', body: z.string(), mediaType: 'text/html; charset=utf-8' },
  problems: [problem(404, 'not-found', 'the link was not made by the gateway')],
});

export const DecidePayment = defineRoute({
  operationId: 'decidePayment',
  method: 'POST',
  path: '/pay/{paymentId}',
  access: everyone,
  tag: 'Sandbox gateway',
  summary: "Takes the page's form: decision=confirm|decline|heal and sig",
  params,
  body: 'raw',
  success: { status: 303, description: 'To the return address, or back to the page without one' },
  problems: [
    problem(400, 'invalid-request', 'no such decision'),
    problem(404, 'not-found', 'the link was not made by the gateway'),
    problem(409, 'already-decided', 'the payment does not wait for this decision'),
    problem(415, 'form-required', 'the body is not a form'),
  ],
});

const ParcelScan = z.enum(['in_transit', 'delivered']);
export type ParcelScan = z.infer<typeof ParcelScan>;
const ParcelStatus = z.enum(['announced', ...ParcelScan.options]);
export type ParcelStatus = z.infer<typeof ParcelStatus>;

export const ParcelDto = z.object({
  trackingNumber: z.string(),
  status: ParcelStatus,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  deliveries: z.array(DeliveryDto).meta({ description: 'The webhooks of the parcel and what became of them' }),
});

const parcelParams = z.strictObject({
  trackingNumber: z
    .string()
    .regex(/^[A-Z0-9]{5,40}$/, 'capital letters and digits')
    .meta({ examples: ['PV0123456789012'] }),
});
const noParcel = problem(404, 'not-found', 'there is no such parcel');

export const AnnounceParcel = defineRoute({
  operationId: 'announceParcel',
  method: 'PUT',
  path: '/v1/parcels/{trackingNumber}',
  access: signed,
  tag: 'Sandbox carrier',
  summary: 'Tells the carrier of a parcel that is to be fetched; one that is known stays as it is',
  params: parcelParams,
  body: z.strictObject({ webhookUrl: WebUrl }),
  success: { status: 200, description: 'The parcel', body: ParcelDto },
  problems: [wrongKey],
});

export const ReadParcel = defineRoute({
  operationId: 'readParcel',
  method: 'GET',
  path: '/v1/parcels/{trackingNumber}',
  access: signed,
  tag: 'Sandbox carrier',
  summary: 'A parcel as it stands, and what the merchant was told of it',
  params: parcelParams,
  success: { status: 200, description: 'The parcel', body: ParcelDto },
  problems: [wrongKey, noParcel],
});

export const ScanParcel = defineRoute({
  operationId: 'scanParcel',
  method: 'POST',
  path: '/v1/parcels/{trackingNumber}/scans',
  access: signed,
  tag: 'Sandbox carrier',
  summary: 'Makes a parcel move, of which the merchant is told; a repeat changes nothing',
  params: parcelParams,
  body: z.strictObject({ status: ParcelScan }),
  success: { status: 200, description: 'The parcel', body: ParcelDto },
  problems: [wrongKey, noParcel],
});
