/**
 * How an order comes to be, whoever places it: a checkout of goods, or a quote that is accepted (docs/adr/0033). One transaction
 * writes the order as CREATED, its open payment and the fact that starts the saga; what else belongs into it, its caller adds.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { User } from '../identity/reads.ts';
import { type PaymentMethod, Provider } from '../payments/contract.ts';
import { continueLink } from '../payments/reads.ts';
import type { PaymentsWrites } from '../payments/writes.ts';
import { DomainError } from '../shared/domain-error.ts';
import { announced, type FactDraft } from '../shared/events/facts.ts';
import type { Address } from '../shared/http/shapes.ts';
import type { Secret } from '../shared/signatures.ts';
import { Stale } from '../shared/store/optimistic.ts';
import type { Write } from '../shared/store/store.ts';
import { OrderCreated } from './contract.ts';
import { firstHead, type OrderDetails, paymentIdOf } from './order.ts';
import { newOrderNumber } from './order-number.ts';
import type { Totals } from './pricing.ts';
import type { OrdersWrites } from './writes.ts';

export { totalsOf } from './pricing.ts';

/** The stage's own tables, as constructs hand them over to whoever places orders (`CHECKOUT_SETTINGS`). */
export const CheckoutSettings = z.object({
  currency: z.string(),
  taxRates: z.record(z.string(), z.object({ standard: z.number(), reduced: z.number() })),
  shippingRates: z.record(z.string(), z.number()),
  returnOrigins: z.array(z.string()),
  providers: z.array(Provider),
});

export interface PlacingPorts {
  readonly orders: { readonly writes: OrdersWrites };
  readonly payments: PaymentsWrites;
  readonly key: Secret;
  readonly apiUrl: string;
  /** Origins that a payment may return to. */
  readonly returnOrigins: readonly string[];
  readonly providers: readonly Provider[];
}

/** What a customer says of an order, beside what is bought. */
interface PlacingBody {
  readonly shippingAddress: Address;
  readonly billingAddress?: Address | undefined;
  readonly payment: PaymentMethod;
}

/** The order is there already: a twin of the request was faster. Read it and answer as it was answered. */
export class AlreadyPlaced extends Stale {}
/** Another order has its number. Draw again. */
export class NumberTaken extends Stale {}

/** SHA-256 of a request's body, to tell a repeat from a reused key. */
export const requestHashOf = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url');

/** Throws `idempotency-key-reused` where an order was placed by another body than this. */
export function assertSameRequest({ requestHash }: Pick<OrderDetails, 'requestHash'>, body: unknown): void {
  if (requestHash === requestHashOf(body)) return;
  throw new DomainError(
    'key-reused',
    'idempotency-key-reused',
    'This Idempotency-Key belongs to an order with another body. Use a new one.',
  );
}

/** Throws `payment-provider-unavailable` and `return-url-not-allowed`. */
export function assertPayable(
  { providers, returnOrigins }: PlacingPorts,
  { provider, returnUrl }: PaymentMethod,
): void {
  if (!providers.includes(provider)) {
    throw new DomainError('invalid', 'payment-provider-unavailable', 'Choose another way to pay.', {
      errors: [{ pointer: '/payment/provider', message: `one of ${providers.join(', ')}` }],
    });
  }
  if (returnUrl !== undefined && !returnOrigins.includes(new URL(returnUrl).origin)) {
    throw new DomainError('invalid', 'return-url-not-allowed', 'A payment returns to the shop only.', {
      errors: [{ pointer: '/payment/returnUrl', message: 'not an origin of the shop' }],
    });
  }
}

/** A new order's details. In: its id, who orders, what it costs, what the customer says of it. */
export async function newOrder(
  { key, apiUrl }: PlacingPorts,
  orderId: string,
  user: User,
  totals: Totals,
  body: PlacingBody,
  now: Date,
): Promise<OrderDetails> {
  return {
    id: orderId,
    orderNumber: newOrderNumber(now),
    customer: { id: user.id, email: user.email, name: user.name, locale: user.locale },
    ...totals,
    shippingAddress: body.shippingAddress,
    billingAddress: body.billingAddress ?? body.shippingAddress,
    payment: {
      paymentId: paymentIdOf(orderId),
      provider: body.payment.provider,
      redirectUrl: continueLink(apiUrl, paymentIdOf(orderId), await key()),
    },
    requestHash: requestHashOf(body),
    createdAt: now.toISOString(),
  };
}

/** The writes that place an order. Throws `AlreadyPlaced` and `NumberTaken`. */
export const placing = ({ orders, payments }: PlacingPorts, details: OrderDetails, payment: PaymentMethod): Write[] => [
  ...orders.writes.place({ head: firstHead(details), details }, createdFact(details), new Date(details.createdAt), {
    taken: () => new AlreadyPlaced(),
    numberTaken: () => new NumberTaken(),
  }),
  payments.open(
    {
      id: details.payment.paymentId,
      orderId: details.id,
      customerId: details.customer.id,
      provider: payment.provider,
      amount: details.total,
      ...(payment.token ? { method: payment.token } : {}),
      ...(payment.returnUrl ? { returnUrl: payment.returnUrl } : {}),
      status: 'PENDING',
      createdAt: details.createdAt,
      version: 1,
    },
    () => new AlreadyPlaced(),
  ),
];

/** How the payment of a placed order goes on, as whoever places one is told. */
export const openedPayment = ({ payment: { paymentId, redirectUrl } }: OrderDetails) => ({
  paymentId,
  status: 'PENDING' as const,
  redirectUrl,
});

/** The first fact of an order, of its details: it starts the saga and asks for the reservation. */
export const createdFact = (details: OrderDetails): FactDraft =>
  announced(
    OrderCreated,
    {
      orderId: details.id,
      orderNumber: details.orderNumber,
      customerId: details.customer.id,
      total: details.total,
      items: details.lines.map(({ lineId, kind, quantity, lineTotal, ...line }) => ({
        lineId,
        kind,
        ...('sku' in line ? { productId: line.productId, sku: line.sku } : { quoteId: line.quoteId }),
        quantity,
        lineTotal,
      })),
    },
    { key: 'created', audience: 'customer', asks: 'inventory.reservation' },
  );
