import type { KeyedRead } from '../shared/store/store.ts';
import type { ReviewDto } from './contract.ts';
import { firstKey, type RatingSums, storedFirst, storedSums, sumsKey } from './reviews.ts';

/** Reviews that a page of a product shows. */
const SHOWN_WITH_PRODUCT = 3;

/** Keyed reads of the reviews table, for neighbours. */
export const reviewsReads = (table: string) => ({
  /** The newest reviews of a product that are shown, long texts cut short; newest first. */
  first: (productId: string): KeyedRead<readonly ReviewDto[]> => ({
    table,
    keys: [firstKey(productId)],
    parse: ([item]) => (item ? storedFirst.decode(item).reviews.slice(0, SHOWN_WITH_PRODUCT) : []),
  }),

  /** The sums of the ratings of these products; of one that nobody reviewed there are none. */
  sums: (productIds: readonly string[]): KeyedRead<readonly RatingSums[]> => ({
    table,
    keys: productIds.map(sumsKey),
    parse: (items) => items.map(storedSums.decode),
  }),
});
export type ReviewsReads = ReturnType<typeof reviewsReads>;
