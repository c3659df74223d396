/**
 * The table of reviews. Access patterns:
 * - somebody's review of a product, and whether they bought it: by the id that the two make
 * - a product's reviews that are shown, newest first: Query gsi1 `PRODUCT#<productId>`, sorted by time and id
 * - what one person wrote and bought: gsi2 `AUTHOR#<userId>`, likewise
 * - what staff look through: the monthly lists `SHOWN` and `HIDDEN` of what was counted, gsi2
 * - a product's sums, its newest reviews, and what of each review the sums count: by their keys
 */
import { announced, recordFact } from '../shared/events/facts.ts';
import { derivedId } from '../shared/ids.ts';
import { storedKind } from '../shared/store/decode.ts';
import { monthlyEntry } from '../shared/store/monthly-list.ts';
import { replaceItem, Stale } from '../shared/store/optimistic.ts';
import {
  type Check,
  type Item,
  type Key,
  type KeyedRead,
  type Put,
  putNew,
  type Write,
} from '../shared/store/store.ts';
import { type ModerationReason, RatingChanged, ReviewChanged, type ReviewDto, type ReviewStatus } from './contract.ts';

/** A review. Once its author has left, the stars are all that is kept of it. */
export interface Review {
  readonly id: string;
  readonly productId: string;
  readonly authorId?: string;
  readonly rating: number;
  readonly title?: string | undefined;
  readonly text?: string;
  readonly name?: string;
  readonly verifiedPurchase: boolean;
  readonly status: ReviewStatus;
  /** Its author took it back. What stays is the status, so that what was hidden is not shown by writing it again. */
  readonly withdrawn?: true;
  /** What staff decided last. */
  readonly decision?: { readonly reason: ModerationReason; readonly note?: string | undefined; readonly at: string };
  readonly createdAt: string;
  /** When its author last changed it. */
  readonly updatedAt: string;
  readonly version: number;
}

/** That somebody bought a product: an order with it was completed. `reviewId` is that of the review that they have or may write. */
export interface Purchase {
  readonly reviewId: string;
  readonly productId: string;
  readonly customerId: string;
  /** The first such order. */
  readonly orderId: string;
  readonly at: string;
}

/** What the sums count of a review. */
export interface CountedReview extends Pick<Review, 'productId' | 'rating' | 'status' | 'updatedAt'> {
  readonly reviewId: string;
  /** Of the review that was counted. */
  readonly version: number;
}

/** Of all ratings of a product that are shown: how many, and their sum. */
export interface RatingSums {
  readonly productId: string;
  readonly count: number;
  readonly sum: number;
  readonly version: number;
}

/** The newest reviews of a product, as everybody sees them. Written together with the sums, whose version guards them. */
export interface FirstReviews {
  readonly productId: string;
  readonly reviews: readonly ReviewDto[];
}

export const storedReview = storedKind<Review>('review', 2, {
  1: (item) => ({ verifiedPurchase: false, status: 'SHOWN', updatedAt: item['createdAt'], ...item }),
});
export const storedPurchase = storedKind<Purchase>('purchase', 1);
export const storedCountedReview = storedKind<CountedReview>('counted review', 1);
export const storedSums = storedKind<RatingSums>('rating sums', 1);
export const storedFirst = storedKind<FirstReviews>('first reviews', 1);

/** One person and one product have one id, and so one review. */
export const reviewIdOf = (productId: string, authorId: string): string => derivedId('rev', [productId, authorId]);

/** Whether everybody sees it, and the sums count it. */
export const isShown = ({ status, withdrawn }: Pick<Review, 'status' | 'withdrawn'>): boolean =>
  status === 'SHOWN' && !withdrawn;

/** Partition of a review and its facts. */
const reviewPartition = (id: string): string => `REVIEW#${id}`;
const productPartition = (productId: string): string => `PRODUCT#${productId}`;
/** The partition of the second index of what one person wrote and bought. */
export const authorPartition = (authorId: string): string => `AUTHOR#${authorId}`;
/** What begins the places of somebody's reviews there. */
export const WRITTEN = 'REVIEW#';

/** Where a review lies. In: its id. */
export const reviewKey = (id: string): Key => ({ pk: reviewPartition(id), sk: 'META' });
/** Where it lies that somebody bought a product. In: the id of their review of it, written or not. */
export const purchaseKey = (reviewId: string): Key => ({ pk: reviewPartition(reviewId), sk: 'BOUGHT' });
/** Where the sums of a product lie. */
export const sumsKey = (productId: string): Key => ({ pk: productPartition(productId), sk: 'SUMS' });
/** Where the newest reviews of a product lie. */
export const firstKey = (productId: string): Key => ({ pk: productPartition(productId), sk: 'FIRST' });
const countedKey = ({ productId, reviewId }: Pick<CountedReview, 'productId' | 'reviewId'>): Key => ({
  pk: productPartition(productId),
  sk: `COUNTED#${reviewId}`,
});

const reviewPlace = (review: Review): Key & Item => {
  const { productId, id, authorId, createdAt } = review;
  const place = `${createdAt}#${id}`;
  return {
    ...reviewKey(id),
    ...(isShown(review) ? { gsi1pk: productPartition(productId), gsi1sk: place } : {}),
    ...(authorId === undefined ? {} : { gsi2pk: authorPartition(authorId), gsi2sk: `${WRITTEN}${place}` }),
  };
};

const changed = () => new Stale('A review or purchase changed in between');

const found = <T>(items: readonly Item[], { pk, sk }: Key, kind: { decode(item: Item): T }): T | undefined =>
  items.filter((item) => item['pk'] === pk && item['sk'] === sk).map(kind.decode)[0];

type Change = (typeof ReviewChanged.data)['_output']['change'];

/** Keyed reads and conditional writes of the reviews in a table. */
export const reviewsIn = (table: string) => ({
  table,

  /** A review, a withdrawn one too, and whether its author has bought the product. In: the id of the review. */
  opinion: (
    id: string,
  ): KeyedRead<{ readonly review: Review | undefined; readonly purchase: Purchase | undefined }> => ({
    table,
    keys: [reviewKey(id), purchaseKey(id)],
    parse: (items) => ({
      review: found(items, reviewKey(id), storedReview),
      purchase: found(items, purchaseKey(id), storedPurchase),
    }),
  }),

  /** Those of the reviews that there are, in the order of the ids. */
  reviews: (ids: readonly string[]): KeyedRead<readonly Review[]> => ({
    table,
    keys: ids.map(reviewKey),
    parse: (items) => items.map(storedReview.decode),
  }),

  /** A review, what the sums count of it, the sums, and the newest reviews. */
  count: (
    at: Pick<CountedReview, 'productId' | 'reviewId'>,
  ): KeyedRead<{
    readonly review: Review | undefined;
    readonly counted: CountedReview | undefined;
    readonly sums: RatingSums | undefined;
    readonly first: readonly ReviewDto[];
  }> => ({
    table,
    keys: [reviewKey(at.reviewId), countedKey(at), sumsKey(at.productId), firstKey(at.productId)],
    parse: (items) => ({
      review: found(items, reviewKey(at.reviewId), storedReview),
      counted: found(items, countedKey(at), storedCountedReview),
      sums: found(items, sumsKey(at.productId), storedSums),
      first: found(items, firstKey(at.productId), storedFirst)?.reviews ?? [],
    }),
  }),

  /** A review in the place of what was read, told to nobody. Throws `Stale`. */
  put: (review: Review, before: Review): Write =>
    replaceItem({ table, item: storedReview.encode(review, reviewPlace(review)) }, before),

  /** A review after a change, and the fact, which names reason codes and no text. Throws `Stale`. */
  change: (
    review: Review,
    before: Review | undefined,
    change: Change,
    now: Date,
    details?: Readonly<Record<string, string>>,
  ): Write[] => [
    replaceItem({ table, item: storedReview.encode(review, reviewPlace(review)) }, before),
    recordFact({
      table,
      partition: reviewPartition(review.id),
      subject: review.id,
      sequence: review.version,
      now,
      draft: announced(
        ReviewChanged,
        { reviewId: review.id, productId: review.productId, change },
        { key: `${change}#${review.version}`, ...(details ? { details } : {}) },
      ),
    }),
  ],

  /** That somebody bought something. Throws `Stale` when that is kept already. */
  putPurchase: (purchase: Purchase): Put =>
    putNew(
      table,
      storedPurchase.encode(purchase, {
        ...purchaseKey(purchase.reviewId),
        gsi2pk: authorPartition(purchase.customerId),
        gsi2sk: `BOUGHT#${purchase.at}#${purchase.reviewId}`,
      }),
      changed,
    ),

  /** Holds while there is no purchase. Throws `Stale`. */
  whileNotBought: (reviewId: string): Check => ({
    kind: 'check',
    table,
    key: purchaseKey(reviewId),
    condition: 'attribute_not_exists(pk)',
    refused: changed,
  }),

  /** Holds while a review is as it was read. Throws `Stale`. */
  whileUnchanged: (id: string, review: Review | undefined): Check => ({
    kind: 'check',
    table,
    key: reviewKey(id),
    ...(review
      ? { condition: '#version = :version', names: { '#version': 'version' }, values: { ':version': review.version } }
      : { condition: 'attribute_not_exists(pk)' }),
    refused: changed,
  }),

  /** What is counted of a review, beside the sums that guard it: this, or nothing any more. */
  putCounted: (at: Pick<CountedReview, 'productId' | 'reviewId'>, counted: CountedReview | undefined): Write =>
    counted
      ? {
          kind: 'put',
          table,
          item: storedCountedReview.encode(counted, {
            ...countedKey(counted),
            ...monthlyEntry(counted.status, counted.updatedAt, counted.reviewId),
          }),
        }
      : { kind: 'delete', table, key: countedKey(at) },

  /** A product's sums in the place of what was read, and its newest reviews beside them. Throws `Stale`. */
  putSums: (sums: RatingSums, before: RatingSums | undefined, first: readonly ReviewDto[]): Write[] => {
    const { productId } = sums;
    return [
      replaceItem({ table, item: storedSums.encode(sums, sumsKey(productId)) }, before),
      { kind: 'put', table, item: storedFirst.encode({ productId, reviews: first }, firstKey(productId)) },
    ];
  },

  /** That the sums of a product are other ones. */
  tellRating: ({ productId, count, sum, version }: RatingSums, now: Date): Put =>
    recordFact({
      table,
      partition: productPartition(productId),
      subject: productId,
      sequence: version,
      now,
      draft: announced(RatingChanged, { productId, count, sum }, { key: `rating#${version}` }),
    }),
});
export type Reviews = ReturnType<typeof reviewsIn>;

/** A review as everybody sees it: never whose id wrote it. */
export const reviewDto = (review: Review): ReviewDto => {
  const { id, productId, rating, title, text, name, verifiedPurchase, createdAt, updatedAt, version } = review;
  return {
    id,
    productId,
    rating,
    ...(title === undefined ? {} : { title }),
    ...(text === undefined ? {} : { text }),
    ...(name === undefined ? {} : { name }),
    verifiedPurchase,
    createdAt,
    updatedAt,
    version,
  };
};

/** A review as its author sees it. */
export const ownReviewDto = (review: Review): ReviewDto => ({
  ...reviewDto(review),
  status: review.status,
  ...(review.status === 'HIDDEN' && review.decision ? { reason: review.decision.reason } : {}),
});
