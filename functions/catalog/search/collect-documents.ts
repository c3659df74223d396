import type { Clock } from '../../shared/clock.ts';
import type { Store } from '../../shared/store/store.ts';
import { ordersNow } from '../demand.ts';
import { DEPARTMENTS } from '../departments.ts';
import type { Product } from '../product.ts';
import type { Card } from '../product-card.ts';
import type { CatalogReads } from '../reads.ts';
import type { Departments } from '../rebuild-cards.ts';
import type { SearchDocument, SearchTexts } from './search-document.ts';

/** Products read in one request: with cards and texts of some kilobytes each, less than the 16 MB that a request may answer. */
const AT_ONCE = 50;

interface Ports {
  readonly store: Store;
  readonly catalog: CatalogReads;
  readonly cards: Departments['cards'];
  readonly clock: Clock;
}

/** Every product on sale as the search knows it: what its card shows, and what its texts say. */
export const collectDocuments = ({ store, catalog, cards: cardsOf, clock }: Ports) =>
  async function* documents(): AsyncGenerator<SearchDocument> {
    for (const department of DEPARTMENTS) {
      let cards: Card[] = [];
      for await (const card of cardsOf(department)) {
        cards.push(card);
        if (cards.length === AT_ONCE) {
          yield* await documentsOf(cards);
          cards = [];
        }
      }
      yield* await documentsOf(cards);
    }

    async function documentsOf(shown: readonly Card[]): Promise<SearchDocument[]> {
      if (shown.length === 0) return [];
      const ids = shown.map(({ id }) => id);
      const [products, demand, related] = await store.readTogether([
        catalog.products(ids),
        catalog.demand(ids),
        catalog.related(ids),
      ]);
      const ordered = new Map(demand.map(({ productId, sums }) => [productId, ordersNow(sums, clock.now())]));
      const besides = new Map(related.map(({ productId, places }) => [productId, places.map(({ id }) => id)]));
      const byId = new Map(products.map((product) => [product.id, product]));
      return shown.flatMap((card) => {
        const product = byId.get(card.id);
        return product
          ? [documentOf(product, card, { popularity: ordered.get(card.id) ?? 0, related: besides.get(card.id) ?? [] })]
          : [];
      });
    }
  };

/**
 * In: a product on sale, its card, how many orders of this moment it stands for, what goes with it. Out: what the search
 * indexes of it.
 */
export function documentOf(
  product: Product,
  card: Card,
  { popularity, related }: Pick<SearchDocument, 'popularity' | 'related'>,
): SearchDocument {
  const { id, slug, kind, department, category, price, rating, availability, imageUrl } = card;
  const { en, de, fr } = product.texts;
  // What an id says: `plant-pots` is found by both words.
  const ids = [department, category, ...product.tags].map((name) => name.replaceAll('-', ' '));
  const textsOf = (own: typeof de): SearchTexts => ({
    name: own?.name ?? en.name,
    description: own?.description ?? en.description,
    labels: [...(own?.keywords ?? []), ...ids],
  });
  return {
    id,
    slug,
    kind,
    department,
    category,
    price,
    rating,
    availability,
    imageUrl,
    createdAt: product.createdAt,
    // Steps of a twentieth: what was ordered long ago fades, and is no new snapshot every five minutes.
    popularity: Math.round(popularity * 20) / 20,
    tags: product.tags,
    related,
    texts: { en: textsOf(en), ...(de ? { de: textsOf(de) } : {}), ...(fr ? { fr: textsOf(fr) } : {}) },
  };
}
