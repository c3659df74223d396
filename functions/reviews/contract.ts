/**
 * Reviews: what customers say of products, and the sums of their ratings.
 *
 * Consumes nothing.
 * Emits `review.posted`; it carries the product's sums, so whoever missed one event is right again with the next.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { customer, defineRoute, everyone, pageOf, pageQuery, problem } from '../shared/http/route.ts';
import { line, lines, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';

const stars = z
  .int()
  .min(1)
  .max(5)
  .meta({ examples: [5] });

/** A tag, a comment or a declaration begins with `<`; `<3` and `a < b` are text. */
const noMarkup = [/^(?:[^<]|<(?![A-Za-z/!?]))*$/u, 'text only, no markup'] as const;
const title = line(100).regex(...noMarkup);
const text = lines(2_000).regex(...noMarkup);

export const ReviewDraft = z
  .strictObject({ productId: idSchema('prd'), rating: stars, title: title.optional(), text })
  .meta({
    examples: [
      { productId: 'prd_01KAK0V5T2M3N4P5Q6R7S8T9VW', rating: 5, title: 'Watertight', text: 'It holds tulips well.' },
    ],
  });
export type ReviewDraft = z.infer<typeof ReviewDraft>;

export const ReviewDto = z
  .object({
    id: idSchema('rev'),
    rating: stars,
    title: z.string().optional(),
    text: z.string().optional().meta({ description: 'Absent once its author has left the shop' }),
    name: z.string().optional().meta({ description: 'Of the author, as it was then; absent once they have left' }),
    createdAt: Timestamp,
  })
  .meta({ id: 'Review' });
export type ReviewDto = z.infer<typeof ReviewDto>;

export const PostReview = defineRoute({
  operationId: 'postReview',
  method: 'POST',
  path: '/reviews',
  access: customer,
  tag: 'Shop',
  summary: 'Says what one thinks of a product, once',
  body: ReviewDraft,
  success: { status: 201, description: 'The review', body: ReviewDto },
  problems: [
    problem(404, 'not-found', 'no such product, or not on sale any more'),
    problem(409, 'already-reviewed', 'the caller has reviewed this product'),
  ],
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

export const ReviewPosted = defineEvent({
  type: 'review.posted',
  context: 'reviews',
  schemaVersion: 1,
  summary: 'Somebody reviewed a product. The sequence counts the changes of its sums.',
  data: z.object({
    reviewId: idSchema('rev'),
    productId: idSchema('prd'),
    rating: stars,
    count: z.int().positive().meta({ description: 'Reviews of the product, this one included' }),
    sum: z.int().positive().meta({ description: 'Of their ratings' }),
  }),
});
