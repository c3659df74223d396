import type { Variant } from '../shop/catalog.ts';

/** What colours of our materials look like, by their id. */
export const COLOURS: Readonly<Record<string, string>> = {
  white: '#F5F5F2',
  black: '#1B1D1F',
  grey: '#8C9297',
  coral: '#F2573F',
  moss: '#5E7B4F',
  slate: '#56707F',
  sand: '#D8BE95',
  ivory: '#EFE7D6',
  graphite: '#3A4046',
  anthracite: '#2E3338',
  cream: '#F1E6CF',
  clear: '#DCE9EC',
};

/** The options in which variants differ, in the order in which the first one names them. */
export const optionKeys = (variants: readonly Variant[]): readonly string[] =>
  Object.keys(variants[0]?.options ?? {}).filter((key) => valuesOf(variants, key).length > 1);

/** The values of an option, each once, as the variants come. */
export const valuesOf = (variants: readonly Variant[], key: string): readonly string[] => [
  ...new Set(variants.flatMap(({ options }) => options[key] ?? [])),
];

/**
 * The variant for another value of one option. In: what is chosen now, the option and its new value. Out: the one that keeps
 * most of the other options.
 */
export function matching(variants: readonly Variant[], chosen: Variant, key: string, value: string): Variant {
  const agreeing = ({ options }: Variant) =>
    Object.entries(chosen.options).filter(([name, other]) => name !== key && options[name] === other).length;
  const having = variants.filter(({ options }) => options[key] === value);
  return having.reduce((best, one) => (agreeing(one) > agreeing(best) ? one : best), having[0] ?? chosen);
}

/** The variant that a page opens with: the first that is there, else the first. */
export function firstChoice(variants: readonly Variant[]): Variant {
  const found = variants.find(({ availability }) => availability !== 'sold-out') ?? variants[0];
  if (!found) throw new Error('A product has a variant');
  return found;
}
