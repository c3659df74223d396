/**
 * Catalog: products, categories, and the storefront's read model: product cards with price, availability and rating.
 *
 * Consumes `inventory.reserved` and `inventory.released` (availability of cards), `review.posted` (their rating).
 * Emits nothing.
 */
import * as z from 'zod';
import { Availability, Sku } from '../inventory/contract.ts';
import { queryFlag, queryNumber } from '../shared/http/query.ts';
import { defineRoute, everyone, pageOf, pageQuery, problem } from '../shared/http/route.ts';
import { line, lines, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import { Money, MoneySent } from '../shared/money.ts';
import { DEPARTMENTS } from './departments.ts';

export { DEPARTMENTS } from './departments.ts';

export const Department = z.enum(DEPARTMENTS).meta({ id: 'Department' });
export type Department = z.infer<typeof Department>;

/** From stock, printed when ordered, or admission to something. */
export const ProductKind = z.enum(['stock', 'print', 'ticket']).meta({ id: 'ProductKind' });
export type ProductKind = z.infer<typeof ProductKind>;

/** Which of a country's tax rates a product is sold at. */
export const TaxClass = z.enum(['standard', 'reduced']).meta({ id: 'TaxClass' });
export type TaxClass = z.infer<typeof TaxClass>;

const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters and digits, words joined by hyphens');
export const Slug = slug.meta({ id: 'Slug', examples: ['twist-vase'] });
export const Category = slug.meta({ id: 'Category', examples: ['vases'] });

export const Rating = z
  .object({ average: z.number().min(0).max(5), count: z.int().nonnegative() })
  .meta({ id: 'Rating', examples: [{ average: 4.6, count: 31 }] });
export type Rating = z.infer<typeof Rating>;

const productName = z.string().meta({ examples: ['Twist vase'] });

export const ProductCard = z
  .object({
    id: idSchema('prd'),
    slug: Slug,
    name: productName,
    kind: ProductKind,
    department: Department,
    category: Category,
    price: Money.meta({ description: 'Of the cheapest variant, tax included' }),
    rating: Rating,
    availability: Availability,
    imageUrl: z.string().nullable(),
  })
  .meta({ id: 'ProductCard' });
export type ProductCard = z.infer<typeof ProductCard>;

export const Variant = z
  .object({
    sku: Sku,
    name: line(80).meta({ examples: ['Medium'] }),
    price: Money,
    options: z.record(z.string(), z.string()).meta({ description: 'What sets it apart', examples: [{ size: 'M' }] }),
  })
  .meta({ id: 'Variant' });
export type Variant = z.infer<typeof Variant>;

/** What a customer may choose of a print. */
export const Configuration = z
  .object({ material: z.array(z.string()), finish: z.array(z.string()), colour: z.array(z.string()) })
  .meta({ id: 'ProductConfiguration' });
export type Configuration = z.infer<typeof Configuration>;

export const ProductImage = z.object({ url: z.string(), alt: z.string() }).meta({ id: 'ProductImage' });
export type ProductImage = z.infer<typeof ProductImage>;

export const ProductDto = z
  .object({
    id: idSchema('prd'),
    slug: Slug,
    name: productName,
    kind: ProductKind,
    department: Department,
    category: Category,
    description: z.string().meta({ examples: ['Turned once around itself, watertight, 24 cm high.'] }),
    variants: z.array(
      Variant.extend({
        availability: Availability.optional().meta({ description: 'Absent while the stock cannot be read' }),
      }),
    ),
    images: z.array(ProductImage),
    configuration: Configuration.optional(),
    updatedAt: Timestamp,
    version: z.int().positive(),
  })
  .meta({ id: 'Product' });
export type ProductDto = z.infer<typeof ProductDto>;

const MAX_VARIANTS = 20;

/** A product as it is put into the catalog. */
export const ProductDraft = z
  .strictObject({
    slug: Slug,
    name: line(120),
    kind: ProductKind,
    department: Department,
    category: Category,
    description: lines(4_000),
    taxClass: TaxClass,
    active: z.boolean(),
    variants: z
      .array(Variant.extend({ price: MoneySent }))
      .min(1)
      .max(MAX_VARIANTS),
    images: z.array(ProductImage).max(20),
    configuration: Configuration.optional(),
  })
  .refine(({ variants }) => new Set(variants.map(({ sku }) => sku)).size === variants.length, {
    path: ['variants'],
    message: 'a SKU is named twice',
  })
  .refine(({ variants }) => new Set(variants.map(({ price }) => price.currency)).size <= 1, {
    path: ['variants'],
    message: 'prices are in one currency',
  })
  .refine(({ kind, configuration }) => (kind === 'print') === (configuration !== undefined), {
    path: ['configuration'],
    message: 'prints have a configuration, others have none',
  })
  .meta({ id: 'ProductDraft' });
export type ProductDraft = z.infer<typeof ProductDraft>;

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
  summary: 'Products, department by department, in a fixed order',
  query: z
    .strictObject({
      department: Department.optional(),
      category: Category.optional(),
      kind: ProductKind.optional(),
      priceMin: queryNumber(0).optional().meta({ description: 'Minor units' }),
      priceMax: queryNumber(0).optional().meta({ description: 'Minor units' }),
      inStock: queryFlag().optional().meta({ description: 'true leaves out what is sold out, false shows that alone' }),
      ...pageQuery,
      skip: queryNumber(0, MAX_SKIP).optional().meta({ description: 'Instead of a cursor' }),
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
    body: pageOf(ProductCard).extend({ facets: z.record(z.string(), z.array(z.unknown())) }),
  },
  problems: [],
});

export const ReadProduct = defineRoute({
  operationId: 'getProduct',
  method: 'GET',
  path: '/products/{productId}',
  aliases: [{ method: 'GET', path: '/bff/products/{productId}' }],
  access: everyone,
  tag: 'Shop',
  summary: 'One product with its variants, availability, rating, reviews and what goes with it',
  params: z.strictObject({ productId: idSchema('prd') }),
  etag: 'content',
  success: {
    status: 200,
    description: 'The product',
    body: z.object({
      product: ProductDto,
      availability: Availability,
      rating: Rating,
      reviews: z.array(z.unknown()),
      related: z.array(ProductCard),
    }),
  },
  problems: [problem(404, 'not-found', 'no such product, or not on sale any more')],
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
