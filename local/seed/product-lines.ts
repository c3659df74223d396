import { type Configuration, type Department, ProductDraft } from '../../functions/catalog/shapes.ts';
import { money } from '../../functions/shared/money.ts';

/** The languages that the shop speaks. */
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
  /** The day on which it came into the shop. */
  readonly addedOn: string;
  /** Its picture's file in `local/seed/pictures`, drawn by `npm run pictures`. */
  readonly picture: string;
}

interface VariantLine {
  /** What the SKU adds to the product's slug. */
  readonly suffix?: string;
  readonly names: readonly [en: string, de: string, fr: string];
  readonly cents: number;
  readonly units: number;
  /** What sets it apart, as ids; `labels.ts` has their names. */
  readonly options?: Readonly<Record<string, string>>;
  /** Width, depth and height as it stands in use; a ticket has none. */
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

/** A tag's English name as an id: `3D puzzle` is `3d-puzzle`. */
const idOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** A catalog print fills about so much of its box: it is hollow, and its box has corners that it has not. */
const FILLED = 0.08;
/** Grams a cm³ of plastic and resin, about. */
const DENSITY = 1.2;
/** Minutes in which a gram is laid down, about: 12 g an hour, as filament machines do at ordinary speed. */
const MINUTES_PER_GRAM = 5;
const MM3_PER_CM3 = 1_000;

/** What a piece takes of the workshop, roughly, of its box. In: its sides, mm. Out: whole grams and minutes. */
function printedOf([x, y, z]: readonly [number, number, number]): { grams: number; minutes: number } {
  const grams = Math.max(1, Math.round(((x * y * z) / MM3_PER_CM3) * FILLED * DENSITY));
  return { grams, minutes: grams * MINUTES_PER_GRAM };
}

/** The products of one category, checked like any other product. */
export const shelf = (place: Shelf, lines: readonly ProductLine[]): SeedProduct[] =>
  lines.map(({ slug, addedOn, texts, variants }) => {
    const skuOf = ({ suffix }: Pick<VariantLine, 'suffix'>) => [slug.toUpperCase(), suffix].filter(Boolean).join('-');
    const draft = ProductDraft.parse({
      taxClass: 'standard',
      ...place,
      slug,
      tags: texts.en.tags.map(idOf),
      status: 'ACTIVE',
      texts: Object.fromEntries(
        SEED_LOCALES.map((locale) => {
          const { name, description, tags } = texts[locale];
          return [locale, { name, description, keywords: tags }];
        }),
      ),
      variants: variants.map(({ names: [en, de, fr], cents, options = {}, mm, ...variant }) => ({
        sku: skuOf(variant),
        name: { en, de, fr },
        price: money(cents, 'EUR'),
        options,
        ...(mm ? { dimensionsMm: { x: mm[0], y: mm[1], z: mm[2] } } : {}),
        ...(mm && place.kind === 'print' ? { print: printedOf(mm) } : {}),
      })),
    });
    return {
      draft,
      stock:
        place.kind === 'print' ? {} : Object.fromEntries(variants.map((variant) => [skuOf(variant), variant.units])),
      texts,
      addedOn,
      picture: `${slug}.webp`,
    };
  });
