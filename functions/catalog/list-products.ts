import { DomainError } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import { localeOf, publicFor } from '../shared/http/public-page.ts';
import type { Locale } from '../shared/http/shapes.ts';
import type { Store } from '../shared/store/store.ts';
import type { ListProducts } from './contract.ts';
import { type Card, cardDto } from './product-card.ts';
import type { CatalogReads } from './reads.ts';
import type { ProductSearch, SearchPosition } from './search/product-search.ts';
import { type Cards, walkCards, walkScope } from './walk-cards.ts';

/** Seconds that a listing may be shown after it was read; a checkout looks at the stock itself. */
const FRESH_SECONDS = 10;
/** Seconds after which somebody who searches in vain may try again: readers look for a snapshot that often. */
const RETRY_SECONDS = 5;

interface Ports {
  readonly store: Store;
  readonly catalog: CatalogReads;
  /** The snapshot of the search, nothing where there is none that can be read. */
  readonly search: () => Promise<ProductSearch | undefined>;
  readonly cards: Cards;
  readonly cursors: Cursors;
}

type Query = Request<typeof ListProducts>['query'];

/** What positions in a searched list are signed for; which question they belong to is in them. */
const SEARCHED = ['products'];

const needsSearch = ({ search, sort, tag }: Query): boolean =>
  search !== undefined || sort !== undefined || tag !== undefined;

const walkOf = ({ limit, skip, cursor, category, locale: _, search: _1, sort: _2, tag: _3, ...walk }: Query) => ({
  limit,
  skip,
  cursor,
  category,
  walk,
});

/**
 * One page of products: which ones and in what order says the snapshot of the search, what they cost and whether they are
 * there say their cards, in one read. Without a snapshot the page comes from the cards alone, in the order of the shop;
 * words and sorts then throw `search-unavailable`. A list goes on as it began: two functions may differ in whether they have
 * a snapshot.
 */
export const listProducts = ({ store, catalog, search, cards, cursors }: Ports) => {
  const walk = walkCards({ cards, cursors });
  const opens = (cursor: string | undefined, scope: readonly string[]): Promise<boolean> =>
    cursors.open(cursor, scope).then(
      (position) => position !== undefined,
      () => false,
    );

  const searched = async (found: ProductSearch, query: Query, locale: Locale) => {
    const {
      search: text,
      sort,
      limit,
      skip,
      cursor,
      tag,
      department,
      category,
      kind,
      priceMin,
      priceMax,
      inStock,
    } = query;
    const { items, facets, next, suggestion } = found.search({
      text,
      locale,
      filters: { department, category, kind, priceMin, priceMax, inStock, tags: tag === undefined ? undefined : [tag] },
      sort: sort ?? 'relevance',
      limit,
      skip,
      position: await cursors.open<SearchPosition>(cursor, SEARCHED),
    });
    const current = await cardsOf(items);
    return {
      // Sold out or withdrawn since the snapshot: the page is short rather than wrong.
      items: current.filter(({ availability }) => inStock !== true || availability !== 'sold-out'),
      nextCursor: next ? await cursors.seal(next, SEARCHED) : null,
      facets,
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  };

  const cardsOf = async (items: readonly Pick<Card, 'id' | 'department' | 'category' | 'slug'>[]): Promise<Card[]> => {
    if (items.length === 0) return [];
    const [found] = await store.readTogether([catalog.cards(items)]);
    const byId = new Map(found.map((card) => [card.id, card]));
    return items.flatMap(({ id }) => byId.get(id) ?? []);
  };

  const walked = async (query: Query) => {
    const { limit, skip = 0, cursor, category, walk: rest } = walkOf(query);
    if (needsSearch(query) || (await opens(cursor, SEARCHED))) {
      throw new DomainError(
        'unavailable',
        'search-unavailable',
        'The shop cannot search right now. Please try again in a moment.',
        {
          retryAfter: RETRY_SECONDS,
        },
      );
    }
    return { ...(await walk({ walk: rest, category, limit, skip, cursor })), facets: {} };
  };

  const goesOnByCards = async (query: Query): Promise<boolean> =>
    !needsSearch(query) && (await opens(query.cursor, walkScope(walkOf(query))));

  return async ({ query, language }: Request<typeof ListProducts>) => {
    const { locale, headers } = localeOf({ query, language });
    const found = await search();
    const page = found && !(await goesOnByCards(query)) ? await searched(found, query, locale) : await walked(query);
    return new Reply(
      { ...page, items: page.items.map((card) => cardDto(card, locale)) },
      { ...headers, 'cache-control': publicFor(FRESH_SECONDS) },
    );
  };
};
