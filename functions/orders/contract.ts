/**
 * Orders: what was ordered, where it stands, and the saga behind it: reserve → pay → ship, with a way back.
 *
 * Consumes `order.created` and `order.retried` (start the saga), Step Functions' status changes (parks what died),
 * `email.sent` (timeline), `user.erased`, `order.completed` and `order.failed` (let go of customers who have left).
 * Emits `order.created`, `order.retried`, `order.parked`, `order.completed`, `order.failed`, and of the production track
 * `order.status-changed`, `order.shipped`, `order.delivered`, `order.overdue`.
 */
import * as z from 'zod';
import { BuyableItem, eachQuoteOnce, MAX_LINES, MAX_QUOTES } from '../cart/contract.ts';
import { ChosenPrint } from '../catalog/contract.ts';
import { Sku } from '../inventory/contract.ts';
import { NextAction, PaymentMethod, PaymentStatus, Provider } from '../payments/contract.ts';
import { QuoteConfig, Suggestion } from '../quotes/contract.ts';
import { ActsForAnother } from '../shared/domain-error.ts';
import { defineEvent } from '../shared/events/event.ts';
import { positiveDecimal } from '../shared/http/decimal.ts';
import { EmailAddress } from '../shared/http/email-address.ts';
import { queryFlag } from '../shared/http/query.ts';
import {
  customer,
  customerSelfRead,
  defineRoute,
  everyone,
  pageOf,
  pageQuery,
  permitted,
  problem,
  spelled,
} from '../shared/http/route.ts';
import { Address, line, ShownAddress, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import { Currency, Money, MoneySent } from '../shared/money.ts';
import { ShipmentStatus } from '../shipping/contract.ts';
import { ModelAnalysis } from '../uploads/contract.ts';
import { ProductionStatus } from './production-events.ts';

export * from './production-events.ts';

export const OrderStatus = z
  .enum(['CREATED', 'RESERVED', 'PAID', 'SHIPPING_SCHEDULED', 'COMPLETED', 'CANCELED', 'FAILED'])
  .meta({ id: 'OrderStatus' });
export type OrderStatus = z.infer<typeof OrderStatus>;

export const DisplayStatus = z
  .enum([
    'PENDING',
    'INVENTORY_RESERVED',
    'PAYMENT_PROCESSED',
    'SHIPPING_PREPARED',
    'PROCESSING',
    'SHIPPED',
    'DELIVERED',
    'FAILED',
    'CANCELED',
  ])
  .meta({ id: 'DisplayStatus' });
export type DisplayStatus = z.infer<typeof DisplayStatus>;

export const FailureCode = z
  .enum(['out-of-stock', 'payment-declined', 'payment-expired', 'payment-mismatch', 'shipping-impossible', 'technical'])
  .meta({ id: 'FailureCode' });
export type FailureCode = z.infer<typeof FailureCode>;

export const OrderNumber = z
  .string()
  .regex(/^ORD-\d{8}-[0-9A-HJKMNP-TV-Z]{5}$/)
  .meta({ id: 'OrderNumber', examples: ['ORD-20261121-7K3QX'] });

const amountOf = (amount: number) => Money.meta({ examples: [{ amount, currency: 'EUR' }] });

export const OrderItem = z
  .object({
    lineId: z.string(),
    kind: z.enum(['stock', 'print', 'ticket']),
    productId: idSchema('prd').optional(),
    quoteId: z.string().optional(),
    sku: Sku.optional(),
    config: ChosenPrint.optional().meta({ description: 'What was chosen of a catalog print' }),
    name: z.string().meta({ examples: ['Twist vase, medium'] }),
    quantity: z
      .int()
      .positive()
      .meta({ examples: [2] }),
    unitPrice: amountOf(2_490),
    lineTotal: amountOf(4_980),
  })
  .meta({ id: 'OrderItem' });
export type OrderItem = z.infer<typeof OrderItem>;

export const OrderDto = z
  .object({
    id: idSchema('ord'),
    orderNumber: OrderNumber,
    status: OrderStatus,
    displayStatus: DisplayStatus,
    productionStatus: ProductionStatus.nullable(),
    items: z.array(OrderItem),
    subtotal: amountOf(4_980),
    tax: amountOf(873),
    shippingCost: amountOf(490),
    total: amountOf(5_470),
    shippingAddress: ShownAddress,
    billingAddress: ShownAddress,
    payment: z.object({
      status: PaymentStatus,
      provider: Provider,
      paymentId: idSchema('pay'),
      nextAction: NextAction.optional(),
    }),
    shipment: z.object({ status: ShipmentStatus, carrier: z.string(), trackingNumber: z.string() }).optional(),
    failure: z.object({ code: FailureCode, message: z.string() }).optional(),
    eta: z.iso.date().optional().meta({
      description: 'The day on which what is printed is ready to be sent; there once its machine hours are booked',
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    version: z.int().positive(),
  })
  .meta({ id: 'Order' });
export type OrderDto = z.infer<typeof OrderDto>;

const OfOrder = z.object({ orderId: idSchema('ord'), orderNumber: OrderNumber, customerId: idSchema('usr') });
const PricedLine = z.object({
  lineId: z.string(),
  kind: z.enum(['stock', 'print', 'ticket']),
  productId: idSchema('prd').optional(),
  sku: Sku.optional(),
  quoteId: idSchema('quo').optional(),
  quantity: z.int().positive(),
  lineTotal: Money,
});

export const OrderCreated = defineEvent({
  type: 'order.created',
  context: 'orders',
  schemaVersion: 1,
  summary: 'An order was placed; nothing is reserved yet.',
  aliases: ['OrderCreated'],
  data: OfOrder.extend({ total: Money, items: z.array(PricedLine) }),
});

export const OrderRetried = defineEvent({
  type: 'order.retried',
  context: 'orders',
  schemaVersion: 1,
  summary: 'Staff sent a parked order on its way again.',
  data: z.object({ orderId: idSchema('ord'), attempt: z.int().min(2) }),
});

export const OrderParked = defineEvent({
  type: 'order.parked',
  context: 'orders',
  schemaVersion: 1,
  summary: 'The saga could not end by itself; somebody has to look.',
  data: z.object({ orderId: idSchema('ord'), reason: z.string() }),
});

export const OrderCompleted = defineEvent({
  type: 'order.completed',
  context: 'orders',
  schemaVersion: 1,
  summary: 'Paid and scheduled: commercially complete.',
  data: z.object({ orderId: idSchema('ord') }),
});

export const OrderFailed = defineEvent({
  type: 'order.failed',
  context: 'orders',
  schemaVersion: 1,
  summary: 'The order ended without effect: stock is back, no money is kept.',
  data: z.object({ orderId: idSchema('ord'), code: FailureCode }),
});

const items = z
  .array(BuyableItem)
  .min(1)
  .max(MAX_LINES)
  .refine(eachQuoteOnce, `each quote once, and at most ${MAX_QUOTES} of them`)
  .optional()
  .meta({ description: 'Without them, what is in my cart' });

const checkoutBody = z.strictObject({
  items,
  shippingAddress: Address,
  billingAddress: Address.optional(),
  payment: PaymentMethod,
  expectedTotal: MoneySent.optional().meta({ description: 'What the customer saw; 409 price-changed when it differs' }),
});

/** The body of `POST /orders`: that of the checkout, or as shops before this one spelled it. */
const orderBody = checkoutBody
  .extend({
    customerId: idSchema('usr').optional().meta({ description: 'Whoever is signed in; 403 for anybody else' }),
    payment: PaymentMethod.default({ provider: 'sandbox' }),
    totalAmount: z
      .number()
      .min(0)
      .max(10_000_000)
      .multipleOf(0.01)
      .optional()
      .meta({ description: 'The expected total in whole units, e.g. 29.80', examples: [29.8] }),
    currency: Currency.default('EUR').meta({ description: 'Of totalAmount, ISO 4217', examples: ['EUR'] }),
  })
  .refine(({ totalAmount, expectedTotal }) => totalAmount === undefined || expectedTotal === undefined, {
    path: ['totalAmount'],
    message: 'Send totalAmount or expectedTotal, not both',
  });

/**
 * In: the body of `POST /orders`, who sends it. Out: the body of the checkout, with `totalAmount` as the expected total in
 * minor units. Throws `ActsForAnother` when `customerId` is somebody else's.
 */
const toCheckout = (
  { customerId, totalAmount, currency, ...body }: z.output<typeof orderBody>,
  caller: { readonly userId: string } | undefined,
) => {
  if (customerId !== undefined && customerId !== caller?.userId) throw new ActsForAnother();
  if (totalAmount === undefined) return body;
  return { ...body, expectedTotal: { amount: Math.round(totalAmount * 100), currency } };
};

const notServed = problem(400, 'country-not-served', 'nothing is delivered to that country');
const insufficient = problem(409, 'insufficient-stock', 'plainly not enough of it');
const notPurchasable = problem(
  409,
  'not-purchasable',
  'unknown, withdrawn, not sold this way, or a quote that is no offer of yours any more; `items` in the answer names them',
);
const fileChanged = problem(409, 'file-changed', 'the file of a quote is not the one that was quoted, or it is gone');
const cartEmpty = problem(409, 'cart-empty', 'no items were sent, and there is nothing in the cart');

export const Checkout = defineRoute({
  operationId: 'checkout',
  method: 'POST',
  path: '/checkout',
  aliases: ['/orders', '/bff/orders'].map((path) => ({
    method: 'POST' as const,
    path,
    ...spelled(orderBody, toCheckout),
  })),
  access: customerSelfRead,
  tag: 'Orders',
  summary: 'Place an order',
  idempotencyKey: 'required',
  body: checkoutBody,
  success: {
    status: 201,
    description: 'The order as it was created; its saga begins now',
    headers: ['Location'],
    body: z.object({
      order: OrderDto,
      payment: z.object({ paymentId: idSchema('pay'), status: PaymentStatus, redirectUrl: z.string() }),
    }),
  },
  problems: [
    notServed,
    problem(400, 'payment-provider-unavailable', 'this shop does not take payments by that provider'),
    problem(400, 'return-url-not-allowed', "the return address is not one of the shop's own"),
    problem(403, 'forbidden', 'customerId names somebody other than the caller'),
    problem(409, 'price-changed', 'the total is not the expected one; the new total is in the answer'),
    insufficient,
    notPurchasable,
    fileChanged,
    cartEmpty,
    problem(422, 'idempotency-key-reused', 'the key was used with another body'),
  ],
});

export const PreviewCheckout = defineRoute({
  operationId: 'previewCheckout',
  method: 'POST',
  path: '/checkout/preview',
  access: customer,
  tag: 'Orders',
  summary: 'What an order would cost: delivery, tax and total, and nothing is changed',
  body: z.strictObject({ items, shippingAddress: Address }),
  success: {
    status: 200,
    description: 'As the checkout would reckon it now',
    body: z.object({
      items: z.array(OrderItem),
      subtotal: amountOf(4_980),
      shippingCost: amountOf(490),
      tax: amountOf(873),
      total: amountOf(5_470),
    }),
  },
  problems: [notServed, insufficient, notPurchasable, cartEmpty],
});

export const ListCountries = defineRoute({
  operationId: 'listDeliveryCountries',
  method: 'GET',
  path: '/checkout/countries',
  access: everyone,
  tag: 'Orders',
  summary: 'Where the shop delivers to, and what a parcel costs there',
  etag: 'content',
  success: {
    status: 200,
    description: 'By code; every other country is refused with country-not-served',
    body: z.object({
      items: z.array(
        z.object({
          country: z.string().meta({ description: 'ISO 3166-1 alpha-2', examples: ['DE'] }),
          shippingCost: amountOf(490),
          postalCode: z
            .string()
            .optional()
            .meta({ description: 'One that the country has; absent where it has none', examples: ['10115'] }),
        }),
      ),
    }),
  },
  problems: [],
});

const params = z.strictObject({ orderId: idSchema('ord') });
const absent = problem(404, 'not-found', 'absent, or not yours');

export const ListOrders = defineRoute({
  operationId: 'listOrders',
  method: 'GET',
  path: '/orders',
  access: customer,
  tag: 'Orders',
  summary: 'My orders, newest first',
  query: z.strictObject(pageQuery),
  success: { status: 200, description: 'A page', body: pageOf(OrderDto) },
  problems: [],
});

export const ReadOrder = defineRoute({
  operationId: 'getOrder',
  method: 'GET',
  path: '/orders/{orderId}',
  aliases: [{ method: 'GET', path: '/bff/orders/{orderId}' }],
  access: customer,
  tag: 'Orders',
  summary: 'One of my orders',
  params,
  etag: 'content',
  success: { status: 200, description: 'The order', body: OrderDto },
  problems: [absent],
});

export const TimelineEntry = z
  .object({
    at: Timestamp,
    type: z.string().meta({ examples: ['inventory.reserved'] }),
    title: z.string().meta({ examples: ['Stock reserved'] }),
    actor: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'TimelineEntry' });

export const ReadTimeline = defineRoute({
  operationId: 'getOrderTimeline',
  method: 'GET',
  path: '/orders/{orderId}/timeline',
  access: customer,
  tag: 'Orders',
  summary: 'Everything that happened to an order, oldest first',
  params,
  success: { status: 200, description: 'The story', body: z.object({ items: z.array(TimelineEntry) }) },
  problems: [absent],
});

const Actuals = z
  .strictObject({
    grams: positiveDecimal(1_000_000).meta({ description: 'As weighed: supports and failed pieces too' }),
    minutes: positiveDecimal(1_000_000).meta({ description: 'Machine time' }),
  })
  .meta({ id: 'PrintActuals', description: 'What the prints of an order took, all together' });

const ProductionDto = z
  .object({
    since: Timestamp.meta({ description: 'When it got its production status' }),
    dueAt: Timestamp.optional().meta({ description: 'Until when it should have moved on; absent once DELIVERED' }),
    late: z.boolean(),
    actuals: Actuals.optional(),
  })
  .meta({ id: 'OrderProduction' });

/** A print of an order, with what it was quoted by. */
const OrderPrint = z
  .object({
    lineId: z.string(),
    quoteId: idSchema('quo'),
    fileKey: idSchema('upl').meta({ description: 'Of `GET /files/{fileKey}`, as long as the file is kept' }),
    fileName: z.string(),
    fileSha256: z.string(),
    config: QuoteConfig,
    rulesVersion: z.int().positive(),
    quoted: Suggestion.meta({ description: 'What the rules reckoned: machine, grams of a piece, seconds of all' }),
    analysis: ModelAnalysis.optional().meta({ description: 'Of one order; lists leave it out' }),
    previewUrl: z.string().optional(),
  })
  .meta({ id: 'OrderPrint' });

/** What staff see beyond the customer's view. */
export const AdminOrderDto = OrderDto.extend({
  customerId: idSchema('usr'),
  production: ProductionDto.optional().meta({ description: 'Of a complete order' }),
  prints: z.array(OrderPrint).optional().meta({ description: 'Of an order with prints' }),
  saga: z.object({
    direction: z.enum(['FORWARD', 'BACK']),
    parked: z.boolean(),
    attempt: z.int().positive(),
    done: z.boolean(),
  }),
}).meta({ id: 'AdminOrder' });

export const AdminListOrders = defineRoute({
  operationId: 'adminListOrders',
  method: 'GET',
  path: '/admin/orders',
  access: permitted('orders:read'),
  tag: 'Admin',
  summary: 'All orders, newest first',
  query: z
    .strictObject({
      ...pageQuery,
      orderNumber: OrderNumber.optional().meta({ description: 'That order alone' }),
      email: EmailAddress.optional().meta({
        description: "Of the customer, as it is now: only that customer's orders",
      }),
      status: OrderStatus.optional(),
      productionStatus: ProductionStatus.optional(),
      customerId: idSchema('usr').optional(),
      stale: queryFlag().optional().meta({
        description:
          'Only orders whose saga is neither done nor parked and that have not changed for longer than a saga should rest',
      }),
      late: queryFlag().optional().meta({
        description: 'Only orders past the deadline of their production status, the latest deadline first',
      }),
    })
    .refine(({ orderNumber, email, customerId }) => [orderNumber, email, customerId].filter(Boolean).length <= 1, {
      path: ['email'],
      message: 'Send one of orderNumber, email and customerId',
    }),
  success: {
    status: 200,
    description: 'A page; it may be short while there is a next one',
    body: pageOf(AdminOrderDto),
  },
  problems: [],
});

export const AdminReadOrder = defineRoute({
  operationId: 'adminGetOrder',
  method: 'GET',
  path: '/admin/orders/{orderId}',
  access: permitted('orders:read'),
  tag: 'Admin',
  summary: 'One order',
  params,
  etag: 'version',
  success: { status: 200, description: 'The order', body: AdminOrderDto },
  problems: [absent],
});

export const ChangeOrderStatus = defineRoute({
  operationId: 'changeOrderStatus',
  method: 'PATCH',
  path: '/orders/{orderId}/status',
  aliases: [
    { method: 'PUT', path: '/bff/orders/{orderId}/status' },
    { method: 'PUT', path: '/admin/orders/{orderId}' },
  ],
  access: permitted('orders:write'),
  tag: 'Admin',
  summary: 'Moves a complete order on its production track, and notes what its prints took',
  params,
  ifMatch: 'honoured',
  body: z
    .strictObject({
      status: ProductionStatus,
      force: z.boolean().optional().meta({ description: 'For any move but to the next status; asks for a reason' }),
      reason: line(500).optional().meta({ description: 'Why it is forced; staff read it in the timeline' }),
      actuals: Actuals.optional().meta({ description: 'May be sent again with the status that the order has' }),
    })
    .refine(({ force, reason }) => !force || reason !== undefined, {
      path: ['reason'],
      message: 'say why the move is forced',
    })
    .meta({ examples: [{ status: 'IN_REVIEW' }] }),
  etag: 'version',
  success: { status: 200, description: 'The order; a repeat changes nothing', body: AdminOrderDto },
  problems: [
    absent,
    problem(
      409,
      'illegal-transition',
      'not the next status of the track and not forced, or the order is not complete; `next` in the answer names it',
    ),
    problem(409, 'nothing-printed', 'actuals of an order without prints'),
  ],
});

const Warning = z
  .object({
    code: z
      .enum(['production-late', 'saga-stale', 'saga-parked'])
      .meta({ description: 'Past its deadline; a saga that stands still; a saga that waits for staff' }),
    orderId: idSchema('ord'),
    orderNumber: OrderNumber,
    status: OrderStatus,
    productionStatus: ProductionStatus.nullable(),
    since: Timestamp.meta({ description: 'Since when it stands there' }),
    dueAt: Timestamp.optional(),
  })
  .meta({ id: 'Warning' });

export const ListWarnings = defineRoute({
  operationId: 'listWarnings',
  method: 'GET',
  path: '/admin/warnings',
  access: permitted('orders:read'),
  tag: 'Admin',
  summary: 'Orders that somebody forgot, those that wait longest first',
  success: {
    status: 200,
    description: 'At most a hundred of each kind',
    body: z.object({
      items: z.array(Warning),
      more: z.boolean().meta({ description: 'There are more of one kind than are listed' }),
    }),
  },
  problems: [],
});

const Saga = z
  .object({
    orderId: idSchema('ord'),
    orderNumber: OrderNumber,
    status: OrderStatus,
    direction: z.enum(['FORWARD', 'BACK']),
    attempt: z.int().positive(),
    parked: z.boolean(),
    reason: z.string().optional(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Saga' });

export const AdminListSagas = defineRoute({
  operationId: 'adminListSagas',
  method: 'GET',
  path: '/admin/sagas',
  access: permitted('sagas:read'),
  tag: 'Admin',
  summary: 'Sagas that are parked or still open',
  query: z.strictObject({ ...pageQuery, state: z.enum(['parked', 'open']).default('parked') }),
  success: { status: 200, description: 'A page', body: pageOf(Saga) },
  problems: [],
});

export const RetrySaga = defineRoute({
  operationId: 'adminRetrySaga',
  method: 'POST',
  path: '/admin/sagas/{orderId}/retry',
  access: permitted('sagas:retry'),
  tag: 'Admin',
  summary: 'Send a parked order on its way again, forward or back as it was going',
  params,
  success: {
    status: 202,
    description: 'On its way',
    body: z.object({ orderId: idSchema('ord'), attempt: z.int() }),
  },
  problems: [absent, problem(409, 'not-parked', 'the order is not parked')],
});

export const adminRoutes = [
  AdminListOrders,
  AdminReadOrder,
  ChangeOrderStatus,
  ListWarnings,
  AdminListSagas,
  RetrySaga,
];
