import type { Clock } from '../shared/clock.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { ReviewDto } from './contract.ts';
import { countOf, lacksReviews, withReviews } from './counting.ts';
import { reviewsOfProduct } from './review-lists.ts';
import type { Reviews } from './reviews.ts';

interface Ports {
  readonly store: Store;
  readonly reviews: Reviews;
  readonly clock: Clock;
}

/** Reviews that are looked at to fill a gap: as many as stand beside the sums, and some that the index has not dropped yet. */
const CANDIDATES = 10;

/**
 * Brings a product's sums, its first reviews and the lists of staff in line with one review as it stands, in one
 * transaction that holds only while review and sums are as they were read. May be called twice, late and out of order.
 */
export const countReview =
  ({ store, reviews, clock }: Ports) =>
  (at: { readonly productId: string; readonly reviewId: string }): Promise<void> =>
    whileStale(async () => {
      const [{ review, counted, sums: before, first }] = await store.readTogether([reviews.count(at)]);
      const count = countOf(review, counted, before, first);
      if (!count) return;
      const { sums } = count;
      const newest = lacksReviews(count.first, sums)
        ? await filled(store, reviews, sums.productId, count.first)
        : count.first;
      await store.commit([
        reviews.whileUnchanged(at.reviewId, review),
        reviews.putCounted(at, count.counted),
        ...reviews.putSums(sums, before, newest),
        ...(count.rated ? [reviews.tellRating(sums, clock.now())] : []),
      ]);
    });

/** The newest with those that they lack. The index says which, and each is read as it stands now. */
async function filled(store: Store, reviews: Reviews, productId: string, first: readonly ReviewDto[]) {
  const page = await reviewsOfProduct(store, reviews.table, productId, CANDIDATES);
  const [found] = await store.readTogether([reviews.reviews(page.reviews.map(({ id }) => id))]);
  return withReviews(first, found);
}
