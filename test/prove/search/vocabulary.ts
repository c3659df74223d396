import type { SearchLocale } from '../../../functions/catalog/search/search-document.ts';
import { seedProductLines } from '../../../local/seed/products.ts';
import { chanceFrom } from './random.ts';

/** Words of three languages, most frequent first; the words at one rank mean the same. */
export type Vocabulary = Readonly<Record<SearchLocale, readonly string[]>>;

/** Sounds that a syllable is made of in each language, so that marks and letters are about as frequent as in real texts. */
const SYLLABLES: Readonly<Record<SearchLocale, readonly [onsets: string[], nuclei: string[], codas: string[]]>> = {
  en: [
    'b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl sp st str t th tr v w wh y z'.split(' '),
    'a a a e e e i i o o u ai ea ee oa oo ou'.split(' '),
    ['', '', '', ...'ck d l ll m n nd ng nt p r rd rm rt s st t x'.split(' ')],
  ],
  de: [
    'b br d dr f fl fr g gl gr h k kl kn kr l m n p pf pr r s sch schl schw sp st str t tr v w z'.split(' '),
    'a a a e e e e i i o u ä ö ü ü au ei eu ie'.split(' '),
    ['', '', ...'b ch ck d g ft hl hn l ll m n n ng nk r r rb rt s ß st t tz'.split(' ')],
  ],
  fr: [
    'b bl br c ch cl cr d dr f fl fr g gl gr j l m n p pl pr qu r s t tr v vr'.split(' '),
    'a a e e é é é è ê i i o u u ai au eau eu oi ou œu â î ô'.split(' '),
    ['', '', '', '', ...'c f l lle n nne nt que r rt s sse t tte ve x'.split(' ')],
  ],
};

/** Syllables of a word: most have two. */
const LENGTHS = [1, 2, 2, 2, 3, 3, 4];

const real = (): string[] => {
  const texts = seedProductLines.map(({ texts: { en } }) => `${en.name} ${en.description}`).join(' ');
  return texts.toLowerCase().match(/[a-zé]{4,}/g) ?? [];
};

/** A vocabulary of `size` words in each language: every fourth English word is one of the seed's, as long as there are any. */
export function vocabularyOf(size: number, seed: number): Vocabulary {
  const chance = chanceFrom(seed);
  const ofSeed = [...new Set(real())];
  const wordsIn = (locale: SearchLocale): string[] => {
    const [onsets, nuclei, codas] = SYLLABLES[locale];
    const words = new Set<string>();
    while (words.size < size) {
      const taken = locale === 'en' && words.size % 4 === 0 ? ofSeed[words.size / 4] : undefined;
      const syllables = Array.from(
        { length: chance.pick(LENGTHS) },
        () => chance.pick(onsets) + chance.pick(nuclei) + chance.pick(codas),
      );
      const word = taken !== undefined && !words.has(taken) ? taken : syllables.join('');
      if (word.length >= 3 && word.length <= 14) words.add(word);
    }
    return [...words];
  };
  return { en: wordsIn('en'), de: wordsIn('de'), fr: wordsIn('fr') };
}
