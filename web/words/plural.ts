import type { Locale } from './locales.ts';

/** Writes how many there are; `#` is the number, as the language writes it. */
export function pluralOf(locale: Locale): (count: number, forms: { one: string; other: string }) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, { one, other }) => (rules.select(count) === 'one' ? one : other).replace('#', numbers.format(count));
}
