/**
 * The table of reviews. Access patterns:
 * - somebody's review of a product, and the product's sums: by their keys
 * - a product's reviews, newest first: Query gsi1 `PRODUCT#<productId>`, sorted by time and id
 * - what one person wrote: gsi2 `AUTHOR#<userId>`, likewise
 */
import { announced, recordFact } from '../shared/events/facts.ts';
import { derivedId } from '../shared/ids.ts';
import { storedKind } from '../shared/store/decode.ts';
import { replaceItem } from '../shared/store/optimistic.ts';
import { type Item, type Key, type KeyedRead, putNew, type Store, type Write } from '../shared/store/store.ts';
import { type ReviewDto, ReviewPosted } from './contract.ts';

/** A review. Once its author has left, the stars are all that is kept of it. */
export interface Review extends ReviewDto {
  readonly productId: string;
  readonly authorId?: string;
  readonly version: number;
}

/** Of all ratings of a product: how many, and their sum. */
export interface RatingSums {
  readonly productId: string;
  readonly count: number;
  readonly sum: number;
  readonly version: number;
}

export const storedReview = storedKind<Review>('review', 1);
export const storedSums = storedKind<RatingSums>('rating sums', 1);

/** One person and one product have one id, and so one review. */
export const reviewIdOf = (productId: string, authorId: string): string => derivedId('rev', [productId, authorId]);

/** The sums with one more rating. In: the sums before, if there are any; a review that they do not count yet. */
export const sumsWith = (
  before: RatingSums | undefined,
  { productId, rating }: Pick<Review, 'productId' | 'rating'>,
): RatingSums => ({
  productId,
  count: (before?.count ?? 0) + 1,
  sum: (before?.sum ?? 0) + rating,
  version: (before?.version ?? 0) + 1,
});

const productPartition = (productId: string): string => `PRODUCT#${productId}`;
/** The partition of the second index of what one person wrote. */
export const authorPartition = (authorId: string): string => `AUTHOR#${authorId}`;
const sumsKey = (productId: string): Key => ({ pk: productPartition(productId), sk: 'SUMS' });
/** Where a review lies. */
export const reviewKey = (productId: string, id: string): Key => ({
  pk: productPartition(productId),
  sk: `REVIEW#${id}`,
});

const placeOf = ({ productId, id, authorId, createdAt }: Review): Key & Item => {
  const place = `${createdAt}#${id}`;
  return {
    ...reviewKey(productId, id),
    gsi1pk: productPartition(productId),
    gsi1sk: place,
    ...(authorId === undefined ? {} : { gsi2pk: authorPartition(authorId), gsi2sk: place }),
  };
};

/** Reads, writes and lists of the reviews in a table. */
export const reviewsIn = (store: Store, table: string) => ({
  /** Whether somebody has reviewed a product, by the id of that review, and the product's sums. */
  standing: (
    productId: string,
    reviewId: string,
  ): KeyedRead<{ readonly review: Review | undefined; readonly sums: RatingSums | undefined }> => {
    const [review, sums] = [reviewKey(productId, reviewId), sumsKey(productId)];
    const at = (items: readonly Item[], { sk }: Key) => items.filter((item) => item['sk'] === sk);
    return {
      table,
      keys: [review, sums],
      parse: (items) => ({
        review: at(items, review).map(storedReview.decode)[0],
        sums: at(items, sums).map(storedSums.decode)[0],
      }),
    };
  },

  /** A new review, the sums that count it, and the fact. Throws what `repeated` makes for a second one, else `Stale`. */
  post(review: Review, before: RatingSums | undefined, now: Date, repeated: () => Error): Write[] {
    const { id: reviewId, productId, rating } = review;
    const sums = sumsWith(before, review);
    const draft = announced(
      ReviewPosted,
      { reviewId, productId, rating, count: sums.count, sum: sums.sum },
      { key: reviewId },
    );
    return [
      putNew(table, storedReview.encode(review, placeOf(review)), repeated),
      replaceItem({ table, item: storedSums.encode(sums, sumsKey(productId)) }, before),
      recordFact({
        table,
        partition: productPartition(productId),
        subject: productId,
        sequence: sums.version,
        now,
        draft,
      }),
    ];
  },

  /** A page of a product's reviews, newest first, a moment old. In: where the page before ended. */
  async ofProduct(productId: string, limit: number, startKey: Item | undefined) {
    const partition = productPartition(productId);
    const page = await store.query({ table, index: 'gsi1', partition, descending: true, limit, startKey });
    return { reviews: page.items.map(storedReview.decode), position: page.lastKey };
  },
});
export type Reviews = ReturnType<typeof reviewsIn>;

/** A review as everybody sees it: never whose id wrote it. */
export const reviewDto = ({ id, rating, title, text, name, createdAt }: Review): ReviewDto => ({
  id,
  rating,
  ...(title === undefined ? {} : { title }),
  ...(text === undefined ? {} : { text }),
  ...(name === undefined ? {} : { name }),
  createdAt,
});
