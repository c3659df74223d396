import type { Key } from '../shared/store/store.ts';
import type { Department, ProductStatus } from './shapes.ts';
import type { ToldName } from './told.ts';

/** What decides where a product's card lies. */
export interface CardPlace {
  readonly department: Department;
  readonly category: string;
  readonly slug: string;
  readonly id: string;
}

/** A product, with its variants. */
export const productKey = (productId: string): Key => ({ pk: `PRODUCT#${productId}`, sk: 'META' });

/** What another context told last of what it counts of a product, by the card's field. */
export const toldKey = (productId: string, name: ToldName): Key => ({
  pk: `PRODUCT#${productId}`,
  sk: name.toUpperCase(),
});

/** How available a product's variants are, as shoppers are told. */
export const shelfKey = (productId: string): Key => ({ pk: `PRODUCT#${productId}`, sk: 'SHELF' });

/** What a product's orders weigh. */
export const demandKey = (productId: string): Key => ({ pk: `PRODUCT#${productId}`, sk: 'DEMAND' });

/** That an order or a cart was counted for a product. */
export const countedKey = (productId: string, source: string): Key => ({
  pk: `PRODUCT#${productId}`,
  sk: `COUNTED#${source}`,
});

/** What a product is bought together with. */
export const companionsKey = (productId: string): Key => ({ pk: `PRODUCT#${productId}`, sk: 'COMPANIONS' });

/** What is shown beside a product. */
export const relatedKey = (productId: string): Key => ({ pk: `PRODUCT#${productId}`, sk: 'RELATED' });

/** The partition of gsi1 with the cards of what is asked for. */
export const TRENDING = 'TRENDING';

/** A card's place in it, sorted by its rank; a card of rank 0 has none. */
export const trendingList = (trend: number, productId: string) =>
  trend === 0 ? {} : { gsi1pk: TRENDING, gsi1sk: `${String(trend).padStart(8, '0')}#${productId}` };

/** Which product sells a SKU; a SKU belongs to one product only. */
export const skuKey = (sku: string): Key => ({ pk: `SKU#${sku}`, sk: 'META' });

/** Which product is found under a slug: the one that has it, or had it before its slug was changed. */
export const slugKey = (slug: string): Key => ({ pk: `SLUG#${slug}`, sk: 'META' });

/** A product's place in a list of staff's, all of a status. */
export const statusList = (status: ProductStatus): string => `PRODUCTS#${status}`;

/** Attributes that count a department's products on sale, by category, are named `category:<category>`. */
export const CATEGORY_COUNT = 'category:';

/** The item that counts them. */
export const departmentKey = (department: Department): Key => ({ pk: `DEPARTMENT#${department}`, sk: 'META' });

/** All cards of a department. */
export const cardsPartition = (department: Department): string => `CARDS#${department}`;

/** `#` sorts before every character of a slug, so categories do not run into each other. */
export const cardsOfCategory = (category: string): string => `${category}#`;

/** Cards lie in the order in which they are listed: by category, then by slug. */
export const cardKey = ({ department, category, slug, id }: CardPlace): Key => ({
  pk: cardsPartition(department),
  sk: `${cardsOfCategory(category)}${slug}#${id}`,
});

/** Whether the card of both is one and the same item. */
export const samePlace = (a: CardPlace, b: CardPlace): boolean =>
  cardKey(a).pk === cardKey(b).pk && cardKey(a).sk === cardKey(b).sk;

/** All products of a department, on sale or not, by id. */
export const productList = (department: Department, productId: string) => ({
  gsi1pk: productsPartition(department),
  gsi1sk: productId,
});

/** The partition of that list in gsi1. */
export const productsPartition = (department: Department): string => `PRODUCTS#${department}`;
