/** What reviews know of people: what they wrote, the name that they wrote it under, and what they bought. */
import * as z from 'zod';
import { Timestamp } from '../shared/http/shapes.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { deleteItem, whileStale } from '../shared/store/optimistic.ts';
import { everyItem } from '../shared/store/store.ts';
import { withoutWords } from './counting.ts';
import {
  authorPartition,
  type Purchase,
  purchaseKey,
  type Review,
  reviewKey,
  reviewsIn,
  storedPurchase,
  storedReview,
} from './reviews.ts';

type Ports = PersonalPorts<'reviews'>;

export const reviewsPersonal = personalPart({
  context: 'reviews',
  access: {
    exportSections: { reviews: [], 'reviews/gsi2': ['Query'] },
    erase: { reviews: ['BatchGetItem', 'PutItem', 'DeleteItem'], 'reviews/gsi2': ['Query'] },
  },
  sections: {
    reviews: z
      .array(
        z.object({
          id: z.string(),
          productId: z.string(),
          rating: z.int(),
          title: z.string().optional(),
          text: z.string().optional(),
          name: z.string().optional(),
          createdAt: Timestamp,
          updatedAt: Timestamp.optional(),
          verifiedPurchase: z.boolean().optional(),
          status: z.string().optional(),
          withdrawn: z.boolean().optional(),
          decision: z
            .object({ reason: z.string(), note: z.string().optional(), at: Timestamp })
            .optional()
            .meta({ description: 'What staff decided last' }),
        }),
      )
      .optional(),
    bought: z
      .array(z.object({ productId: z.string(), orderId: z.string(), at: Timestamp }))
      .optional()
      .meta({ description: 'What reviews of theirs are marked as verified purchases by' }),
  },

  async exportSections(ports: Ports, userId) {
    const { reviews, purchases } = await about(ports, userId);
    return { reviews, bought: purchases };
  },

  /** Leaves the stars, hidden ones too, and nothing of who gave them; of what was withdrawn or bought it leaves nothing. */
  async erase(ports: Ports, userId) {
    const { reviews, purchases } = await about(ports, userId);
    for (const review of reviews) await letGo(ports, review, userId);
    for (const { reviewId } of purchases) {
      await ports.store.write({ kind: 'delete', table: ports.tables.reviews, key: purchaseKey(reviewId) });
    }
    return [];
  },
});

/** The sums are written with the review even where they need no change: nobody puts words beside them that were read before. */
const letGo = ({ store, tables }: Ports, { id: reviewId, productId }: Review, userId: string): Promise<void> =>
  whileStale(async () => {
    const reviews = reviewsIn(tables.reviews);
    const [{ review, sums, first }] = await store.readTogether([reviews.count({ reviewId, productId })]);
    if (review?.authorId !== userId) return;
    const { authorId: _1, title: _2, text: _3, name: _4, decision, ...stars } = review;
    const { note: _5, ...decided } = decision ?? {};
    const kept = { ...stars, ...(decision ? { decision: decided } : {}), version: review.version + 1 } as Review;
    await store.commit([
      review.withdrawn
        ? deleteItem({ table: tables.reviews, key: reviewKey(reviewId) }, review)
        : reviews.put(kept, review),
      ...(sums ? reviews.putSums({ ...sums, version: sums.version + 1 }, sums, withoutWords(first, reviewId)) : []),
    ]);
  });

/** What somebody wrote and bought, oldest first; something of a moment ago may be missing. */
async function about(
  { store, tables }: Ports,
  userId: string,
): Promise<{ readonly reviews: Review[]; readonly purchases: Purchase[] }> {
  const request = { table: tables.reviews, index: 'gsi2', partition: authorPartition(userId) } as const;
  const items = await everyItem(store, request);
  const { META: reviews = [], BOUGHT: purchases = [] } = Object.groupBy(items, ({ sk }) => String(sk));
  return { reviews: reviews.map(storedReview.decode), purchases: purchases.map(storedPurchase.decode) };
}
