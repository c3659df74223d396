import type { IdentityChecks } from '../identity/guards.ts';
import type { OrdersReads } from '../orders/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { type Review, type Reviews, reviewIdOf } from './reviews.ts';

interface Ports {
  readonly store: Store;
  readonly reviews: Reviews;
  readonly orders: OrdersReads;
  readonly identity: IdentityChecks;
  readonly clock: Clock;
}

/** Whoever has left bought nothing that we may still know of. */
class CustomerLeft extends Error {
  override name = 'CustomerLeft';
}

/**
 * Keeps that the customer of a completed order bought its products, and verifies what they have written of them. In: the
 * order's id. May be repeated. Of somebody who has left nothing is kept.
 */
export const notePurchase =
  (ports: Ports) =>
  async (orderId: string): Promise<void> => {
    const [order] = await ports.store.readTogether([ports.orders.order(orderId)]);
    if (!order) throw new Error(`Order ${orderId} was completed and cannot be found`);
    const products = new Set(order.details.lines.flatMap((line) => ('productId' in line ? [line.productId] : [])));
    try {
      for (const productId of products) await noteProduct(ports, order.head.customerId, productId, orderId);
    } catch (error) {
      if (!(error instanceof CustomerLeft)) throw error;
    }
  };

const noteProduct = (
  { store, reviews, identity, clock }: Ports,
  customerId: string,
  productId: string,
  orderId: string,
): Promise<void> =>
  whileStale(async () => {
    const reviewId = reviewIdOf(productId, customerId);
    const [{ review, purchase }] = await store.readTogether([reviews.opinion(reviewId)]);
    if (purchase) return;
    const now = clock.now();
    await store.commit([
      identity.whilePresent(customerId, () => new CustomerLeft()),
      reviews.putPurchase({ reviewId, productId, customerId, orderId, at: now.toISOString() }),
      ...(review && !review.withdrawn
        ? reviews.change(verified(review), review, 'verified', now)
        : [reviews.whileUnchanged(reviewId, review)]),
    ]);
  });

const verified = (review: Review): Review => ({ ...review, verifiedPurchase: true, version: review.version + 1 });
