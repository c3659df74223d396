import type { IdentityChecks } from '../identity/guards.ts';
import type { Clock } from '../shared/clock.ts';
import { NotFound, PermissionDenied } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import type { MonthPosition } from '../shared/store/monthly-list.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { AdminListReviews, AdminReadReview, AdminReview, ModerateReview } from './contract.ts';
import { reviewsForStaff } from './review-lists.ts';
import { type Review, type Reviews, reviewDto } from './reviews.ts';

interface Ports {
  readonly store: Store;
  readonly reviews: Reviews;
  readonly identity: { readonly checks: IdentityChecks };
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** A page of all reviews that are shown, or of those that are hidden, last changed first. */
export const adminListReviews =
  ({ store, reviews, cursors, clock }: Ports) =>
  async ({ query: { status, limit, cursor }, caller }: Request<typeof AdminListReviews>) => {
    const scope = [caller.userId, 'admin-reviews', status];
    const position = await cursors.open<MonthPosition>(cursor, scope);
    const page = await reviewsForStaff(store, reviews.table, status, { limit, position, now: clock.now() });
    const [found] = await store.readTogether([reviews.reviews(page.ids)]);
    return {
      items: found.filter((review) => review.status === status && !review.withdrawn).map(adminReviewDto),
      nextCursor: page.position ? await cursors.seal(page.position, scope) : null,
    };
  };

/** Any review, as staff see it. Throws `NotFound`. */
export const adminReadReview =
  ({ store, reviews }: Pick<Ports, 'store' | 'reviews'>) =>
  async ({ params: { reviewId } }: Request<typeof AdminReadReview>): Promise<AdminReview> => {
    const [{ review }] = await store.readTogether([reviews.opinion(reviewId)]);
    if (!review || review.withdrawn) throw new NotFound();
    return adminReviewDto(review);
  };

/**
 * Hides a review or shows it again. The fact names who decided and the code of the reason; the note stays with the review.
 * Throws `NotFound`, `ChangedMeanwhile`, and `PermissionDenied` for whoever is no staff any more.
 */
export const moderateReview =
  ({ store, reviews, identity, clock }: Omit<Ports, 'cursors'>) =>
  ({ params: { reviewId }, body, caller, ifMatch }: Request<typeof ModerateReview>): Promise<AdminReview> =>
    whileStale(async () => {
      const [{ review }] = await store.readTogether([reviews.opinion(reviewId)]);
      if (!review || review.withdrawn) throw new NotFound();
      ifMatch(review.version);
      const now = clock.now();
      const { status, ...why } = body;
      const decision = { ...why, at: now.toISOString() };
      const next: Review = { ...review, status, decision, version: review.version + 1 };
      const change = status === 'SHOWN' ? 'shown' : 'hidden';
      await store.commit([
        identity.checks.whileAllowed(caller, () => new PermissionDenied(caller.userId)),
        ...reviews.change(next, review, change, now, { reason: why.reason }),
      ]);
      return adminReviewDto(next);
    });

const adminReviewDto = (review: Review): AdminReview => ({
  ...reviewDto(review),
  status: review.status,
  revised: review.decision !== undefined && review.updatedAt > review.decision.at,
  ...(review.decision ? { decision: review.decision } : {}),
});
