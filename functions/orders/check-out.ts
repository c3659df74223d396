import type { CartReads } from '../cart/reads.ts';
import type { CartWrites } from '../cart/writes.ts';
import type { IdentityReads } from '../identity/reads.ts';
import { type AcceptancePorts, acceptance } from '../quotes/guards.ts';
import type { QuotesReads } from '../quotes/reads.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { InvalidToken } from '../shared/http/tokens.ts';
import { derivedId } from '../shared/ids.ts';
import { equals } from '../shared/money.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { assertInStock, type Basket, type BasketPorts, basketOf, basketReads, priceBasket } from './basket.ts';
import type { Checkout } from './contract.ts';
import type { OrderDetails } from './order.ts';
import { placedOrder } from './order-dto.ts';
import { assertPayable, assertSameRequest, newOrder, openedPayment, type PlacingPorts, placing } from './placing.ts';
import type { OrdersReads } from './reads.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports extends BasketPorts, PlacingPorts {
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly cart: { readonly reads: CartReads; readonly writes: CartWrites };
  readonly quotes: { readonly reads: Pick<QuotesReads, 'quotes'> } & AcceptancePorts['quotes'];
  readonly uploads: AcceptancePorts['uploads'];
  readonly identity: IdentityReads;
}

type CheckoutRequest = Request<typeof Checkout>;

/** More tries than this for a number that is free, and a cart that stands still, mean that something else is wrong. */
const MAX_ROUNDS = 5;

/**
 * Places an order, once per caller and Idempotency-Key: the order's id is made of both, so a repeat finds it, and is told
 * the same bytes. Writes the order as CREATED, its open payment and the fact that starts the saga in one transaction; where
 * no items are named, those of the customer's cart, which the same transaction empties. It accepts the quotes among them. The gateway is
 * not asked here. Throws what the contract lists, `InvalidToken`, and `StoreContention` if no number was free or the cart never stood still.
 */
export const checkOut =
  (ports: Ports) =>
  async ({ body, caller: { userId }, idempotencyKey }: CheckoutRequest): Promise<Reply> => {
    const orderId = derivedId('ord', [userId, 'checkout', idempotencyKey]);
    return whileStale(async () => {
      const [placed, user, ...found] = await ports.store.readTogether([
        ports.orders.reads.order(orderId),
        ports.identity.user(userId),
        ...basketReads(ports, userId, body.items),
      ]);
      if (!user || user.disabled) throw new InvalidToken();
      if (placed) {
        assertSameRequest(placed.details, body);
        return answer(ports, placed.details);
      }
      assertPayable(ports, body.payment);
      const now = ports.clock.now();
      const basket = await basketOf(ports, userId, body.items, found);
      const totals = priceBasket(basket, body.shippingAddress.country, ports.tables, { user, now });
      if (body.expectedTotal && !equals(body.expectedTotal, totals.total)) {
        throw new DomainError('conflict', 'price-changed', 'The total is not what you expected.', {
          members: { total: totals.total },
        });
      }
      await assertInStock(ports, basket, totals);
      const details: OrderDetails = {
        ...(await newOrder(ports, orderId, user, totals, body, now)),
        ...(basket.cart ? { fromCart: true } : {}),
      };
      await place(ports, details, body, basket);
      return answer(ports, details);
    }, MAX_ROUNDS);
  };

const answer = ({ apiUrl }: Ports, details: OrderDetails): Reply =>
  new Reply(
    { order: placedOrder(details), payment: openedPayment(details) },
    { location: `${apiUrl}/orders/${details.id}` },
  );

/** One transaction: the order with its payment, the cart that it empties, and the quotes that it accepts. */
async function place(
  ports: Ports,
  details: OrderDetails,
  { payment }: CheckoutRequest['body'],
  { cart, quotes }: Basket,
): Promise<void> {
  const now = new Date(details.createdAt);
  const placed = { orderId: details.id, userId: details.customer.id, now };
  await ports.store.commit([
    ...placing(ports, details, payment),
    ...(cart ? [ports.cart.writes.replace(cart, [], 'user', now)] : []),
    ...quotes.flatMap((quote) => acceptance(ports, quote, placed).writes),
  ]);
}
