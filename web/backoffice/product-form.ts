/** What is typed into the form of a product, and what the API takes of it. */
import type { AdminProduct, ProductDraft, ProductPatch } from './data/shapes.ts';

export const LANGUAGES = ['en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface TypedText {
  readonly name: string;
  readonly description: string;
  readonly keywords: string;
}
export interface TypedVariant {
  /** Keeps a row the same while its SKU is typed. */
  readonly row: string;
  readonly sku: string;
  readonly name: Readonly<Record<Language, string>>;
  readonly price: string;
  readonly options: string;
  readonly x: string;
  readonly y: string;
  readonly z: string;
  readonly weight: string;
  readonly imageId?: string | undefined;
  /** Not edited here, and kept. */
  readonly print?: AdminProduct['variants'][number]['print'];
}
export interface Typed {
  readonly slug: string;
  readonly kind: AdminProduct['kind'];
  readonly department: AdminProduct['department'];
  readonly category: string;
  readonly tags: string;
  readonly status: AdminProduct['status'];
  readonly taxClass: AdminProduct['taxClass'];
  readonly texts: Readonly<Record<Language, TypedText>>;
  readonly variants: readonly TypedVariant[];
  readonly material: string;
  readonly finish: string;
  readonly colour: string;
}

const numbered = (value: number | undefined): string => (value === undefined ? '' : String(value));

const CURRENCY = 'EUR';
const CENTS = 100;

export const emptyVariant = (): TypedVariant => ({
  row: crypto.randomUUID(),
  sku: '',
  name: { en: '', de: '', fr: '' },
  price: '',
  options: '',
  x: '',
  y: '',
  z: '',
  weight: '',
});

const noText: TypedText = { name: '', description: '', keywords: '' };

export const emptyProduct = (): Typed => ({
  slug: '',
  kind: 'stock',
  department: 'home',
  category: '',
  tags: '',
  status: 'DRAFT',
  taxClass: 'standard',
  texts: { en: noText, de: noText, fr: noText },
  variants: [emptyVariant()],
  material: '',
  finish: '',
  colour: '',
});

/** A product as its form shows it. */
export function typedOf({ texts, variants, configuration, tags, ...product }: AdminProduct): Typed {
  const text = (language: Language): TypedText => ({
    name: texts[language]?.name ?? '',
    description: texts[language]?.description ?? '',
    keywords: (texts[language]?.keywords ?? []).join(', '),
  });
  const { slug, kind, department, category, status, taxClass } = product;
  return {
    slug,
    kind,
    department,
    category,
    status,
    taxClass,
    tags: tags.join(', '),
    texts: { en: text('en'), de: text('de'), fr: text('fr') },
    variants: variants.map(({ sku, name, price, options, dimensionsMm, weightG, imageId, print }) => ({
      row: sku,
      sku,
      name: { en: name.en, de: name.de ?? '', fr: name.fr ?? '' },
      price: (price.amount / CENTS).toFixed(2),
      options: Object.entries(options)
        .map(([option, value]) => `${option}=${value}`)
        .join(', '),
      x: numbered(dimensionsMm?.x),
      y: numbered(dimensionsMm?.y),
      z: numbered(dimensionsMm?.z),
      weight: numbered(weightG),
      ...(imageId ? { imageId } : {}),
      ...(print ? { print } : {}),
    })),
    material: (configuration?.material ?? []).join(', '),
    finish: (configuration?.finish ?? []).join(', '),
    colour: (configuration?.colour ?? []).join(', '),
  };
}

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** "24.90" or "24,90" in minor units; nothing for anything else. */
export function amountOf(text: string): number | undefined {
  const found = /^\s*(\d{1,7})(?:[.,](\d{1,2}))?\s*$/.exec(text);
  if (!found) return undefined;
  return Number(found[1]) * CENTS + Number((found[2] ?? '').padEnd(2, '0'));
}

/** A number above zero, written with a point or a comma; nothing for anything else. */
export function positive(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
}

const optionsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    parts(text).map((part) => {
      const [option = '', value = ''] = part.split('=').map((side) => side.trim());
      return [option, value];
    }),
  );

type Wrong = 'must' | 'mustPrice' | 'mustNumber';
export type Faults = Readonly<Record<string, Wrong>>;

/** What is wrong with what was typed, by the name of its field; empty where nothing is. */
export function faultsOf(typed: Typed): Faults {
  const faults: Record<string, Wrong> = {};
  const must = (name: string, value: string) => {
    if (value.trim() === '') faults[name] = 'must';
  };
  must('slug', typed.slug);
  must('category', typed.category);
  must('texts.en.name', typed.texts.en.name);
  must('texts.en.description', typed.texts.en.description);
  for (const [index, { sku, name, price, x, y, z, weight }] of typed.variants.entries()) {
    must(`variants.${index}.sku`, sku);
    must(`variants.${index}.name.en`, name.en);
    if (amountOf(price) === undefined) faults[`variants.${index}.price.amount`] = 'mustPrice';
    const sizes = { x, y, z };
    const some = Object.values(sizes).some((size) => size.trim() !== '');
    for (const [axis, size] of Object.entries(sizes)) {
      if (some && positive(size) === undefined) faults[`variants.${index}.dimensionsMm.${axis}`] = 'mustNumber';
    }
    if (weight.trim() !== '' && positive(weight) === undefined) faults[`variants.${index}.weightG`] = 'mustNumber';
  }
  return faults;
}

const textsOf = ({ en, de, fr }: Typed['texts']): ProductDraft['texts'] => {
  const own = ({ name, description, keywords }: TypedText) => ({
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(description.trim() ? { description: description.trim() } : {}),
    ...(parts(keywords).length > 0 ? { keywords: parts(keywords) } : {}),
  });
  const some = (text: TypedText) => Object.keys(own(text)).length > 0;
  return {
    en: { name: '', description: '', ...own(en) },
    ...(some(de) ? { de: own(de) } : {}),
    ...(some(fr) ? { fr: own(fr) } : {}),
  };
};

/** What the API takes. In: what was typed, without faults, and what a form does not show of the product that it changes. */
export function draftOf(typed: Typed, before?: AdminProduct): ProductDraft {
  const { slug, kind, department, category, tags, status, taxClass, texts, variants } = typed;
  const volumes = before?.configuration?.buildVolumesMm;
  return {
    slug: slug.trim(),
    kind,
    department,
    category: category.trim(),
    tags: parts(tags),
    status,
    taxClass,
    texts: textsOf(texts),
    variants: variants.map(({ sku, name, price, options, x, y, z, weight, imageId, print }) => {
      const [width, depth, height, weightG] = [x, y, z, weight].map(positive);
      const { de, fr } = name;
      return {
        sku: sku.trim(),
        name: {
          en: name.en.trim(),
          ...(de.trim() ? { de: de.trim() } : {}),
          ...(fr.trim() ? { fr: fr.trim() } : {}),
        },
        price: { amount: amountOf(price) ?? 0, currency: before?.variants[0]?.price.currency ?? CURRENCY },
        options: optionsOf(options),
        ...(width && depth && height ? { dimensionsMm: { x: width, y: depth, z: height } } : {}),
        ...(weightG ? { weightG } : {}),
        ...(imageId ? { imageId } : {}),
        ...(print && kind === 'print' ? { print } : {}),
      };
    }),
    ...(kind === 'print'
      ? {
          configuration: {
            material: parts(typed.material),
            finish: parts(typed.finish),
            colour: parts(typed.colour),
            ...(volumes ? { buildVolumesMm: volumes } : {}),
          },
        }
      : {}),
  };
}

const FIELDS = [
  'slug',
  'kind',
  'department',
  'category',
  'tags',
  'status',
  'taxClass',
  'texts',
  'variants',
  'configuration',
] as const satisfies readonly (keyof ProductDraft)[];
export type ProductField = (typeof FIELDS)[number];

/** A value with its names in order: two that say the same are the same text. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => a.localeCompare(b)))
      : part,
  ) ?? '';

/** The fields in which two products differ, each as the API takes it. */
export function changedFields(before: ProductDraft, after: ProductDraft): ProductField[] {
  return FIELDS.filter((field) => canonical(before[field]) !== canonical(after[field]));
}

/** What to send so that a product becomes what was typed: only what was changed, so that changes of others stay. */
export function patchOf(before: ProductDraft, after: ProductDraft): ProductPatch {
  const patch: Record<string, unknown> = {};
  for (const field of changedFields(before, after)) patch[field] = after[field] ?? null;
  return patch;
}
