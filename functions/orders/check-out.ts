import { createHash } from 'node:crypto';
import type { Cart, CartReads } from '../cart/reads.ts';
import type { CartWrites } from '../cart/writes.ts';
import type { IdentityReads } from '../identity/reads.ts';
import type { Provider } from '../payments/contract.ts';
import { continueLink } from '../payments/reads.ts';
import type { PaymentsWrites } from '../payments/writes.ts';
import { DomainError } from '../shared/domain-error.ts';
import { announced, type FactDraft } from '../shared/events/facts.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { InvalidToken } from '../shared/http/tokens.ts';
import { derivedId } from '../shared/ids.ts';
import { equals } from '../shared/money.ts';
import type { Secret } from '../shared/signatures.ts';
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import { assertInStock, type BasketPorts, basketOf, basketReads, priceBasket } from './basket.ts';
import { type Checkout, OrderCreated } from './contract.ts';
import { firstHead, type OrderDetails, paymentIdOf } from './order.ts';
import { placedOrder } from './order-dto.ts';
import { newOrderNumber } from './order-number.ts';
import type { OrdersReads } from './reads.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports extends BasketPorts {
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly payments: PaymentsWrites;
  readonly cart: { readonly reads: CartReads; readonly writes: CartWrites };
  readonly identity: IdentityReads;
  readonly key: Secret;
  readonly apiUrl: string;
  /** Origins that a payment may return to. */
  readonly returnOrigins: readonly string[];
  readonly providers: readonly Provider[];
}

type CheckoutRequest = Request<typeof Checkout>;

/** More tries than this for a number that is free, and a cart that stands still, mean that something else is wrong. */
const MAX_ROUNDS = 5;

class AlreadyPlaced extends Stale {}
class NumberTaken extends Stale {}

/**
 * Places an order, once per caller and Idempotency-Key: the order's id is made of both, so a repeat finds it, and is told
 * the same bytes. Writes the order as CREATED, its open payment and the fact that starts the saga in one transaction; where
 * no items are named, those of the customer's cart, which the same transaction empties. The gateway is not asked here.
 * Throws what the contract lists, `InvalidToken`, and `StoreContention` if no number was free or the cart never stood still.
 */
export const checkOut =
  (ports: Ports) =>
  async ({ body, caller: { userId }, idempotencyKey }: CheckoutRequest): Promise<Reply> => {
    const orderId = derivedId('ord', [userId, 'checkout', idempotencyKey]);
    const requestHash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
    return whileStale(async () => {
      const [placed, user, ...found] = await ports.store.readTogether([
        ports.orders.reads.order(orderId),
        ports.identity.user(userId),
        ...basketReads(ports, userId, body.items),
      ]);
      if (!user || user.disabled) throw new InvalidToken();
      if (placed) return repeat(ports, placed.details, requestHash);
      assertPayable(ports, body.payment);
      const basket = await basketOf(ports, userId, body.items, found);
      const totals = priceBasket(basket, body.shippingAddress.country, ports.tables);
      if (body.expectedTotal && !equals(body.expectedTotal, totals.total)) {
        throw new DomainError('conflict', 'price-changed', 'The total is not what you expected.', {
          members: { total: totals.total },
        });
      }
      await assertInStock(ports, basket, totals);
      const now = ports.clock.now();
      const details: OrderDetails = {
        id: orderId,
        orderNumber: newOrderNumber(now),
        customer: { id: user.id, email: user.email, name: user.name, locale: user.locale },
        ...totals,
        shippingAddress: body.shippingAddress,
        billingAddress: body.billingAddress ?? body.shippingAddress,
        payment: {
          paymentId: paymentIdOf(orderId),
          provider: body.payment.provider,
          redirectUrl: continueLink(ports.apiUrl, paymentIdOf(orderId), await ports.key()),
        },
        requestHash,
        ...(basket.cart ? { fromCart: true } : {}),
        createdAt: now.toISOString(),
      };
      await place(ports, details, body, basket.cart);
      return answer(ports, details);
    }, MAX_ROUNDS);
  };

function repeat(ports: Ports, details: OrderDetails, requestHash: string): Reply {
  if (details.requestHash !== requestHash) {
    throw new DomainError(
      'key-reused',
      'idempotency-key-reused',
      'This Idempotency-Key belongs to an order with another body. Use a new one.',
    );
  }
  return answer(ports, details);
}

const answer = ({ apiUrl }: Ports, details: OrderDetails): Reply =>
  new Reply(
    {
      order: placedOrder(details),
      payment: { paymentId: details.payment.paymentId, status: 'PENDING', redirectUrl: details.payment.redirectUrl },
    },
    { location: `${apiUrl}/orders/${details.id}` },
  );

function assertPayable(
  { providers, returnOrigins }: Ports,
  { provider, returnUrl }: CheckoutRequest['body']['payment'],
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

async function place(
  { store, orders, payments, cart }: Ports,
  details: OrderDetails,
  { payment }: CheckoutRequest['body'],
  emptied: Cart | undefined,
): Promise<void> {
  const now = new Date(details.createdAt);
  await store.commit([
    ...orders.writes.place({ head: firstHead(details), details }, createdFact(details), now, {
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
    ...(emptied ? [cart.writes.replace(emptied, [], 'user', now)] : []),
  ]);
}

/** The first fact of an order, of its details: it starts the saga and asks for the reservation. */
export const createdFact = (details: OrderDetails): FactDraft =>
  announced(
    OrderCreated,
    {
      orderId: details.id,
      orderNumber: details.orderNumber,
      customerId: details.customer.id,
      total: details.total,
      items: details.lines.map(({ lineId, kind, productId, sku, quantity, lineTotal }) => ({
        lineId,
        kind,
        productId,
        sku,
        quantity,
        lineTotal,
      })),
    },
    { key: 'created', audience: 'customer', asks: 'inventory.reservation' },
  );
