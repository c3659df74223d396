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
import { type Review, type Reviews, reviewDto, reviewIdOf } from './reviews.ts';

/** Everybody has one word on a product. */
export class AlreadyReviewed extends DomainError {
  override name = 'AlreadyReviewed';
  constructor() {
    super('conflict', 'already-reviewed', 'You have reviewed this product already.');
  }
}

interface Ports {
  readonly store: Store;
  readonly reviews: Reviews;
  readonly catalog: CatalogReads;
  readonly identity: { readonly reads: IdentityReads; readonly checks: IdentityChecks };
  readonly clock: Clock;
}

/**
 * Keeps a review under its author's present name, counts it in the product's sums and announces both, in one transaction,
 * which leans on the author being there. Throws `AlreadyReviewed`, `NotFound` for a product that is not on sale, and
 * `InvalidToken` for somebody who is shut out or gone.
 */
export const postReview =
  ({ store, reviews, catalog, identity, clock }: Ports) =>
  ({ body, caller: { userId } }: Request<typeof PostReview>) =>
    whileStale(async () => {
      const id = reviewIdOf(body.productId, userId);
      const [user, [product], { review, sums }] = await store.readTogether([
        identity.reads.user(userId),
        catalog.sellable([body.productId]),
        reviews.standing(body.productId, id),
      ]);
      if (!user || user.disabled) throw new InvalidToken();
      if (!product?.active) throw new NotFound();
      if (review) throw new AlreadyReviewed();
      const now = clock.now();
      const written: Review = {
        ...body,
        id,
        authorId: userId,
        name: user.name,
        createdAt: now.toISOString(),
        version: 1,
      };
      await store.commit([
        identity.checks.whilePresent(userId, () => new InvalidToken()),
        ...reviews.post(written, sums, now, () => new AlreadyReviewed()),
      ]);
      return reviewDto(written);
    });
