/**
 * Reviews: what customers say of products, and the sums of their ratings.
 *
 * Consumes `order.completed` (who bought what) and its own `review.changed` (counts it).
 * Emits `review.changed`, and `rating.changed` with all sums of a product: whoever missed one is right again with the next.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import {
  customer,
  customerSelfRead,
  defineRoute,
  everyone,
  optional,
  pageOf,
  pageQuery,
  permitted,
  problem,
} from '../shared/http/route.ts';
import { line, lines, noMarkup, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';

const stars = z
  .int()
  .min(1)
  .max(5)
  .meta({ examples: [5] });

const title = line(100).regex(...noMarkup);
const text = lines(2_000).regex(...noMarkup);

const example = { rating: 5, title: 'Watertight', text: 'It holds tulips well.' };
const wording = { rating: stars, title: title.optional(), text };

export const ReviewDraft = z
  .strictObject({ productId: idSchema('prd'), ...wording })
  .meta({ examples: [{ productId: 'prd_01KAK0V5T2M3N4P5Q6R7S8T9VW', ...example }] });
export type ReviewDraft = z.infer<typeof ReviewDraft>;

export const ReviewStatus = z.enum(['SHOWN', 'HIDDEN']).meta({ id: 'ReviewStatus' });
export type ReviewStatus = z.infer<typeof ReviewStatus>;

/** Why staff hid a review or showed it again. */
export const ModerationReason = z
  .enum(['spam', 'offensive', 'personal-data', 'off-topic', 'unlawful', 'revised', 'mistaken', 'other'])
  .meta({ id: 'ModerationReason' });
export type ModerationReason = z.infer<typeof ModerationReason>;

export const ReviewDto = z
  .object({
    id: idSchema('rev'),
    productId: idSchema('prd'),
    rating: stars,
    title: z.string().optional(),
    text: z.string().optional().meta({ description: 'Absent once its author has left the shop' }),
    name: z.string().optional().meta({ description: 'Of the author, as it was then; absent once they have left' }),
    verifiedPurchase: z
      .boolean()
      .meta({ description: 'Whether an order of the author with this product was completed' }),
    status: ReviewStatus.optional().meta({ description: 'Told to the author' }),
    reason: ModerationReason.optional().meta({ description: 'Why it is hidden; told to the author' }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    version: z.int().positive(),
  })
  .meta({ id: 'Review' });
export type ReviewDto = z.infer<typeof ReviewDto>;

const absent = problem(404, 'not-found', 'absent, or not yours');
const reviewParams = z.strictObject({ reviewId: idSchema('rev') });

export const PostReview = defineRoute({
  operationId: 'postReview',
  method: 'POST',
  path: '/reviews',
  access: customerSelfRead,
  tag: 'Shop',
  summary: 'Says what one thinks of a product, once',
  body: ReviewDraft,
  etag: 'version',
  success: { status: 201, description: 'The review', body: ReviewDto },
  problems: [
    problem(404, 'not-found', 'no such product, or not on sale any more'),
    problem(409, 'already-reviewed', 'the caller has reviewed this product'),
  ],
});

export const ReadReview = defineRoute({
  operationId: 'getReview',
  method: 'GET',
  path: '/reviews/{reviewId}',
  access: customer,
  tag: 'Shop',
  summary: 'One of my reviews, also one that is hidden',
  params: reviewParams,
  etag: 'version',
  success: { status: 200, description: 'The review', body: ReviewDto },
  problems: [absent],
});

export const ChangeReview = defineRoute({
  operationId: 'changeReview',
  method: 'PUT',
  path: '/reviews/{reviewId}',
  access: customerSelfRead,
  tag: 'Shop',
  summary: 'Says it anew, under the present name; a review that is hidden stays so until staff have looked',
  params: reviewParams,
  ifMatch: 'honoured',
  body: z.strictObject(wording).meta({ examples: [example] }),
  etag: 'version',
  success: { status: 200, description: 'The review as it now stands', body: ReviewDto },
  problems: [absent],
});

export const WithdrawReview = defineRoute({
  operationId: 'withdrawReview',
  method: 'DELETE',
  path: '/reviews/{reviewId}',
  access: customer,
  tag: 'Shop',
  summary: 'Takes one of my reviews back; the product may be reviewed again',
  params: reviewParams,
  success: { status: 204, description: 'It is gone' },
  problems: [absent],
});

export const ListProductReviews = defineRoute({
  operationId: 'listProductReviews',
  method: 'GET',
  path: '/reviews/product/{productId}',
  access: everyone,
  tag: 'Shop',
  summary: 'Reviews of a product, newest first',
  params: z.strictObject({ productId: idSchema('prd') }),
  query: z.strictObject(pageQuery),
  success: { status: 200, description: 'A page', body: pageOf(ReviewDto) },
  problems: [problem(404, 'not-found', 'no such product, or not on sale any more')],
});

export const ListUserReviews = defineRoute({
  operationId: 'listUserReviews',
  method: 'GET',
  path: '/reviews/user/{userId}',
  access: optional,
  tag: 'Shop',
  summary: 'What somebody wrote, newest first; what is hidden is listed for its author alone',
  params: z.strictObject({ userId: idSchema('usr') }),
  query: z.strictObject(pageQuery),
  success: {
    status: 200,
    description: 'A page; it may be short while there is a next one, and is empty for whoever wrote nothing',
    body: pageOf(ReviewDto),
  },
  problems: [problem(404, 'not-found', 'what cannot be the id of a user')],
});

/** A review as staff see it. */
export const AdminReview = z
  .object({
    ...ReviewDto.omit({ reason: true }).shape,
    status: ReviewStatus,
    revised: z.boolean().meta({ description: 'The author has changed it since staff decided' }),
    decision: z.object({ reason: ModerationReason, note: z.string().optional(), at: Timestamp }).optional(),
  })
  .meta({ id: 'AdminReview' });
export type AdminReview = z.infer<typeof AdminReview>;

const adminAbsent = problem(404, 'not-found', 'absent, or withdrawn');

export const AdminListReviews = defineRoute({
  operationId: 'adminListReviews',
  method: 'GET',
  path: '/admin/reviews',
  access: permitted('reviews:moderate'),
  tag: 'Admin',
  summary: 'Reviews of all products, those that their authors changed last first',
  query: z.strictObject({ ...pageQuery, status: ReviewStatus.default('SHOWN') }),
  success: {
    status: 200,
    description: 'A page; it may be short while there is a next one',
    body: pageOf(AdminReview),
  },
  problems: [],
});

export const AdminReadReview = defineRoute({
  operationId: 'adminGetReview',
  method: 'GET',
  path: '/admin/reviews/{reviewId}',
  access: permitted('reviews:moderate'),
  tag: 'Admin',
  summary: 'One review',
  params: reviewParams,
  etag: 'version',
  success: { status: 200, description: 'The review', body: AdminReview },
  problems: [adminAbsent],
});

export const ModerateReview = defineRoute({
  operationId: 'adminModerateReview',
  method: 'PATCH',
  path: '/admin/reviews/{reviewId}',
  access: permitted('reviews:moderate'),
  tag: 'Admin',
  summary: 'Hides a review or shows it again. Its author is told the reason, and staff the note as well',
  params: reviewParams,
  ifMatch: 'honoured',
  body: z
    .strictObject({ status: ReviewStatus, reason: ModerationReason, note: lines(500).optional() })
    .meta({ examples: [{ status: 'HIDDEN', reason: 'spam' }] }),
  etag: 'version',
  success: { status: 200, description: 'The review as it now stands', body: AdminReview },
  problems: [adminAbsent],
});

/** What each entry serves. */
export const shopRoutes = [PostReview, ReadReview, ChangeReview, WithdrawReview, ListProductReviews, ListUserReviews];
export const adminRoutes = [AdminListReviews, AdminReadReview, ModerateReview];

export const ReviewChanged = defineEvent({
  type: 'review.changed',
  context: 'reviews',
  schemaVersion: 1,
  summary: 'Somebody wrote, changed or withdrew a review, a purchase verified it, or staff hid it or showed it again.',
  data: z.object({
    reviewId: idSchema('rev'),
    productId: idSchema('prd'),
    change: z.enum(['posted', 'changed', 'withdrawn', 'verified', 'hidden', 'shown']),
  }),
});

export const RatingChanged = defineEvent({
  type: 'rating.changed',
  context: 'reviews',
  schemaVersion: 1,
  summary: 'The sums of the ratings of a product, all reviews that are shown together. The sequence orders them.',
  data: z.object({
    productId: idSchema('prd'),
    count: z.int().nonnegative().meta({ description: 'Reviews that are shown' }),
    sum: z.int().nonnegative().meta({ description: 'Of their ratings' }),
  }),
});
