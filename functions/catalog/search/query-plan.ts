/** From what somebody typed to what is looked up: each word with the terms that may stand for it. */
import { partsOf } from './compounds.ts';
import type { Lexicon, Term } from './lexicon.ts';
import type { Word } from './words.ts';

/** What may stand for one typed word; a product needs one of these. */
export interface Alternatives {
  readonly terms: readonly string[];
  readonly prefixes: readonly string[];
  /** Two terms of which both are needed. */
  readonly pairs: readonly (readonly [string, string])[];
  /** The word as it would have been right, where it was not. */
  readonly corrected?: string;
}

/** Words that are all needed. */
export type Plan = readonly Alternatives[];

/** Words of a query that count; the others are not looked at. */
export const MAX_WORDS = 8;
/** A prefix of one letter would find half the shop. */
const LEAST_PREFIX = 2;
const LEAST_INFIX = 4;
/** Terms of one kind that stand for a word at most: each of them is a list to read. */
const MAX_TERMS = 48;

const NONE: Alternatives = { terms: [], prefixes: [], pairs: [] };

/** (a) The word itself, and of the word that may still be being typed what begins with it. */
function exact({ forms }: Word, last: boolean, lexicon: Lexicon): Alternatives {
  const prefixes = last ? forms.filter((form) => form.length >= LEAST_PREFIX && lexicon.hasPrefix(form)) : [];
  return { ...NONE, terms: forms.filter((form) => lexicon.find(form)), prefixes };
}

/** (b) Words that contain it, and the two words that it is made of. */
function composed({ forms }: Word, lexicon: Lexicon): Alternatives {
  const long = forms.filter((form) => form.length >= LEAST_INFIX);
  const pairs = forms.flatMap((form) => partsOf(form, (part) => lexicon.find(part) !== undefined));
  const [pair] = pairs;
  return {
    ...NONE,
    terms: long.flatMap((form) => lexicon.containing(form, MAX_TERMS).map(({ term }) => term)),
    pairs,
    ...(pair ? { corrected: pair.map((part) => lexicon.find(part)?.display ?? part).join(' ') } : {}),
  };
}

/** (c) Words that somebody may have meant who typed this one. */
function mistyped({ forms }: Word, lexicon: Lexicon): Alternatives {
  const near: Term[] = forms.flatMap((form) => lexicon.near(form, MAX_TERMS));
  const [best] = near;
  return { ...NONE, terms: near.map(({ term }) => term), ...(best ? { corrected: best.display } : {}) };
}

const isEmpty = ({ terms, prefixes, pairs }: Alternatives): boolean =>
  terms.length + prefixes.length + pairs.length === 0;

const together = (all: readonly Alternatives[]): Alternatives => {
  const corrected = all.find((each) => each.corrected !== undefined)?.corrected;
  return {
    terms: [...new Set(all.flatMap(({ terms }) => terms))],
    prefixes: all.flatMap(({ prefixes }) => prefixes),
    pairs: all.flatMap(({ pairs }) => pairs),
    ...(corrected === undefined ? {} : { corrected }),
  };
};

/** Each word by the first step that knows anything of it. In: the words in their order, the language's terms. */
export const strictPlan = (words: readonly Word[], lexicon: Lexicon): Plan =>
  words.map((word, index) => {
    const asTyped = exact(word, index === words.length - 1, lexicon);
    if (!isEmpty(asTyped)) return asTyped;
    const inside = composed(word, lexicon);
    return isEmpty(inside) ? mistyped(word, lexicon) : inside;
  });

/** Each word by all steps: it may be spelt right and still not be the one that was meant. */
export const generousPlan = (words: readonly Word[], lexicon: Lexicon): Plan =>
  words.map((word, index) =>
    together([exact(word, index === words.length - 1, lexicon), mistyped(word, lexicon), composed(word, lexicon)]),
  );

export interface Found<Rows> {
  readonly plan: Plan;
  readonly rows: Rows;
  /** What to search for instead, where the words as they were typed find nothing. */
  readonly suggestion?: string;
}

interface Looking<Rows> {
  /** The products that have all words of a plan; nothing where there are none. */
  readonly lookUp: (plan: Plan) => Rows | undefined;
  /** Products that have one of these alternatives. */
  readonly countOf: (alternatives: Alternatives) => number;
}

/**
 * Looks for all the words, strictly and then generously, and drops the rarest word as long as nothing is found.
 * Out: the plan that found something with its products, or nothing when not even the last word is found.
 */
export function findProducts<Rows>(
  typed: readonly Word[],
  lexicon: Lexicon,
  { lookUp, countOf }: Looking<Rows>,
): Found<Rows> | undefined {
  let words = typed.slice(0, MAX_WORDS);
  const dropped = (): boolean => words.length < Math.min(typed.length, MAX_WORDS);
  while (words.length > 0) {
    for (const planned of [strictPlan, generousPlan]) {
      const plan = planned(words, lexicon);
      const rows = plan.some(isEmpty) ? undefined : lookUp(plan);
      if (rows === undefined) continue;
      const suggested = planned === generousPlan || dropped() || plan.some(({ corrected }) => corrected !== undefined);
      const wording = words.map(({ display }, index) => plan[index]?.corrected ?? display).join(' ');
      return { plan, rows, ...(suggested ? { suggestion: wording } : {}) };
    }
    const counts = generousPlan(words, lexicon).map((alternatives) =>
      isEmpty(alternatives) ? 0 : countOf(alternatives),
    );
    const rarest = counts.indexOf(Math.min(...counts));
    words = words.filter((_, index) => index !== rarest);
  }
  return undefined;
}
