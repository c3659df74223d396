import type { ReviewsReads } from '../reviews/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { localeOf, publicFor } from '../shared/http/public-page.ts';
import type { Locale } from '../shared/http/shapes.ts';
import { count, log } from '../shared/observability.ts';
import type { Store } from '../shared/store/store.ts';
import type { CardPlace } from './catalog-keys.ts';
import type { ReadProduct } from './contract.ts';
import { isOnSale, type Product } from './product.ts';
import { bestOf, type Card, cardDto, ratingOf, type Shelf } from './product-card.ts';
import { productDto } from './product-dto.ts';
import type { CatalogReads } from './reads.ts';
import type { ProductSearch } from './search/product-search.ts';
import type { ProductCard } from './shapes.ts';

interface Ports {
  readonly store: Store;
  readonly catalog: CatalogReads;
  readonly reviews: ReviewsReads;
  /** The snapshot of the search, nothing where there is none that can be read. */
  readonly search: () => Promise<Pick<ProductSearch, 'cards'> | undefined>;
  readonly clock: Clock;
}

/** Seconds that a product may be shown after it was read; a checkout looks at price and stock itself. */
const FRESH_SECONDS = 10;

type Part = 'stock' | 'reviews' | 'related';

/**
 * A product under its id, its slug or one that it had before, in one read: with what events last told of its stock and its
 * reviews, and what goes with it as the snapshot of the search has it. What cannot be read is left out and named in `degraded`.
 * Throws `NotFound`, also for a product that is not on sale.
 */
export const readProduct =
  (ports: Ports) =>
  async ({ params: { productId }, query, language }: Request<typeof ReadProduct>) => {
    const { locale, headers } = localeOf({ query, language });
    const id = await idOf(ports, productId);
    const [found, snapshot] = await Promise.all([everythingAbout(ports, id), ports.search()]);
    const { product, shelf, sums, places, reviews } = found;
    if (!product || !isOnSale(product)) throw new NotFound();
    const { related, availability } =
      snapshot && shelf
        ? { related: snapshot.cards(idsOf(places), locale), availability: availabilityOf(product, shelf) }
        : await fromCards(ports, product, { shelf, places, locale });
    const degraded: Part[] = [
      ...(shelf ? [] : ['stock' as const]),
      ...(reviews ? [] : ['reviews' as const]),
      ...(related ? [] : ['related' as const]),
    ];
    return new Reply(
      {
        product: productDto(product, { shelf, locale, now: ports.clock.now() }),
        availability,
        rating: ratingOf(sums),
        reviews: reviews ?? [],
        related: related ?? [],
        ...(degraded.length > 0 ? { degraded } : {}),
      },
      { ...headers, 'cache-control': degraded.length > 0 ? 'no-store' : publicFor(FRESH_SECONDS) },
    );
  };

/** The id that a path names: itself, or that of the product that has or had the slug. Throws `NotFound`. */
async function idOf({ store, catalog }: Ports, named: string): Promise<string> {
  if (named.includes('_')) return named;
  const [id] = await store.readTogether([catalog.bySlug(named)]);
  if (id === undefined) throw new NotFound();
  return id;
}

/** What a page needs, all of it under keys that the id tells. Where that fails, the same without the reviews. */
async function everythingAbout({ store, catalog, reviews }: Ports, id: string) {
  const own = [catalog.products([id]), catalog.shelves([id]), catalog.ratings([id]), catalog.related([id])] as const;
  const partsOf = async () => {
    try {
      return await store.readTogether([...own, reviews.first(id)]);
    } catch (error) {
      const read = await store.readTogether(own);
      log.error('reviews unreadable, shown without', error, { productId: id });
      count('ReviewsUnreadable');
      return [...read, undefined] as const;
    }
  };
  const [[product], [shelf], [sums], [related], first] = await partsOf();
  return { product, shelf, sums, places: related?.places ?? [], reviews: first };
}

const idsOf = (places: readonly CardPlace[]): string[] => places.map(({ id }) => id);

const availabilityOf = ({ variants }: Product, shelf: Shelf) =>
  bestOf(variants.flatMap(({ sku }) => shelf.variants[sku] ?? []));

/** What no snapshot or no shelf tells, from the cards: a second read, which a shop needs before its first snapshot alone. */
async function fromCards(
  { store, catalog }: Ports,
  product: Product,
  {
    shelf,
    places,
    locale,
  }: { readonly shelf: Shelf | undefined; readonly places: readonly CardPlace[]; readonly locale: Locale },
): Promise<{ readonly related: readonly ProductCard[] | undefined; readonly availability: Card['availability'] }> {
  try {
    const [cards] = await store.readTogether([catalog.cards([product, ...places])]);
    const cardOf = (id: string) => cards.find((card) => card.id === id);
    const beside = places.flatMap(({ id }) => cardOf(id) ?? []);
    return {
      related: beside.map((card) => cardDto(card, locale)),
      availability: shelf ? availabilityOf(product, shelf) : (cardOf(product.id)?.availability ?? 'sold-out'),
    };
  } catch (error) {
    if (!shelf) throw error;
    log.error('what goes with it unreadable, shown without', error, { productId: product.id });
    count('RelatedUnreadable');
    return { related: undefined, availability: availabilityOf(product, shelf) };
  }
}
