import { type Configuration, type Department, ProductDraft } from '../../functions/catalog/contract.ts';
import { money } from '../../functions/shared/money.ts';

/** The languages that the shop speaks; the catalog's own texts are in the first one. */
export const SEED_LOCALES = ['en', 'de', 'fr'] as const;
export type SeedLocale = (typeof SEED_LOCALES)[number];

/** One name in every language. */
export type Names = Readonly<Record<SeedLocale, string>>;

/** What a reader of one language reads about a product. */
interface ProductTexts {
  readonly name: string;
  readonly description: string;
  /** Words that people look for and that need not be in the description. */
  readonly tags: readonly string[];
  /** What the product's picture shows, for those who do not see it. */
  readonly alt: string;
}

export interface SeedProduct {
  readonly draft: ProductDraft;
  /** Units of each SKU that the shop opens with; prints have none, because they are made when ordered. */
  readonly stock: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<SeedLocale, ProductTexts>>;
  /** What each SKU is called. */
  readonly variantNames: Readonly<Record<string, Names>>;
  /** Width, depth and height of each SKU as it stands in use; a ticket has none. */
  readonly dimensionsMm: Readonly<Record<string, Dimensions>>;
  /** The day on which it came into the shop. */
  readonly addedOn: string;
  /** Its picture's file in `local/seed/pictures`, drawn by `npm run pictures`. */
  readonly picture: string;
}

interface Dimensions {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

interface VariantLine {
  /** What the SKU adds to the product's slug. */
  readonly suffix?: string;
  readonly names: readonly [en: string, de: string, fr: string];
  readonly cents: number;
  readonly units: number;
  /** What sets it apart, as ids; `labels.ts` has their names. */
  readonly options?: Readonly<Record<string, string>>;
  readonly mm?: readonly [x: number, y: number, z: number];
}

export interface ProductLine {
  readonly slug: string;
  readonly addedOn: string;
  readonly texts: Readonly<Record<SeedLocale, ProductTexts>>;
  readonly variants: readonly VariantLine[];
}

interface Shelf {
  readonly department: Department;
  readonly kind: ProductDraft['kind'];
  readonly category: string;
  readonly taxClass?: ProductDraft['taxClass'];
  readonly configuration?: Configuration;
}

/** The products of one category, checked like any other product. */
export const shelf = (place: Shelf, lines: readonly ProductLine[]): SeedProduct[] =>
  lines.map(({ slug, addedOn, texts, variants }) => {
    const skuOf = ({ suffix }: VariantLine) => [slug.toUpperCase(), suffix].filter(Boolean).join('-');
    const bySku = <T>(value: (variant: VariantLine) => T | undefined): Record<string, T> =>
      Object.fromEntries(
        variants.flatMap((variant) => {
          const found = value(variant);
          return found === undefined ? [] : [[skuOf(variant), found] as const];
        }),
      );
    const draft = ProductDraft.parse({
      taxClass: 'standard',
      ...place,
      slug,
      name: texts.en.name,
      description: texts.en.description,
      active: true,
      images: [],
      variants: variants.map((variant) => ({
        sku: skuOf(variant),
        name: variant.names[0],
        price: money(variant.cents, 'EUR'),
        options: variant.options ?? {},
      })),
    });
    return {
      draft,
      stock: place.kind === 'print' ? {} : bySku(({ units }) => units),
      texts,
      variantNames: bySku(({ names: [en, de, fr] }) => ({ en, de, fr })),
      dimensionsMm: bySku(({ mm }) => mm && { x: mm[0], y: mm[1], z: mm[2] }),
      addedOn,
      picture: `${slug}.webp`,
    };
  });
