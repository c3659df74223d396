import type { CatalogReads } from '../catalog/reads.ts';
import type { IdentityChecks } from '../identity/guards.ts';
import type { IdentityReads } from '../identity/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { InvalidToken } from '../shared/http/tokens.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { PostReview } from './contract.ts';
import { ownReviewDto, type Review, type Reviews, reviewIdOf } from './reviews.ts';

/** Everybody has one word on a product. */
export class AlreadyReviewed extends DomainError {
  override name = 'AlreadyReviewed';
  constructor() {
    super('conflict', 'already-reviewed', 'You have reviewed this product already.');
  }
}

export interface ReviewPorts {
  readonly store: Store;
  readonly reviews: Reviews;
  readonly catalog: CatalogReads;
  readonly identity: { readonly reads: IdentityReads; readonly checks: IdentityChecks };
  readonly clock: Clock;
}

/**
 * Keeps a review under its author's present name and tells of it, in one transaction, which leans on the author being there.
 * Nothing of it is shared with other reviews: they are counted afterwards. After one that was hidden and withdrawn it is
 * hidden as well. Throws `AlreadyReviewed`, `NotFound` for a product that is not on sale, and `InvalidToken` for somebody
 * who is shut out or gone.
 */
export const postReview =
  ({ store, reviews, catalog, identity, clock }: ReviewPorts) =>
  ({ body, caller: { userId } }: Request<typeof PostReview>) =>
    whileStale(async () => {
      const id = reviewIdOf(body.productId, userId);
      const [user, [product], { review: before, purchase }] = await store.readTogether([
        identity.reads.user(userId),
        catalog.sellable([body.productId]),
        reviews.opinion(id),
      ]);
      if (!user || user.disabled) throw new InvalidToken();
      if (!product?.active) throw new NotFound();
      if (before && !before.withdrawn) throw new AlreadyReviewed();
      const now = clock.now();
      const written: Review = {
        ...body,
        id,
        authorId: userId,
        name: user.name,
        verifiedPurchase: purchase !== undefined,
        status: before?.status ?? 'SHOWN',
        ...(before?.decision ? { decision: before.decision } : {}),
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
        version: (before?.version ?? 0) + 1,
      };
      await store.commit([
        identity.checks.whilePresent(userId, () => new InvalidToken()),
        ...(purchase ? [] : [reviews.whileNotBought(id)]),
        ...reviews.change(written, before, 'posted', now),
      ]);
      return ownReviewDto(written);
    });
