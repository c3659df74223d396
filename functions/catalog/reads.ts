import type { Money } from '../shared/money.ts';
import { storedKind } from '../shared/store/decode.ts';
import type { KeyedRead } from '../shared/store/store.ts';
import {
  CATEGORY_COUNT,
  type CardPlace,
  cardKey,
  companionsKey,
  countedKey,
  demandKey,
  departmentKey,
  productKey,
  relatedKey,
  shelfKey,
  skuKey,
  slugKey,
  toldKey,
} from './catalog-keys.ts';
import type { Companion, PeriodSum } from './demand.ts';
import { DEPARTMENTS } from './departments.ts';
import type { Localized } from './localized.ts';
import { isOnSale, namesOf, type Product } from './product.ts';
import type { Card, Shelf } from './product-card.ts';
import type { Related } from './related.ts';
import type { Configuration, Department, ProductKind, TaxClass } from './shapes.ts';
import { type AllTold, TOLD_NAMES, type Told } from './told.ts';
import { cardOfV1, cardOfV2, companionsOfV1, countedOfV1, demandOfV1, productOfV1 } from './upcasts.ts';

export type { Product } from './product.ts';

/** What a cart or a checkout needs to know of a product. */
export interface SellableProduct {
  readonly id: string;
  /** In English. */
  readonly name: string;
  readonly names: Localized;
  readonly kind: ProductKind;
  readonly taxClass: TaxClass;
  /** Whether it is on sale. */
  readonly active: boolean;
  /** Of the product's item; an order's line keeps it with the price. */
  readonly version: number;
  readonly variants: readonly {
    readonly sku: string;
    /** In English. */
    readonly name: string;
    readonly names: Localized;
    readonly price: Money;
    /** What a piece takes of the workshop: grams and minutes. */
    readonly print?: { readonly grams: number; readonly minutes: number };
  }[];
  /** What may be chosen of a print. */
  readonly configuration?: Pick<Configuration, 'material' | 'finish' | 'colour'>;
}

/** What the catalog stores: products, their cards, how available their variants are, what others count of them, which product sells a SKU or is found under a slug, and a department's counts by category. */
export const storedProduct = storedKind<Product>('product', 2, { 1: productOfV1 });
export const storedCard = storedKind<Card>('card', 3, { 1: cardOfV1, 2: cardOfV2 }, TOLD_NAMES);
export const storedShelf = storedKind<Shelf>('shelf', 1);
export const storedTold = storedKind<Told>('told', 1);
export const storedSku = storedKind<{ readonly sku: string; readonly productId: string }>('sku', 1);
export const storedSlug = storedKind<{ readonly slug: string; readonly productId: string }>('slug', 1);
export const storedDepartment = storedKind<{ readonly department: Department }>('department', 1);

const sellableOf = (product: Product): SellableProduct => ({
  id: product.id,
  name: product.texts.en.name,
  names: namesOf(product),
  kind: product.kind,
  taxClass: product.taxClass,
  active: isOnSale(product),
  version: product.version,
  variants: product.variants.map(({ sku, name, price, print }) => ({
    sku,
    name: name.en,
    names: name,
    price,
    ...(print ? { print } : {}),
  })),
  ...(product.configuration ? { configuration: product.configuration } : {}),
});

/** What a product's orders and carts weigh, period by period. */
export interface ProductDemand {
  readonly productId: string;
  readonly orders: number;
  readonly sums: readonly PeriodSum[];
}

const SUM = 'sum';
/** The attribute in which the weights of a period are added up, in any order. */
export const sumOf = (period: number): string => `${SUM}${period}`;

/** What a product was bought together with, weighed in the period of the last order. */
export interface ProductCompanions {
  readonly productId: string;
  readonly companions: readonly Companion[];
  readonly period: number;
  readonly version: number;
}

type StoredDemand = Omit<ProductDemand, 'sums'> & Readonly<Record<string, unknown>>;
export const storedDemand = storedKind<StoredDemand>('demand', 2, { 1: demandOfV1 });
/** A sum without a number was left by version 1, and is the first period's. */
const demandOf = ({ productId, orders, ...rest }: StoredDemand): ProductDemand => ({
  productId,
  orders,
  sums: Object.entries(rest)
    .filter(([name]) => name.startsWith(SUM))
    .map(([name, sum]) => ({ period: Number(name.slice(SUM.length)), sum: Number(sum) })),
});
export const storedCounted = storedKind<{ readonly productId: string; readonly source: string }>('counted', 2, {
  1: countedOfV1,
});
export const storedCompanions = storedKind<ProductCompanions>('companions', 2, { 1: companionsOfV1 });
export const storedRelated = storedKind<Related>('related', 1);

/** Keyed reads of the catalog table, for this context's and its neighbours' entries. */
export const catalogReads = (table: string) => ({
  /** Products by id, withdrawn ones included, unknown ones left out; in the order of the ids. */
  sellable: (productIds: readonly string[]): KeyedRead<readonly SellableProduct[]> => ({
    table,
    keys: productIds.map(productKey),
    parse: (items) => items.map(storedProduct.decode).map(sellableOf),
  }),

  products: (productIds: readonly string[]): KeyedRead<readonly Product[]> => ({
    table,
    keys: productIds.map(productKey),
    parse: (items) => items.map(storedProduct.decode),
  }),

  cards: (places: readonly CardPlace[]): KeyedRead<readonly Card[]> => ({
    table,
    keys: places.map(cardKey),
    parse: (items) => items.map(storedCard.decode),
  }),

  /** What others told last of what they count of a product. */
  told: (productId: string): KeyedRead<AllTold> => ({
    table,
    keys: TOLD_NAMES.map((name) => toldKey(productId, name)),
    parse: (items) =>
      Object.fromEntries(
        TOLD_NAMES.flatMap((name) => {
          const found = items.find(({ sk }) => sk === toldKey(productId, name).sk);
          return found ? [[name, storedTold.decode(found)]] : [];
        }),
      ),
  }),

  shelves: (productIds: readonly string[]): KeyedRead<readonly Shelf[]> => ({
    table,
    keys: productIds.map(shelfKey),
    parse: (items) => items.map(storedShelf.decode),
  }),

  demand: (productIds: readonly string[]): KeyedRead<readonly ProductDemand[]> => ({
    table,
    keys: productIds.map(demandKey),
    parse: (items) => items.map(storedDemand.decode).map(demandOf),
  }),

  companions: (productIds: readonly string[]): KeyedRead<readonly ProductCompanions[]> => ({
    table,
    keys: productIds.map(companionsKey),
    parse: (items) => items.map(storedCompanions.decode),
  }),

  related: (productIds: readonly string[]): KeyedRead<readonly Related[]> => ({
    table,
    keys: productIds.map(relatedKey),
    parse: (items) => items.map(storedRelated.decode),
  }),

  /** Whether an order or a cart was counted for a product already. */
  isCounted: (productId: string, source: string): KeyedRead<boolean> => ({
    table,
    keys: [countedKey(productId, source)],
    parse: (items) => items.length > 0,
  }),

  /** Ids of the products that sell these SKUs, each once. */
  sellersOf: (skus: readonly string[]): KeyedRead<readonly string[]> => ({
    table,
    keys: skus.map(skuKey),
    parse: (items) => [...new Set(items.map((item) => storedSku.decode(item).productId))],
  }),

  /** The id of the product that has or had this slug. */
  bySlug: (slug: string): KeyedRead<string | undefined> => ({
    table,
    keys: [slugKey(slug)],
    parse: ([item]) => item && storedSlug.decode(item).productId,
  }),

  /** The departments that have products, in the order of the shop, with their categories by name. */
  departments: (): KeyedRead<readonly { readonly department: Department; readonly categories: string[] }[]> => ({
    table,
    keys: DEPARTMENTS.map(departmentKey),
    parse: (items) =>
      items.map(storedDepartment.decode).flatMap(({ department, ...counts }) => {
        const categories = Object.entries(counts)
          .filter(([name, count]) => name.startsWith(CATEGORY_COUNT) && Number(count) > 0)
          .map(([name]) => name.slice(CATEGORY_COUNT.length))
          .sort();
        return categories.length > 0 ? [{ department, categories }] : [];
      }),
  }),
});
export type CatalogReads = ReturnType<typeof catalogReads>;
