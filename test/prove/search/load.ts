import type { SearchRequest } from '../../../functions/catalog/search/product-search.ts';
import { type KnownTarget, knownTargets } from './known-targets.ts';
import { type Generated, wordAt } from './products.ts';
import { chanceFrom, zipf } from './random.ts';

/** A question of the kind that a shop is asked. */
export interface Asked {
  readonly kind: string;
  readonly request: SearchRequest;
}

const LOCALES = ['en', 'de', 'fr'] as const;
const WORDS = 6_000;

/** Two hundred questions, the same in every run; frequent words are asked for as often as they are written. */
export function questions(products: readonly Generated[]): Asked[] {
  const chance = chanceFrom(11);
  const frequent = zipf(WORDS, 1);
  const typos = knownTargets(products, 30).filter(({ kind }) => kind === 'typo');
  const ask = (kind: string, request: Partial<SearchRequest>): Asked => ({
    kind,
    request: { locale: chance.pick(LOCALES), filters: {}, sort: 'relevance', limit: 20, ...request },
  });
  const word = () => {
    const locale = chance.pick(LOCALES);
    return { locale, text: wordAt(locale, frequent(chance)) };
  };
  const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  return [
    ...times(40, () => ask('one word', word())),
    ...times(30, () => {
      const { locale, text } = word();
      return ask('2-3 letters', { locale, text: text.slice(0, 2 + chance.below(2)) });
    }),
    ...typos.map(({ text, locale }: KnownTarget) => ask('typo', { text, locale })),
    ...times(40, () => {
      const { locale, text } = word();
      const filters = {
        kind: 'stock',
        priceMax: 8_000,
        inStock: true,
        category: `category-${chance.below(24)}`,
      } as const;
      return ask('2 words, filters', { locale, text: `${text} ${wordAt(locale, frequent(chance))}`, filters });
    }),
    ...times(30, (index) =>
      ask('no text, sorted', {
        sort: (['price', 'rating', 'newest'] as const)[index % 3] ?? 'price',
        filters: { inStock: true },
      }),
    ),
    ...times(30, () => ask('deep page', { ...word(), skip: 20 * chance.below(50) })),
  ];
}
