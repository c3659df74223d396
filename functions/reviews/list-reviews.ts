import type { CatalogReads } from '../catalog/reads.ts';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import type { Item, Store } from '../shared/store/store.ts';
import type { ListProductReviews, ListUserReviews } from './contract.ts';
import { reviewsOfAuthor, reviewsOfProduct } from './review-lists.ts';
import { ownReviewDto, type Reviews, reviewDto } from './reviews.ts';

interface Ports {
  readonly store: Store;
  readonly reviews: Pick<Reviews, 'table'>;
  readonly catalog: CatalogReads;
  readonly cursors: Cursors;
}

/** A page of a product's reviews, newest first. Throws `NotFound` for a product that is not on sale. */
export const listProductReviews =
  ({ store, reviews, catalog, cursors }: Ports) =>
  async ({ params: { productId }, query: { limit, cursor } }: Request<typeof ListProductReviews>) => {
    const scope = ['reviews', productId];
    const position = await cursors.open<Item>(cursor, scope);
    const [[product]] = await store.readTogether([catalog.sellable([productId])]);
    if (!product?.active) throw new NotFound();
    const page = await reviewsOfProduct(store, reviews.table, productId, limit, position);
    return {
      items: page.reviews.map(reviewDto),
      nextCursor: page.position ? await cursors.seal(page.position, scope) : null,
    };
  };

/**
 * A page of what somebody wrote, newest first: everything for themselves, what is shown for everybody else. Nothing is what
 * is told of somebody unknown, too, so nobody learns who has an account.
 */
export const listUserReviews =
  ({ store, reviews, cursors }: Omit<Ports, 'catalog'>) =>
  async ({ params: { userId }, query: { limit, cursor }, caller }: Request<typeof ListUserReviews>) => {
    const own = caller?.userId === userId;
    const scope = ['reviews-of', userId, own ? 'own' : ''];
    const startKey = await cursors.open<Item>(cursor, scope);
    const page = await reviewsOfAuthor(store, reviews.table, userId, { limit, startKey, own });
    return {
      items: page.reviews.map(own ? ownReviewDto : reviewDto),
      nextCursor: page.position ? await cursors.seal(page.position, scope) : null,
    };
  };
