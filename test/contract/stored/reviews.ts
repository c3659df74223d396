import { countReview } from '../../../functions/reviews/count-review.ts';
import { type Review, reviewIdOf, reviewsIn } from '../../../functions/reviews/reviews.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

/** What the context stores, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  const [productId, authorId] = ['prd_01JD0000000000000000000000', 'usr_01JD0000000000000000000000'];
  const reviewId = reviewIdOf(productId, authorId);
  const now = new Date('2026-11-20T10:00:00Z');
  const at = now.toISOString();
  const review: Review = {
    id: reviewId,
    productId,
    authorId,
    rating: 5,
    title: 'Watertight',
    text: 'It holds tulips well.',
    name: 'A',
    verifiedPurchase: true,
    status: 'SHOWN',
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  const invocation = {
    correlationId: 'cor_test',
    requestId: 'req_test',
    traceparent: undefined,
    causationId: undefined,
    actor: authorId,
    deadline: Number.MAX_SAFE_INTEGER,
  };
  const reviews = reviewsIn('reviews');
  const purchase = { reviewId, productId, customerId: authorId, orderId: 'ord_01JD0000000000000000000000', at };
  await withInvocation(invocation, async () => {
    await store.commit([...reviews.change(review, undefined, 'posted', now), reviews.putPurchase(purchase)]);
    await countReview({ store, reviews, clock: { now: () => now } })(purchase);
  });
  const [storedReview, storedPurchase, storedSums, storedFirst, storedCountedReview] = [
    'META',
    'BOUGHT',
    'SUMS',
    'FIRST',
    'COUNTED#',
  ].map((kind) => store.items('reviews').find(({ sk }) => String(sk).startsWith(kind)));
  return { storedReview, storedPurchase, storedSums, storedFirst, storedCountedReview };
}
