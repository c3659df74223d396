import type { Locale } from '../shared/http/shapes.ts';
import type { Localized } from './localized.ts';
import { type PriceEntry, withPrice } from './price-history.ts';
import type { ProductTexts } from './product-texts.ts';
import type { ProductDraft, StoredImage } from './shapes.ts';

/** Something that the shop offers, in one or more variants, each with a SKU and a price. */
export interface Product extends ProductDraft {
  readonly id: string;
  /** The first one stands for the product. */
  readonly images: readonly StoredImage[];
  /** What its variants cost and have cost, oldest first. */
  readonly prices: readonly PriceEntry[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Counts its changes; an order's line keeps it with the price. */
  readonly version: number;
}

/** The product after a draft was put in its place; version 1 where there was none before. Its images stay. */
export const productOf = (id: string, draft: ProductDraft, before: Product | undefined, now: Date): Product => ({
  ...draft,
  id,
  images: before?.images ?? [],
  prices: pricesOf(draft, before, now),
  createdAt: before?.createdAt ?? now.toISOString(),
  updatedAt: now.toISOString(),
  version: (before?.version ?? 0) + 1,
});

/** What was asked while it was a draft was asked of nobody: its prices begin when it is put on sale. */
function pricesOf({ variants }: ProductDraft, before: Product | undefined, now: Date): PriceEntry[] {
  const history = before?.status === 'DRAFT' ? [] : (before?.prices ?? []);
  return variants.flatMap(({ sku, price }) =>
    withPrice(
      history.filter((entry) => entry.sku === sku),
      { sku, price },
      now,
    ),
  );
}

/** Whether customers see it and may buy it. */
export const isOnSale = ({ status }: Pick<Product, 'status'>): boolean => status === 'ACTIVE';

/** What the product is called, in every language that somebody has translated it to. */
export const namesOf = ({ texts: { en, de, fr } }: Pick<Product, 'texts'>): Localized => ({
  en: en.name,
  ...(de?.name === undefined ? {} : { de: de.name }),
  ...(fr?.name === undefined ? {} : { fr: fr.name }),
});

/** In: texts, a language. Out: the texts in it, each that is missing in English. */
export const textsIn = ({ en, ...others }: ProductTexts, locale: Locale): ProductTexts['en'] => {
  const own = locale === 'en' ? {} : (others[locale] ?? {});
  return { ...en, ...Object.fromEntries(Object.entries(own).filter(([, text]) => text !== undefined)) };
};

/** The SKUs of its variants. */
export const skusOf = (product: Pick<Product, 'variants'>): string[] => product.variants.map(({ sku }) => sku);

/** SKUs that are counted in pools: a print is made when it is ordered and has none. */
export const pooledSkus = (product: Pick<Product, 'kind' | 'variants'>): string[] =>
  product.kind === 'print' ? [] : skusOf(product);
