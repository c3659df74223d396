/**
 * Catalog: products, categories, and the storefront's read model: product cards with price, availability and rating.
 *
 * Consumes `inventory.reserved` and `inventory.released` (availability of cards), `image.processed` (their pictures), what others
 * count of products and cards show (`told.ts`),
 * `order.created` (what is asked for, and together with what), `product.changed` (what goes with a product),
 * `product.export.requested` (writes the file). S3 tells its worker of every file of products that was stored.
 * Emits `product.changed` and `product.export.requested`.
 */
import * as z from 'zod';
import { Availability } from '../inventory/contract.ts';
import { ReviewDto } from '../reviews/contract.ts';
import { defineEvent } from '../shared/events/event.ts';
import { queryFlag, queryNumber } from '../shared/http/query.ts';
import { defineRoute, everyone, pageOf, pageQuery, problem } from '../shared/http/route.ts';
import { Locale, line } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import { Rating } from './rating.ts';
import { SEARCH_SORTS } from './search/product-search.ts';
import { Category, Department, ProductCard, ProductDto, ProductKind, ProductStatus, Slug } from './shapes.ts';
import { TOLD, TOLD_NAMES } from './told.ts';

export { ChosenPrint, ImageAlt, MAX_IMAGES, PrintChoice, StoredImage } from './shapes.ts';
/** What others count of products is told by these. */
export const countedElsewhere = TOLD_NAMES.map((name) => TOLD[name].event);
export * from './sheets/contract.ts';
export * from './staff/contract.ts';

export const ProductChanged = defineEvent({
  type: 'product.changed',
  context: 'catalog',
  schemaVersion: 1,
  summary: 'A product was made, changed or withdrawn. The sequence is its version.',
  data: z.object({
    productId: idSchema('prd'),
    status: ProductStatus,
    version: z.int().positive().meta({ description: 'Of the product as it now stands' }),
  }),
});

const locale = Locale.optional().meta({ description: 'Of the texts; without it, what Accept-Language prefers' });

/** Days after which a snapshot of the search goes by itself. */
export const SNAPSHOT_DAYS = 7;

const MAX_SKIP = 1_000;

export const ListProducts = defineRoute({
  operationId: 'listProducts',
  method: 'GET',
  path: '/products',
  aliases: [
    { method: 'GET', path: '/catalog' },
    { method: 'GET', path: '/bff/products' },
  ],
  access: everyone,
  tag: 'Shop',
  summary: 'Searches, filters and sorts the products, with counts beside each filter',
  query: z
    .strictObject({
      search: line(200)
        .optional()
        .meta({ description: 'Words, also with typing errors', examples: ['vase'] }),
      sort: z
        .enum(SEARCH_SORTS)
        .optional()
        .meta({ description: 'relevance without this; -price begins with the dearest' }),
      tag: Slug.optional(),
      department: Department.optional(),
      category: Category.optional(),
      kind: ProductKind.optional(),
      priceMin: queryNumber(0).optional().meta({ description: 'Minor units' }),
      priceMax: queryNumber(0).optional().meta({ description: 'Minor units' }),
      inStock: queryFlag().optional().meta({ description: 'true leaves out what is sold out, false shows that alone' }),
      ...pageQuery,
      skip: queryNumber(0, MAX_SKIP).optional().meta({ description: 'Instead of a cursor' }),
      locale,
    })
    .refine(({ priceMin, priceMax }) => priceMin === undefined || priceMax === undefined || priceMin <= priceMax, {
      path: ['priceMin'],
      message: 'priceMin is above priceMax',
    })
    .refine(({ skip, cursor }) => skip === undefined || cursor === undefined, {
      path: ['skip'],
      message: 'Send skip or cursor, not both',
    }),
  etag: 'content',
  success: {
    status: 200,
    description: 'A page; it may be short while there is a next one',
    body: pageOf(ProductCard).extend({
      facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.int().positive() }))).meta({
        description:
          'Products by what they could be narrowed to, the other filters kept; empty while there is no search',
        examples: [{ category: [{ value: 'vases', count: 6 }] }],
      }),
      suggestion: z
        .string()
        .optional()
        .meta({
          description: 'What was searched for instead, where the words as typed find nothing',
          examples: ['vase'],
        }),
    }),
  },
  problems: [problem(503, 'search-unavailable', 'words and sorts, while there is nothing to search in')],
});

export const ReadProduct = defineRoute({
  operationId: 'getProduct',
  method: 'GET',
  path: '/products/{productId}',
  aliases: [{ method: 'GET', path: '/bff/products/{productId}' }],
  access: everyone,
  tag: 'Shop',
  summary: 'One product with its variants, availability, rating, reviews and what goes with it',
  params: z.strictObject({
    productId: z
      .union([idSchema('prd'), Slug])
      .meta({ description: 'Its id or its slug; one that it had before leads to it as well' }),
  }),
  query: z.strictObject({ locale }),
  etag: 'content',
  success: {
    status: 200,
    description: 'The product',
    body: z.object({
      product: ProductDto,
      availability: Availability,
      rating: Rating,
      reviews: z.array(ReviewDto).meta({ description: 'The newest three, long texts cut short' }),
      related: z.array(ProductCard),
      degraded: z
        .array(z.enum(['stock', 'reviews', 'related']))
        .optional()
        .meta({ description: 'What could not be read and is missing' }),
    }),
  },
  problems: [problem(404, 'not-found', 'no such product, or not on sale any more')],
});

export const ListTrending = defineRoute({
  operationId: 'listTrending',
  method: 'GET',
  path: '/products/trending',
  aliases: [
    { method: 'GET', path: '/bff/products/trending' },
    { method: 'GET', path: '/bff/products/trending-with-reviews' },
  ],
  access: everyone,
  tag: 'Shop',
  summary: 'What is ordered most at present, with rating and availability',
  query: z.strictObject({ limit: pageQuery.limit, locale }),
  etag: 'content',
  success: { status: 200, description: 'Most first', body: z.object({ items: z.array(ProductCard) }) },
  problems: [],
});

export const ListCategories = defineRoute({
  operationId: 'listCategories',
  method: 'GET',
  path: '/categories',
  access: everyone,
  tag: 'Shop',
  summary: 'Departments and the categories that have products',
  etag: 'content',
  success: {
    status: 200,
    description: 'Departments in the order of the shop, categories by name',
    body: z.object({ items: z.array(z.object({ department: Department, categories: z.array(Category) })) }),
  },
  problems: [],
});

export const ListSitemap = defineRoute({
  operationId: 'getSitemap',
  method: 'GET',
  path: '/sitemap.xml',
  access: everyone,
  tag: 'Shop',
  summary: 'The addresses of the pages of all products and departments, for search engines',
  success: { status: 200, description: 'As sitemaps.org has it', mediaType: 'application/xml' },
  problems: [],
});

export const ReadRobots = defineRoute({
  operationId: 'getRobots',
  method: 'GET',
  path: '/robots.txt',
  access: everyone,
  tag: 'Shop',
  summary: 'Which pages search engines leave alone, and where the sitemap is',
  success: { status: 200, description: 'As RFC 9309 has it', mediaType: 'text/plain' },
  problems: [],
});

/** What everybody may call; staff's is an entry of its own. */
export const shopRoutes = [ListProducts, ListTrending, ReadProduct, ListCategories, ListSitemap, ReadRobots];
