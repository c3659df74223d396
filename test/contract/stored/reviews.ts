import { reviewIdOf, reviewsIn } from '../../../functions/reviews/reviews.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

/** What the context stores, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  const [productId, authorId] = ['prd_01JD0000000000000000000000', 'usr_01JD0000000000000000000000'];
  const now = new Date('2026-11-20T10:00:00Z');
  const review = {
    id: reviewIdOf(productId, authorId),
    productId,
    authorId,
    rating: 5,
    title: 'Watertight',
    text: 'It holds tulips well.',
    name: 'A',
    createdAt: now.toISOString(),
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
  await withInvocation(invocation, () =>
    store.commit(reviewsIn(store, 'reviews').post(review, undefined, now, () => new Error('Repeated'))),
  );
  const [storedReview, storedSums] = ['REVIEW#', 'SUMS'].map((kind) =>
    store.items('reviews').find(({ sk }) => String(sk).startsWith(kind)),
  );
  return { storedReview, storedSums };
}
