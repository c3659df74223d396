import type { CatalogReads } from '../catalog/reads.ts';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import type { Item, Store } from '../shared/store/store.ts';
import type { ListProductReviews } from './contract.ts';
import { type Reviews, reviewDto } from './reviews.ts';

interface Ports {
  readonly store: Store;
  readonly reviews: Reviews;
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
    const page = await reviews.ofProduct(productId, limit, position);
    return {
      items: page.reviews.map(reviewDto),
      nextCursor: page.position ? await cursors.seal(page.position, scope) : null,
    };
  };
