import type { ProductDraft } from './contract.ts';

/** Something that the shop offers, in one or more variants, each with a SKU and a price. */
export interface Product extends ProductDraft {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** The product after a draft was put in its place; version 1 where there was none before. */
export const productOf = (id: string, draft: ProductDraft, before: Product | undefined, now: Date): Product => ({
  ...draft,
  id,
  createdAt: before?.createdAt ?? now.toISOString(),
  updatedAt: now.toISOString(),
  version: (before?.version ?? 0) + 1,
});

/** The SKUs of its variants. */
export const skusOf = (product: Pick<Product, 'variants'>): string[] => product.variants.map(({ sku }) => sku);

/** SKUs that are counted in pools: a print is made when it is ordered and has none. */
export const pooledSkus = (product: Pick<Product, 'kind' | 'variants'>): string[] =>
  product.kind === 'print' ? [] : skusOf(product);
