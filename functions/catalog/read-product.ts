import type { ReviewsReads } from '../reviews/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { localeOf, publicFor } from '../shared/http/public-page.ts';
import type { Locale } from '../shared/http/shapes.ts';
import { count, log } from '../shared/observability.ts';
import type { KeyedRead, Store } from '../shared/store/store.ts';
import type { CardPlace } from './catalog-keys.ts';
import type { ReadProduct } from './contract.ts';
import { isOnSale, type Product } from './product.ts';
import { bestOf, type Card, cardDto, type Shelf } from './product-card.ts';
import { productDto } from './product-dto.ts';
import type { CatalogReads } from './reads.ts';
import type { ProductSearch } from './search/product-search.ts';
import type { ProductCard } from './shapes.ts';
import { shownOf } from './told.ts';

interface Ports {
  readonly store: Store;
  readonly catalog: CatalogReads;
  readonly reviews: ReviewsReads;
  /** The snapshot of the search, nothing where there is none that can be read. */
  readonly search: () => Promise<Pick<ProductSearch, 'related'> | undefined>;
  readonly clock: Clock;
}

/** Seconds that a product may be shown after it was read; a checkout looks at price and stock itself. */
const FRESH_SECONDS = 10;

type Part = 'stock' | 'reviews' | 'related';

/**
 * A product under its id, its slug or one that it had before, in one read: with what events last told of its stock and its
 * reviews, and the cards of what goes with it. Which products those are says the snapshot of the search. What cannot be read
 * is left out and named in `degraded`. Throws `NotFound`, also for a product that is not on sale.
 */
export const readProduct =
  (ports: Ports) =>
  async ({ params: { productId }, query, language }: Request<typeof ReadProduct>) => {
    const { locale, headers } = localeOf({ query, language });
    const id = await idOf(ports, productId);
    const beside = (await ports.search())?.related(id);
    const found = await everythingAbout(ports, id, beside);
    const { product, shelf, told, reviews } = found;
    if (!product || !isOnSale(product)) throw new NotFound();
    const { related, availability } =
      beside && shelf
        ? { related: found.cards && inOrder(beside, found.cards, locale), availability: availabilityOf(product, shelf) }
        : await fromCards(ports, product, { shelf, places: found.places, locale });
    const degraded: Part[] = [
      ...(shelf ? [] : ['stock' as const]),
      ...(reviews ? [] : ['reviews' as const]),
      ...(related ? [] : ['related' as const]),
    ];
    return new Reply(
      {
        product: productDto(product, { shelf, locale, now: ports.clock.now() }),
        availability,
        rating: shownOf(told).rating,
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

/**
 * What a page needs, all of it under keys that the id and the snapshot tell, in one read. Where that fails, what can be read.
 * In: the id, the places of what goes with it.
 */
async function everythingAbout({ store, catalog, reviews }: Ports, id: string, beside: readonly CardPlace[] = []) {
  const own = [catalog.products([id]), catalog.shelves([id]), catalog.told(id), catalog.related([id])] as const;
  const [first, cards] = [reviews.first(id), catalog.cards(beside)] as const;
  const readable = async <T>(read: KeyedRead<T>, missed: () => void): Promise<T | undefined> => {
    try {
      return (await store.readTogether([read]))[0];
    } catch (error) {
      log.error('a part of the page cannot be read, shown without', error, { productId: id });
      missed();
      return undefined;
    }
  };
  const partsOf = async () => {
    try {
      return await store.readTogether([...own, first, cards]);
    } catch {
      return [
        ...(await store.readTogether(own)),
        await readable(first, () => count('ReviewsUnreadable')),
        await readable(cards, () => count('RelatedUnreadable')),
      ] as const;
    }
  };
  const [[product], [shelf], told, [related], newest, besides] = await partsOf();
  return { product, shelf, told, places: related?.places ?? [], reviews: newest, cards: besides };
}

/** The cards at these places, in their order; a product that has left its place is left out. */
const inOrder = (places: readonly CardPlace[], cards: readonly Card[], locale: Locale): ProductCard[] =>
  places.flatMap(({ id }) => cards.find((card) => card.id === id) ?? []).map((card) => cardDto(card, locale));

const availabilityOf = ({ variants }: Product, shelf: Shelf) =>
  bestOf(variants.flatMap(({ sku }) => shelf.variants[sku] ?? []));

/** What no snapshot or no shelf tells, from the cards: a second read, which a product needs before its first snapshot alone. */
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
    const own = cards.find(({ id }) => id === product.id);
    return {
      related: inOrder(places, cards, locale),
      availability: shelf ? availabilityOf(product, shelf) : (own?.availability ?? 'sold-out'),
    };
  } catch (error) {
    if (!shelf) throw error;
    log.error('what goes with it unreadable, shown without', error, { productId: product.id });
    count('RelatedUnreadable');
    return { related: undefined, availability: availabilityOf(product, shelf) };
  }
}
