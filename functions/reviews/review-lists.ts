/** Lists of reviews, over the indexes of the table: a moment old. */
import { type MonthPosition, monthlyPage } from '../shared/store/monthly-list.ts';
import type { Item, Store } from '../shared/store/store.ts';
import type { ReviewStatus } from './contract.ts';
import { authorPartition, storedCountedReview, storedReview, WRITTEN } from './reviews.ts';

/** A page of a product's reviews that are shown, newest first. In: where the page before ended. */
export async function reviewsOfProduct(store: Store, table: string, productId: string, limit: number, startKey?: Item) {
  const partition = `PRODUCT#${productId}`;
  const page = await store.query({ table, index: 'gsi1', partition, descending: true, limit, startKey });
  return { reviews: page.items.map(storedReview.decode), position: page.lastKey };
}

/** A page of what one person wrote, newest first; what was withdrawn is left out, so a page may be short. */
export async function reviewsOfAuthor(
  store: Store,
  table: string,
  authorId: string,
  { limit, startKey, own }: { readonly limit: number; readonly startKey: Item | undefined; readonly own: boolean },
) {
  const page = await store.query({
    table,
    index: 'gsi2',
    partition: authorPartition(authorId),
    sortPrefix: WRITTEN,
    descending: true,
    limit,
    startKey,
  });
  const reviews = page.items.map(storedReview.decode);
  return {
    reviews: reviews.filter(({ withdrawn, status }) => !withdrawn && (own || status === 'SHOWN')),
    position: page.lastKey,
  };
}

/** Ids of a page of the reviews that are shown, or of those that are hidden, last changed first. */
export async function reviewsForStaff(
  store: Store,
  table: string,
  list: ReviewStatus,
  paging: { readonly limit: number; readonly position: MonthPosition | undefined; readonly now: Date },
) {
  const { items, position } = await monthlyPage(store, { table, list }, paging);
  return { ids: items.map((item) => storedCountedReview.decode(item).reviewId), position };
}
