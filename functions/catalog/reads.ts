import type { Money } from '../shared/money.ts';
import type { KeyedRead } from '../shared/store/store.ts';
import { CATEGORY_COUNT, type CardPlace, cardKey, departmentKey, productKey, skuKey } from './catalog-keys.ts';
import { DEPARTMENTS, type Department, type ProductKind, type TaxClass } from './contract.ts';
import type { Product } from './product.ts';
import type { Card } from './product-card.ts';

export type { Product } from './product.ts';

/** What a cart or a checkout needs to know of a product. */
export interface SellableProduct {
  readonly id: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly taxClass: TaxClass;
  readonly active: boolean;
  /** Of the product's item; an order's line keeps it with the price. */
  readonly version: number;
  readonly variants: readonly { readonly sku: string; readonly name: string; readonly price: Money }[];
}

/** Keyed reads of the catalog table, for this context's and its neighbours' entries. */
export const catalogReads = (table: string) => ({
  /** Products by id, withdrawn ones included, unknown ones left out; in the order of the ids. */
  sellable: (productIds: readonly string[]): KeyedRead<readonly SellableProduct[]> => ({
    table,
    keys: productIds.map(productKey),
    parse: (items) => items as unknown as Product[],
  }),

  products: (productIds: readonly string[]): KeyedRead<readonly Product[]> => ({
    table,
    keys: productIds.map(productKey),
    parse: (items) => items as unknown as Product[],
  }),

  cards: (places: readonly CardPlace[]): KeyedRead<readonly Card[]> => ({
    table,
    keys: places.map(cardKey),
    parse: (items) => items as unknown as Card[],
  }),

  /** Ids of the products that sell these SKUs, each once. */
  sellersOf: (skus: readonly string[]): KeyedRead<readonly string[]> => ({
    table,
    keys: skus.map(skuKey),
    parse: (items) => [...new Set(items.map((item) => item['productId'] as string))],
  }),

  /** The departments that have products, in the order of the shop, with their categories by name. */
  departments: (): KeyedRead<readonly { readonly department: Department; readonly categories: string[] }[]> => ({
    table,
    keys: DEPARTMENTS.map(departmentKey),
    parse: (items) =>
      items.flatMap((item) => {
        const categories = Object.entries(item)
          .filter(([name, count]) => name.startsWith(CATEGORY_COUNT) && Number(count) > 0)
          .map(([name]) => name.slice(CATEGORY_COUNT.length))
          .sort();
        return categories.length > 0 ? [{ department: item['department'] as Department, categories }] : [];
      }),
  }),
});
export type CatalogReads = ReturnType<typeof catalogReads>;
