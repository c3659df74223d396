import type { CardPlace } from './catalog-keys.ts';
import type { Companion } from './demand.ts';
import { isOnSale, type Product } from './product.ts';

/** The products that go with one, by the places of their cards, best first. */
export interface Related {
  readonly productId: string;
  readonly places: readonly CardPlace[];
  readonly version: number;
}

/** Shown beside a product. */
export const MAX_RELATED = 6;

/**
 * What goes with a product: first what is bought together with it, most often first, then what shares most tags with it, its own
 * category before others. Nothing that is not on sale, and nothing twice. In: the product, what may go with it, what it was
 * bought with.
 */
export function relatedTo(
  { id, tags, category }: Product,
  candidates: readonly Product[],
  companions: readonly Companion[],
): CardPlace[] {
  const sumOf = (one: Product) => companions.find(({ productId }) => productId === one.id)?.sum ?? 0;
  const shared = (one: Product) => one.tags.filter((tag) => tags.includes(tag)).length;
  const near = (one: Product) => (one.category === category ? 1 : 0);
  return [...new Map(candidates.map((one) => [one.id, one])).values()]
    .filter((one) => one.id !== id && isOnSale(one))
    .toSorted((a, b) => sumOf(b) - sumOf(a) || shared(b) - shared(a) || near(b) - near(a) || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_RELATED)
    .map(({ department, category: shelf, slug, id: other }) => ({ department, category: shelf, slug, id: other }));
}
