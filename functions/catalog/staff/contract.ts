/** The catalog as staff see and change it: drafts too, all languages, what was asked before. */
import * as z from 'zod';
import { defineRoute, pageOf, pageQuery, permitted, problem } from '../../shared/http/route.ts';
import { Timestamp } from '../../shared/http/shapes.ts';
import { idSchema } from '../../shared/ids.ts';
import { Money } from '../../shared/money.ts';
import { ProductTexts } from '../product-texts.ts';
import {
  Category,
  Configuration,
  Department,
  ImageAlt,
  MAX_IMAGES,
  ProductDraft,
  ProductFields,
  ProductKind,
  ProductStatus,
  Slug,
  StoredImage,
  TaxClass,
  VariantSpec,
} from '../shapes.ts';

export const AdminProduct = z
  .object({
    id: idSchema('prd'),
    slug: Slug,
    kind: ProductKind,
    department: Department,
    category: Category,
    tags: z.array(z.string()),
    status: ProductStatus,
    texts: ProductTexts,
    taxClass: TaxClass,
    variants: z.array(VariantSpec),
    configuration: Configuration.optional(),
    images: z.array(StoredImage),
    prices: z
      .array(z.object({ sku: z.string(), price: Money, since: Timestamp }))
      .meta({ description: 'What each SKU costs and has cost as far back as the lowest price of 30 days needs it' }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    version: z.int().positive(),
  })
  .meta({ id: 'AdminProduct' });
export type AdminProduct = z.infer<typeof AdminProduct>;

/** What PATCH changes; the rest stays. */
export const ProductPatch = ProductFields.partial()
  .extend({
    configuration: ProductFields.shape.configuration.nullable().meta({ description: 'null takes it away' }),
    images: z
      .array(z.strictObject({ id: idSchema('img'), alt: ImageAlt }))
      .max(MAX_IMAGES)
      .optional()
      .meta({ description: 'The images that it keeps, in their new order; the first one stands for the product' }),
  })
  .meta({ examples: [{ status: 'ACTIVE' }] });
export type ProductPatch = z.infer<typeof ProductPatch>;

const params = z.strictObject({ productId: idSchema('prd') });
const absent = problem(404, 'not-found', 'no such product');
const taken = [
  problem(409, 'slug-taken', 'the slug belongs or belonged to another product'),
  problem(409, 'sku-taken', 'a SKU belongs to another product'),
];

export const AdminListProducts = defineRoute({
  operationId: 'adminListProducts',
  method: 'GET',
  path: '/admin/products',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Products of every status: drafts, those on sale, those withdrawn; newest first within each',
  query: z.strictObject({
    ...pageQuery,
    status: ProductStatus.optional(),
    query: z.string().trim().min(1).max(120).optional().meta({ description: 'A part of a name, a slug or a SKU' }),
  }),
  success: {
    status: 200,
    description: 'A page; it may be short while there is a next one',
    body: pageOf(AdminProduct),
  },
  problems: [],
});

export const AdminReadProduct = defineRoute({
  operationId: 'adminGetProduct',
  method: 'GET',
  path: '/admin/products/{productId}',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'One product in all its languages',
  params,
  etag: 'version',
  success: { status: 200, description: 'The product', body: AdminProduct },
  problems: [absent],
});

export const AdminAddProduct = defineRoute({
  operationId: 'adminAddProduct',
  method: 'POST',
  path: '/admin/products',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Put a new product into the catalog. What is counted is sold out until its stock is entered',
  idempotencyKey: 'honoured',
  body: ProductDraft,
  etag: 'version',
  success: { status: 201, description: 'The product', body: AdminProduct, headers: ['Location'] },
  problems: taken,
});

export const AdminReplaceProduct = defineRoute({
  operationId: 'adminReplaceProduct',
  method: 'PUT',
  path: '/admin/products/{productId}',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Say anew what a product is; its images stay, and orders keep the price that they were placed at',
  params,
  ifMatch: 'required',
  body: ProductDraft,
  etag: 'version',
  success: { status: 200, description: 'The product as it now stands', body: AdminProduct },
  problems: [absent, ...taken],
});

export const AdminChangeProduct = defineRoute({
  operationId: 'adminChangeProduct',
  method: 'PATCH',
  path: '/admin/products/{productId}',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Change some of what a product is',
  params,
  ifMatch: 'required',
  body: ProductPatch,
  etag: 'version',
  success: { status: 200, description: 'The product as it now stands', body: AdminProduct },
  problems: [absent, ...taken],
});

export const AdminWithdrawProduct = defineRoute({
  operationId: 'adminWithdrawProduct',
  method: 'DELETE',
  path: '/admin/products/{productId}',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Take a product off sale for good; orders and reviews keep naming it',
  params,
  ifMatch: 'required',
  success: { status: 204, description: 'It is withdrawn' },
  problems: [absent],
});

export const adminRoutes = [
  AdminListProducts,
  AdminReadProduct,
  AdminAddProduct,
  AdminReplaceProduct,
  AdminChangeProduct,
  AdminWithdrawProduct,
];
