import type { components } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { spoken } from '../words/locale.ts';
import { answered, Refused, shop } from './client.ts';

export type Card = components['schemas']['ProductCard'];
export type Product = components['schemas']['Product'];
export type Variant = Product['variants'][number];
export type Department = components['schemas']['Department'];

export const DEPARTMENTS = ['home', 'workshop', 'prints', 'events'] as const satisfies readonly Department[];
export const SORTS = ['price', '-price', 'rating', 'name'] as const;
export type Sort = (typeof SORTS)[number];

/** What a listing is narrowed to; prices in minor units. */
export interface Filters {
  readonly department?: Department | undefined;
  readonly category?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly inStock?: boolean | undefined;
}

const PAGE = 24;
const MOST_AT_ONCE = 100;

async function page(filters: Filters, limit: number, cursor: string | undefined, signal?: AbortSignal) {
  const { department, category, min, max, inStock } = filters;
  return answered(
    shop.GET('/products', {
      params: {
        query: {
          limit,
          ...(department ? { department } : {}),
          ...(category ? { category } : {}),
          ...(min === undefined ? {} : { priceMin: min }),
          ...(max === undefined ? {} : { priceMax: max }),
          ...(inStock ? { inStock: 'true' as const } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      ...(signal ? { signal } : {}),
    }),
  );
}

/** Every card of a listing, page by page. */
async function all(filters: Filters, signal?: AbortSignal): Promise<Card[]> {
  const cards: Card[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await page(filters, MOST_AT_ONCE, cursor, signal);
    cards.push(...items);
    if (nextCursor === null) return cards;
    cursor = nextCursor;
  }
}

/** A word as it is compared: small letters without accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a card is what somebody looks for. In: their words; each has to begin a word of the card. */
export function isFound(card: Card, words: string, places: (id: string) => string): boolean {
  const text = plain([card.name, card.slug, places(card.category), places(card.department)].join(' ')).split(
    /[^\p{L}\p{N}]+/u,
  );
  return plain(words)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .every((word) => text.some((part) => part.startsWith(word)));
}

const orders: Readonly<Record<Sort, (a: Card, b: Card) => number>> = {
  price: (a, b) => a.price.amount - b.price.amount,
  '-price': (a, b) => b.price.amount - a.price.amount,
  rating: (a, b) => b.rating.average - a.rating.average || b.rating.count - a.rating.count,
  name: (a, b) => a.name.localeCompare(b.name),
};

/** Cards in the order that was asked for. */
export const sorted = (cards: readonly Card[], sort: Sort | undefined): readonly Card[] =>
  sort ? cards.toSorted(orders[sort]) : cards;

/**
 * A listing, page by page. The API does not search and sort yet: where one of both is asked for, the whole listing is read and
 * the browser does it.
 */
export const listing = (filters: Filters, places: (id: string) => string) =>
  infiniteQueryOptions({
    queryKey: ['products', spoken(), filters],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<{ items: readonly Card[]; nextCursor: string | null }> => {
      const { q, sort } = filters;
      if (!q && !sort) return page(filters, PAGE, pageParam, signal);
      const cards = await all(filters, signal);
      return { items: sorted(q ? cards.filter((card) => isFound(card, q, places)) : cards, sort), nextCursor: null };
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** A few cards of a department, or of one of its categories. */
export const someOf = (department: Department, limit: number, category?: string) =>
  queryOptions({
    queryKey: ['products', spoken(), 'some', department, category, limit],
    queryFn: async ({ signal }) => (await page({ department, category }, limit, undefined, signal)).items,
  });

export const categories = () =>
  queryOptions({
    queryKey: ['categories', spoken()],
    queryFn: async ({ signal }) => (await answered(shop.GET('/categories', { signal }))).items,
    staleTime: 60_000,
  });

/** A product with what belongs on its page; null for a slug that nothing has. In: its slug or id. */
export const product = (slug: string) =>
  queryOptions({
    queryKey: ['product', spoken(), slug],
    queryFn: async ({ signal }) => {
      try {
        return await answered(shop.GET('/products/{productId}', { params: { path: { productId: slug } }, signal }));
      } catch (error) {
        // A slug that can be none is refused before anything is looked up.
        if (error instanceof Refused && (error.status === 404 || error.status === 400)) return null;
        throw error;
      }
    },
  });

export const reviews = (productId: string) =>
  infiniteQueryOptions({
    queryKey: ['reviews', productId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/reviews/product/{productId}', {
          params: { path: { productId }, query: { limit: 10, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const postReview = (review: { productId: string; rating: number; title?: string; text: string }) =>
  answered(shop.POST('/reviews', { body: review }));

/**
 * The picture of a product: its own, or the one that the page server has for its slug until products have pictures of their
 * own. What has neither is drawn as a cube.
 */
export const pictureOf = (slug: string, imageUrl: string | null | undefined): string =>
  imageUrl ?? `/media/products/${slug}.webp`;

/** The contour drawing of a product. In: whether it is shown at less than 170 pixels. */
export const drawingOf = (slug: string, small = false): string =>
  `/media/products/${slug}.${small ? 'line-s' : 'line'}.webp`;
