import type { IdentityChecks } from '../identity/guards.ts';
import type { OrdersReads } from '../orders/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { cartIdOf, lineOf, presentCart } from './cart.ts';
import { MAX_QUANTITY } from './contract.ts';
import { withSummed } from './merging.ts';
import type { CartReads } from './reads.ts';
import { type CartWrites, NothingToGiveBack } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly cart: { readonly reads: CartReads; readonly writes: CartWrites };
  readonly orders: OrdersReads;
  readonly identity: IdentityChecks;
  readonly clock: Clock;
}

/**
 * Puts what was ordered out of a cart back into it, beside what is there by now, once for an order however often its failure is
 * told. In: the id of an order that has failed. One that was no cart's changes nothing, and neither does one of a customer who
 * is shut out or gone. What is sold out by now comes back too, and says so; so does a quote, which is an offer again for itself.
 */
export const giveBack =
  ({ store, cart, orders, identity, clock }: Ports) =>
  (orderId: string): Promise<void> =>
    whileStale(async () => {
      const [order] = await store.readTogether([orders.order(orderId)]);
      if (!order?.details.fromCart) return;
      const userId = order.details.customer.id;
      const id = cartIdOf({ kind: 'user', userId });
      const [found] = await store.readTogether([cart.reads.cart(id)]);
      const now = clock.now();
      const before = presentCart(found, id, now);
      const ordered = order.details.lines.map((line) => lineOf(line, line.quantity));
      const lines = withSummed(before.lines, ordered, (line) => ('quoteId' in line ? 1 : MAX_QUANTITY));
      try {
        await store.commit([
          identity.whilePresent(userId, () => new NothingToGiveBack()),
          ...cart.writes.giveBack(before, lines, orderId, now),
        ]);
      } catch (error) {
        if (!(error instanceof NothingToGiveBack)) throw error;
      }
    });
