import { NotFound, NotYours } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { InvalidToken } from '../shared/http/tokens.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { ChangeReview, ReadReview, WithdrawReview } from './contract.ts';
import type { ReviewPorts } from './post-review.ts';
import { ownReviewDto, type Review } from './reviews.ts';

type Ports = Omit<ReviewPorts, 'catalog'>;

/** One of the caller's reviews. Throws `NotFound`, also for a withdrawn one, and `NotYours`. */
export const readReview =
  ({ store, reviews }: Pick<Ports, 'store' | 'reviews'>) =>
  async ({ params: { reviewId }, caller }: Request<typeof ReadReview>) => {
    const [{ review }] = await store.readTogether([reviews.opinion(reviewId)]);
    return ownReviewDto(ownedBy(caller.userId, review));
  };

/**
 * Says anew what the caller thinks of a product, under the present name. What is hidden stays so, and staff see that it
 * was changed. Throws `NotFound`, `NotYours`, `ChangedMeanwhile`, and `InvalidToken` for somebody who is shut out or gone.
 */
export const changeReview =
  ({ store, reviews, identity, clock }: Ports) =>
  ({ params: { reviewId }, body, caller: { userId }, ifMatch }: Request<typeof ChangeReview>) =>
    whileStale(async () => {
      const [user, { review, purchase }] = await store.readTogether([
        identity.reads.user(userId),
        reviews.opinion(reviewId),
      ]);
      if (!user || user.disabled) throw new InvalidToken();
      const { title: _, ...before } = ownedBy(userId, review);
      ifMatch(before.version);
      const now = clock.now();
      const next: Review = {
        ...before,
        ...body,
        name: user.name,
        verifiedPurchase: before.verifiedPurchase || purchase !== undefined,
        updatedAt: now.toISOString(),
        version: before.version + 1,
      };
      await store.commit([
        identity.checks.whilePresent(userId, () => new InvalidToken()),
        ...reviews.change(next, before, 'changed', now),
      ]);
      return ownReviewDto(next);
    });

/** Takes one of the caller's reviews back; its words are gone. Throws `NotFound` and `NotYours`. */
export const withdrawReview =
  ({ store, reviews, clock }: Pick<Ports, 'store' | 'reviews' | 'clock'>) =>
  ({ params: { reviewId }, caller: { userId } }: Request<typeof WithdrawReview>): Promise<undefined> =>
    whileStale(async () => {
      const [{ review }] = await store.readTogether([reviews.opinion(reviewId)]);
      const { title: _1, text: _2, name: _3, ...before } = ownedBy(userId, review);
      const now = clock.now();
      const next: Review = {
        ...before,
        withdrawn: true,
        updatedAt: now.toISOString(),
        version: before.version + 1,
      };
      await store.commit(reviews.change(next, before, 'withdrawn', now));
      return undefined;
    });

function ownedBy(userId: string, review: Review | undefined): Review {
  if (!review) throw new NotFound();
  if (review.authorId !== userId) throw new NotYours();
  if (review.withdrawn) throw new NotFound();
  return review;
}
