import type { SearchLocale } from '../../../functions/catalog/search/search-document.ts';
import { formsOf } from '../../../functions/catalog/search/words.ts';
import { type Generated, wordAt } from './products.ts';
import { type Chance, chanceFrom } from './random.ts';

export const KINDS = ['word', 'typo', 'fold', 'prefix', 'compound'] as const;
export type Kind = (typeof KINDS)[number];

/** What somebody types who looks for one product. */
export interface KnownTarget {
  readonly kind: Kind;
  readonly text: string;
  readonly locale: SearchLocale;
  readonly id: string;
}

const LOCALES = ['en', 'de', 'fr'] as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Two words of the product's name as it is written in the language: the adjective and one that it stands with. */
function twoWords({ name: { adjective, nouns } }: Generated, locale: SearchLocale, chance: Chance): [string, string] {
  const [one, two] = nouns.map((noun) => wordAt(locale, noun)) as [string, string];
  return [wordAt(locale, adjective), locale === 'de' ? one + two : chance.pick([one, two])];
}

/** One typing error: a letter swapped with its neighbour, left out, doubled or taken for another. */
function slip(word: string, chance: Chance): string {
  const place = chance.below(word.length - 1);
  const [before, letter, next, after] = [word.slice(0, place), word[place], word[place + 1], word.slice(place + 2)];
  return chance.pick([
    `${before}${next}${letter}${after}`,
    `${before}${next}${after}`,
    `${before}${letter}${letter}${next}${after}`,
    `${before}${chance.pick([...LETTERS])}${next}${after}`,
  ]);
}

/** Makes a query of this kind for a product; nothing where its name does not lend itself to it. */
const make: Readonly<Record<Kind, (generated: Generated, locale: SearchLocale, chance: Chance) => string | undefined>> =
  {
    word: (generated, locale, chance) => twoWords(generated, locale, chance).join(' '),
    typo(generated, locale, chance) {
      const words = twoWords(generated, locale, chance);
      const place = chance.below(2);
      const right = words[place] ?? '';
      // Words of three letters are not looked for with errors in them, see the rules.
      if (right.length < 4) return undefined;
      const once = slip(right, chance);
      words[place] = right.length > 8 && chance.next() < 0.3 ? slip(once, chance) : once;
      return words.join(' ');
    },
    fold(generated, locale, chance) {
      const words = twoWords(generated, locale, chance);
      const folded = words.map((word) => chance.pick(formsOf(word)));
      return folded.join(' ') === words.join(' ')
        ? undefined
        : chance.pick([folded.join(' '), words.join(' ').toUpperCase()]);
    },
    prefix(generated, locale, chance) {
      const [one, two] = twoWords(generated, locale, chance);
      return two.length < 4 ? undefined : `${one} ${two.slice(0, Math.max(3, Math.ceil(two.length * 0.6)))}`;
    },
    compound({ name: { adjective, nouns } }, locale, chance) {
      const [one, two] = nouns.map((noun) => wordAt(locale, noun)) as [string, string];
      // Parts of three letters are in nearly every word, see the rules.
      if (one.length < 4 || two.length < 4) return undefined;
      const first = wordAt(locale, adjective);
      return locale === 'de'
        ? chance.pick([`${first} ${two}`, `${first} ${one}`, `${one} ${two}`])
        : `${first} ${one}${two}`;
    },
  };

/** So many queries of each kind, the same in every run, for products from all over the shop. */
export function knownTargets(products: readonly Generated[], ofEachKind: number): KnownTarget[] {
  const chance = chanceFrom(7);
  return KINDS.flatMap((kind) => {
    const targets: KnownTarget[] = [];
    while (targets.length < ofEachKind) {
      const product = chance.pick(products);
      const locale = LOCALES[targets.length % LOCALES.length] ?? 'en';
      const text = make[kind](product, kind === 'fold' && locale === 'en' ? 'de' : locale, chance);
      if (text === undefined) continue;
      targets.push({ kind, text, locale: kind === 'fold' && locale === 'en' ? 'de' : locale, id: product.document.id });
    }
    return targets;
  });
}
