import { createHash } from 'node:crypto';
import type { CatalogReads, SellableProduct } from '../catalog/reads.ts';
import type { IdentityReads } from '../identity/reads.ts';
import { type InventoryReads, shortSkus, wantedUnits } from '../inventory/reads.ts';
import type { Provider } from '../payments/contract.ts';
import { continueLink } from '../payments/reads.ts';
import type { PaymentsWrites } from '../payments/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import { announced, type FactDraft } from '../shared/events/facts.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { InvalidToken } from '../shared/http/tokens.ts';
import { derivedId } from '../shared/ids.ts';
import { equals } from '../shared/money.ts';
import type { Secret } from '../shared/signatures.ts';
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { type Checkout, OrderCreated } from './contract.ts';
import { firstHead, type OrderDetails, paymentIdOf } from './order.ts';
import { placedOrder } from './order-dto.ts';
import { newOrderNumber } from './order-number.ts';
import { type PricedProduct, priceOrder, type ShippingRates, type TaxRates } from './pricing.ts';
import type { OrdersReads } from './reads.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly payments: PaymentsWrites;
  readonly catalog: CatalogReads;
  readonly inventory: InventoryReads;
  readonly identity: IdentityReads;
  readonly key: Secret;
  readonly clock: Clock;
  readonly apiUrl: string;
  /** Origins that a payment may return to. */
  readonly returnOrigins: readonly string[];
  readonly providers: readonly Provider[];
  readonly tables: { readonly taxRates: TaxRates; readonly shippingRates: ShippingRates; readonly currency: string };
}

type CheckoutRequest = Request<typeof Checkout>;

/** More tries than this for a number that is free mean that something else is wrong. */
const MAX_ROUNDS = 5;

class AlreadyPlaced extends Stale {}
class NumberTaken extends Stale {}

/**
 * Places an order, once per caller and Idempotency-Key: the order's id is made of both, so a repeat finds it, and is told
 * the same bytes. Writes the order as CREATED, its open payment and the fact that starts the saga in one transaction.
 * The gateway is not asked here. Throws what the contract lists, `InvalidToken`, and `StoreContention` if no number was free.
 */
export const checkOut =
  (ports: Ports) =>
  async (request: CheckoutRequest): Promise<Reply> => {
    const { body, caller, idempotencyKey } = request;
    const orderId = derivedId('ord', [caller.userId, 'checkout', idempotencyKey]);
    const requestHash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
    const [placed, products, pools, user] = await ports.store.readTogether([
      ports.orders.reads.order(orderId),
      ports.catalog.sellable([...new Set(body.items.map((item) => item.productId))]),
      ports.inventory.pools([...new Set(body.items.flatMap((item) => item.sku ?? []))]),
      ports.identity.user(caller.userId),
    ]);
    if (!user || user.disabled) throw new InvalidToken();
    if (placed) return repeat(ports, placed.details, requestHash);
    assertPayable(ports, body.payment);
    const bought = body.items.map((item, index) => requireVariant(item, index, products));
    const totals = priceOrder(bought, body.shippingAddress.country, ports.tables);
    if (!totals) {
      throw new DomainError('invalid', 'country-not-served', 'We do not deliver to that country yet.', {
        errors: [{ pointer: '/shippingAddress/country', message: 'not served' }],
      });
    }
    if (body.expectedTotal && !equals(body.expectedTotal, totals.total)) {
      throw new DomainError('conflict', 'price-changed', 'The total is not what you expected.', {
        members: { total: totals.total },
      });
    }
    await assertInStock(ports, bought, pools);
    const details = (now: Date, redirectUrl: string): OrderDetails => ({
      id: orderId,
      orderNumber: newOrderNumber(now),
      customer: { id: user.id, email: user.email, name: user.name, locale: user.locale },
      ...totals,
      shippingAddress: body.shippingAddress,
      billingAddress: body.billingAddress ?? body.shippingAddress,
      payment: { paymentId: paymentIdOf(orderId), provider: body.payment.provider, redirectUrl },
      requestHash,
      createdAt: now.toISOString(),
    });
    const redirectUrl = continueLink(ports.apiUrl, paymentIdOf(orderId), await ports.key());
    return whileStale(async (previous) => {
      if (previous instanceof AlreadyPlaced) {
        const [first] = await ports.store.readTogether([ports.orders.reads.order(orderId)]);
        if (first) return repeat(ports, first.details, requestHash);
      }
      return answer(ports, await place(ports, details(ports.clock.now(), redirectUrl), body));
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

/** The product and variant that an item means; without a SKU, the product's first variant. Throws `not-purchasable`. */
function requireVariant(
  item: CheckoutRequest['body']['items'][number],
  index: number,
  products: readonly SellableProduct[],
): PricedProduct {
  const product = products.find(({ id }) => id === item.productId);
  const variant = product?.variants.find(({ sku }) => item.sku === undefined || sku === item.sku);
  if (!product?.active || product.kind !== 'stock' || !variant) {
    throw new DomainError('conflict', 'not-purchasable', 'Something in the order cannot be bought this way.', {
      errors: [{ pointer: `/items/${index}`, message: 'not purchasable' }],
    });
  }
  return {
    productId: product.id,
    sku: variant.sku,
    name: variant.name === product.name ? product.name : `${product.name}, ${variant.name}`,
    quantity: item.quantity,
    unitPrice: variant.price,
    priceVersion: product.version,
    taxClass: product.taxClass,
  };
}

/** Throws `insufficient-stock` where the pools are short already; the saga's reservation decides in the end. */
async function assertInStock(
  { store, inventory }: Ports,
  bought: readonly PricedProduct[],
  read: readonly { readonly sku: string; readonly available: number }[],
): Promise<void> {
  const wanted = wantedUnits(bought);
  const unread = wanted.map(({ sku }) => sku).filter((sku) => !read.some((pool) => pool.sku === sku));
  const [more] = unread.length > 0 ? await store.readTogether([inventory.pools(unread)]) : [[]];
  const short = shortSkus(wanted, [...read, ...more]);
  if (short.length > 0) {
    throw new DomainError('conflict', 'insufficient-stock', 'There is not enough in stock.', {
      members: { skus: short },
    });
  }
}

async function place(
  { store, orders, payments }: Ports,
  details: OrderDetails,
  { payment }: CheckoutRequest['body'],
): Promise<OrderDetails> {
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
  ]);
  return details;
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
