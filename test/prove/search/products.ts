import { DEPARTMENTS } from '../../../functions/catalog/departments.ts';
import type { SearchDocument, SearchTexts } from '../../../functions/catalog/search/search-document.ts';
import { type Chance, chanceFrom, zipf } from './random.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Words of each language. Real shops of 100,000 products have about as many, compounds aside. */
const WORDS = 6_000;
const SEED = 20_261_129;
const CATEGORIES = 24;
const TAGS = 60;
const START = Date.UTC(2024, 0, 1);
const DAYS = 1_000;

const vocabulary = vocabularyOf(WORDS, SEED);
/** Function words and favourites: the first ranks make up most of a description. */
const described = zipf(WORDS, 1);
/** Names avoid the most frequent words, and repeat each other less. */
const NAMED_FROM = 40;
const named = zipf(WORDS - NAMED_FROM, 0.8);

const at = (words: readonly string[], rank: number): string => words[rank] ?? '';
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A product's name is `adjective noun noun`: two words of English, a compound of German, `noun de noun` of French. */
export interface NamedBy {
  readonly adjective: number;
  readonly nouns: readonly [number, number];
}

export const wordAt = (locale: 'en' | 'de' | 'fr', rank: number): string => at(vocabulary[locale], rank);

const nameOf = {
  en: ({ adjective, nouns: [one, two] }: NamedBy) =>
    [adjective, one, two].map((rank) => capital(at(vocabulary.en, rank))).join(' '),
  de: ({ adjective, nouns: [one, two] }: NamedBy) =>
    `${at(vocabulary.de, adjective)} ${capital(at(vocabulary.de, one))}${at(vocabulary.de, two)}`,
  fr: ({ adjective, nouns: [one, two] }: NamedBy) =>
    `${capital(at(vocabulary.fr, two))} de ${at(vocabulary.fr, one)} ${at(vocabulary.fr, adjective)}`,
};

/** Categories, tags and departments are words as well, from the middle of the vocabulary. */
const labelsOf = (
  locale: 'en' | 'de' | 'fr',
  department: number,
  category: number,
  tags: readonly number[],
): string[] =>
  [300 + department, 320 + category, ...tags.map((tag) => 400 + tag)].map((rank) => at(vocabulary[locale], rank));

export interface Generated {
  readonly document: SearchDocument;
  readonly name: NamedBy;
}

const productOf = (number: number, chance: Chance): Generated => {
  const rank = () => NAMED_FROM + named(chance);
  const name: NamedBy = { adjective: rank(), nouns: [rank(), rank()] };
  const words = Array.from({ length: 20 + chance.below(41) }, () => described(chance));
  const category = chance.below(CATEGORIES);
  const department = category % DEPARTMENTS.length;
  const tags = [...new Set(Array.from({ length: chance.below(5) }, () => chance.below(TAGS)))];
  const texts = (locale: 'en' | 'de' | 'fr'): SearchTexts => ({
    name: nameOf[locale](name),
    description: `${words.map((word) => at(vocabulary[locale], word)).join(' ')}.`,
    labels: labelsOf(locale, department, category, tags),
  });
  const rated = chance.next() < 0.6 ? Math.floor(chance.next() ** 4 * 300) : 0;
  return {
    name,
    document: {
      id: `prd_${String(number).padStart(6, '0')}`,
      slug: `product-${number}`,
      kind: chance.pick(['stock', 'stock', 'print', 'ticket'] as const),
      department: DEPARTMENTS[department] ?? 'home',
      category: `category-${category}`,
      price: { amount: 500 + Math.floor(chance.next() ** 3 * 30_000), currency: 'EUR' },
      rating: { average: rated === 0 ? 0 : Math.round(10 * (2.5 + 2.5 * chance.next())) / 10, count: rated },
      availability: chance.pick(['in-stock', 'in-stock', 'low', 'sold-out', 'made-to-order'] as const),
      imageUrl: `/media/product-${number}/640.webp`,
      createdAt: new Date(START + chance.below(DAYS * 1_440) * 60_000).toISOString(),
      popularity: Math.floor(1 / (chance.next() + 0.001)),
      tags: tags.map((tag) => `tag-${tag}`),
      related: [],
      texts: { en: texts('en'), de: texts('de'), fr: texts('fr') },
    },
  };
};

/** So many products, the same in every run; the first ones of a larger shop are those of a smaller one. */
export function* generateProducts(count: number): Generator<Generated> {
  const chance = chanceFrom(SEED);
  for (let number = 1; number <= count; number++) yield productOf(number, chance);
}
