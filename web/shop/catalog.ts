import type { components } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { spoken } from '../words/locale.ts';
import { answered, mayRetry, Refused, shop } from './client.ts';
import type { Department, Sort } from './shelves.ts';

export type Card = components['schemas']['ProductCard'];
export type Product = components['schemas']['Product'];
export type Variant = Product['variants'][number];
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

async function page(filters: Filters, limit: number, cursor: string | undefined, signal?: AbortSignal) {
  const { department, category, q, sort, min, max, inStock } = filters;
  return answered(
    shop.GET('/products', {
      params: {
        query: {
          limit,
          ...(department ? { department } : {}),
          ...(category ? { category } : {}),
          ...(q ? { search: q } : {}),
          ...(sort ? { sort } : {}),
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

export type ListingPage = Awaited<ReturnType<typeof page>>;

/** Whether the shop has nothing to search in at present: lists without words and sorts are answered meanwhile. */
export const isWithoutSearch = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'search-unavailable';

/** A listing, page by page, with what it could be narrowed to. While there is no search, it is asked again until there is one. */
export const listing = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['products', spoken(), filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<ListingPage> => page(filters, PAGE, pageParam, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // The counts of the list before stay until the new ones are here; its cards do not.
    placeholderData: (before) => before,
    retry: (failures, error) => isWithoutSearch(error) || mayRetry(failures, error),
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

/** Milliseconds until a page of which something is missing is read again. */
const DEGRADED_MS = 5_000;

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
    // What could not be read is missing for a moment only.
    refetchInterval: ({ state }) => (state.data?.degraded ? DEGRADED_MS : false),
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

export type Review = components['schemas']['Review'];
const MOST_REVIEWS = 100;

/** What somebody wrote of a product, also where it is hidden; null for nothing. In: their id, the product's. */
export const ownReview = (userId: string, productId: string) =>
  queryOptions({
    queryKey: ['review', userId, productId],
    queryFn: async ({ signal }): Promise<Review | null> => {
      const asked = shop.GET('/reviews/user/{userId}', {
        params: { path: { userId }, query: { limit: MOST_REVIEWS } },
        signal,
      });
      return (await answered(asked)).items.find((review) => review.productId === productId) ?? null;
    },
  });

type Wording = Pick<Review, 'rating' | 'title'> & { readonly text: string };

/** Says what one thinks of a product, or says it anew. Throws `Refused`: `already-reviewed`, `changed-meanwhile`, fields. */
export async function sayReview(productId: string, wording: Wording, before: Review | null): Promise<Review> {
  if (!before) return answered(shop.POST('/reviews', { body: { productId, ...wording } }));
  const header = { 'If-Match': `"${before.version}"` };
  return answered(
    shop.PUT('/reviews/{reviewId}', { params: { path: { reviewId: before.id }, header }, body: wording }),
  );
}

export const withdrawReview = (reviewId: string) =>
  answered(shop.DELETE('/reviews/{reviewId}', { params: { path: { reviewId } } }));

export type ProductImage = components['schemas']['ProductImage'];

/** The files of a picture, the smallest first. Every file says its own width, and sizes of a small picture are one. */
function filesOf({ sizes: { small, medium, large } }: ProductImage) {
  const byWidth = new Map(
    [small, medium, large].map(({ webp, avif }) => [Number(/-(\d+)\.webp$/.exec(webp)?.[1] ?? 0), { webp, avif }]),
  );
  return [...byWidth].map(([width, files]) => ({ width, ...files }));
}

/** A picture of a product's page in all its sizes, or the one that the page server has for its slug. */
export const picturedBy = (slug: string, image: ProductImage | undefined) =>
  image
    ? {
        src: image.url,
        sources: filesOf(image),
        width: image.width,
        height: image.height,
        blur: image.placeholder,
      }
    : { src: pictureOf(slug, null) };

/** The picture of a card in the sizes of lists. Cards that were made before there were any have the large one alone. */
export function picturedOn({ slug, imageUrl, renditions }: Pick<Card, 'slug' | 'imageUrl' | 'renditions'>) {
  const src = pictureOf(slug, imageUrl);
  const largest = renditions.at(-1);
  return largest ? { src, sources: renditions, width: largest.width, height: largest.height } : { src };
}

/**
 * The picture of a product: its own, or the one that the page server has for its slug until products have pictures of their
 * own. What has neither is drawn as a cube.
 */
export const pictureOf = (slug: string, imageUrl: string | null | undefined): string =>
  imageUrl ?? `/media/products/${slug}.webp`;

/** The contour drawing of a product. In: whether it is shown at less than 170 pixels. */
export const drawingOf = (slug: string, small = false): string =>
  `/media/products/${slug}.${small ? 'line-s' : 'line'}.webp`;
