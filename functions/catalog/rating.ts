/** What shoppers are told of the ratings of a product. */
import * as z from 'zod';

export const Rating = z
  .object({ average: z.number().min(0).max(5), count: z.int().nonnegative() })
  .meta({ id: 'Rating', examples: [{ average: 4.6, count: 31 }] });
export type Rating = z.infer<typeof Rating>;

/** The average to one decimal, and of how many. In: the sums as the reviews tell them, if there are any. */
export const ratingOf = (sums: { readonly count: number; readonly sum: number } | undefined): Rating =>
  sums && sums.count > 0
    ? { average: Math.round((sums.sum / sums.count) * 10) / 10, count: sums.count }
    : { average: 0, count: 0 };
