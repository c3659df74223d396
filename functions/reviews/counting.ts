/** What a review adds to the sums of its product, and which reviews are the first that a page shows. Pure. */
import type { ReviewDto } from './contract.ts';
import { type CountedReview, isShown, type RatingSums, type Review, reviewDto } from './reviews.ts';

/** Reviews that are kept beside the sums. A page shows three; two more fill the gap when one of them goes. */
const FIRST = 5;
/** Characters of a text that are kept beside the sums: what is read with every product page has to stay small. */
const EXCERPT = 280;

/** What follows for the books when a review is counted as it now stands. */
export interface Count {
  /** Nothing, where the sums count nothing of the review any more and nobody lists it. */
  readonly counted: CountedReview | undefined;
  readonly sums: RatingSums;
  readonly first: readonly ReviewDto[];
  /** Whether the sums are other ones than before. */
  readonly rated: boolean;
}

/**
 * Counts a review. In: the review as it stands, what is counted of it, the sums, the newest reviews. Out: the same afterwards, or nothing if
 * it is counted as it stands. The answer depends on where things stand and not on what happened, so a change may be told of
 * twice, late and out of order.
 */
export function countOf(
  review: Review | undefined,
  before: CountedReview | undefined,
  sums: RatingSums | undefined,
  first: readonly ReviewDto[],
): Count | undefined {
  const listed = review && !review.withdrawn ? review : undefined;
  const { productId } = listed ?? before ?? {};
  if (productId === undefined || (listed && before?.version === listed.version)) return undefined;
  const shown = listed && isShown(listed) ? listed : undefined;
  const counts = before?.status === 'SHOWN' ? before : undefined;
  const count = (sums?.count ?? 0) + (shown ? 1 : 0) - (counts ? 1 : 0);
  const sum = (sums?.sum ?? 0) + (shown?.rating ?? 0) - (counts?.rating ?? 0);
  const others = first.filter(({ id }) => id !== (listed?.id ?? before?.reviewId));
  return {
    counted: listed && {
      reviewId: listed.id,
      productId,
      rating: listed.rating,
      status: listed.status,
      updatedAt: listed.updatedAt,
      version: listed.version,
    },
    sums: {
      productId,
      count,
      sum,
      version: (sums?.version ?? 0) + 1,
    },
    first: newest(shown ? [...others, excerpt(shown)] : others),
    rated: count !== (sums?.count ?? 0) || sum !== (sums?.sum ?? 0),
  };
}

/** Whether there are reviews that could stand among the newest and do not. In: the newest, and how many are shown. */
export const lacksReviews = (first: readonly ReviewDto[], { count }: Pick<RatingSums, 'count'>): boolean =>
  first.length < Math.min(FIRST, count);

/** The newest with more of them. In: reviews of the product as they stand; one that is not shown is left out. */
export function withReviews(first: readonly ReviewDto[], reviews: readonly Review[]): ReviewDto[] {
  const firstIds = new Set(first.map(({ id }) => id));
  const more = reviews.filter((review) => isShown(review) && !firstIds.has(review.id)).map(excerpt);
  return newest([...first, ...more]);
}

/** The newest without name and words of one of them; the stars stay. */
export const withoutWords = (first: readonly ReviewDto[], reviewId: string): ReviewDto[] =>
  first.map((review) => {
    if (review.id !== reviewId) return review;
    const { title: _1, text: _2, name: _3, ...stars } = review;
    return stars;
  });

const newest = (reviews: readonly ReviewDto[]): ReviewDto[] =>
  reviews.toSorted((a, b) => placeOf(b).localeCompare(placeOf(a))).slice(0, FIRST);

/** Sorts as the product's list does. */
const placeOf = ({ createdAt, id }: ReviewDto): string => `${createdAt}#${id}`;

function excerpt(review: Review): ReviewDto {
  const dto = reviewDto(review);
  const characters = [...(dto.text ?? '')];
  return characters.length > EXCERPT ? { ...dto, text: `${characters.slice(0, EXCERPT - 1).join('')}…` } : dto;
}
