/** What reviews know of people: what they wrote, and the name that they wrote it under. */
import * as z from 'zod';
import { Timestamp } from '../shared/http/shapes.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { updateItem, whileStale } from '../shared/store/optimistic.ts';
import { everyItem } from '../shared/store/store.ts';
import { authorPartition, type Review, reviewKey, storedReview } from './reviews.ts';

type Ports = PersonalPorts<'reviews'>;

/** Everything of a review that is its author's. The stars stay: the product's sums count them. */
const OF_AUTHOR = ['title', 'text', 'name', 'authorId', 'gsi2pk', 'gsi2sk'] as const;

export const reviewsPersonal = personalPart({
  context: 'reviews',
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
        }),
      )
      .optional(),
  },

  async exportSections(ports: Ports, userId) {
    return { reviews: await writtenBy(ports, userId) };
  },

  /** Leaves the stars, and nothing of who gave them. */
  async erase(ports: Ports, userId) {
    const { store, tables } = ports;
    for (const { productId, id } of await writtenBy(ports, userId)) {
      const key = reviewKey(productId, id);
      await whileStale(async () => {
        const item = await store.get(tables.reviews, key);
        const review = item && storedReview.decode(item);
        if (review?.authorId !== userId) return;
        await store.write(updateItem({ table: tables.reviews, key }, review, { remove: OF_AUTHOR }));
      });
    }
    return [];
  },
});

/** What somebody wrote, oldest first; something of a moment ago may be missing. */
async function writtenBy({ store, tables }: Ports, userId: string): Promise<Review[]> {
  const request = { table: tables.reviews, index: 'gsi2', partition: authorPartition(userId) } as const;
  return (await everyItem(store, request)).map(storedReview.decode);
}
