import type { IdentityReads } from '../identity/reads.ts';
import {
  assertPayable,
  assertSameRequest,
  newOrder,
  openedPayment,
  type PlacingPorts,
  placing,
  totalsOf,
} from '../orders/placing.ts';
import type { OrdersReads } from '../orders/reads.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { InvalidToken } from '../shared/http/tokens.ts';
import { derivedId } from '../shared/ids.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { AcceptQuote } from './contract.ts';
import { acceptance } from './guards.ts';
import type { QuotesReads } from './reads.ts';
import type { UploadsGuards } from './request-quote.ts';
import type { QuotesWrites } from './writes.ts';

interface Ports extends PlacingPorts {
  readonly store: Store;
  readonly quotes: { readonly reads: QuotesReads; readonly writes: QuotesWrites };
  readonly uploads: UploadsGuards;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly identity: IdentityReads;
  readonly clock: Clock;
  readonly tables: Parameters<typeof totalsOf>[2];
}

/** Others can only be faster once: the quote is theirs then. More tries mean that order numbers are taken, or worse. */
const MAX_ROUNDS = 5;

/**
 * Makes an order of an offer: in one transaction the quote becomes ACCEPTED, the order is placed with its payment, and the file is
 * still the one that was quoted. Whoever comes second finds the quote accepted; a repeat with the same key finds its order. Throws
 * what the contract lists, and `InvalidToken`.
 */
export const acceptQuote =
  (ports: Ports) =>
  ({ params: { quoteId }, body, caller: { userId }, idempotencyKey }: Request<typeof AcceptQuote>): Promise<Reply> => {
    const orderId = derivedId('ord', [userId, 'quote', quoteId, idempotencyKey]);
    return whileStale(async () => {
      const { store, quotes, uploads, orders, identity, clock, tables, apiUrl } = ports;
      const [placed, user, found] = await store.readTogether([
        orders.reads.order(orderId),
        identity.user(userId),
        quotes.reads.quote(quoteId),
      ]);
      if (!user || user.disabled) throw new InvalidToken();
      if (placed) {
        assertSameRequest(placed.details, body);
        return answer(apiUrl, placed.details);
      }
      assertPayable(ports, body.payment);
      const now = clock.now();
      const { line, writes } = acceptance({ quotes, uploads }, found, { orderId, userId, now });
      const totals = totalsOf([line], body.shippingAddress.country, tables);
      if (!totals) {
        throw new DomainError('invalid', 'country-not-served', 'We do not deliver to that country yet.', {
          errors: [{ pointer: '/shippingAddress/country', message: 'not served' }],
        });
      }
      const details = await newOrder(ports, orderId, user, totals, body, now);
      await store.commit([...placing(ports, details, body.payment), ...writes]);
      return answer(apiUrl, details);
    }, MAX_ROUNDS);
  };

const answer = (apiUrl: string, details: Parameters<typeof openedPayment>[0] & { readonly id: string }): Reply =>
  new Reply({ orderId: details.id, payment: openedPayment(details) }, { location: `${apiUrl}/orders/${details.id}` });
