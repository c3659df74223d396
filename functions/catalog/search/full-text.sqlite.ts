/** The full text of one language in a snapshot: which products have the words of a plan, and how well they fit. */
import type { DatabaseSync } from 'node:sqlite';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import type { Alternatives, Plan } from './query-plan.ts';
import { relevanceKey, WEIGHTS } from './ranking.ts';
import type { SearchLocale } from './search-document.ts';

/** Above every fit: products that have all words in name, labels and parts of compounds come first. */
export const NAMED = 2 ** 20;
/** More products than this are not ranked by words that stand in so many of them: about 10 ms of CPU. */
const RANKED = 5_000;

export interface FullText {
  readonly lexicon: Lexicon;
  /** The products that have all words of a plan, in their order; nothing where there are none. */
  lookUp(plan: Plan): Uint32Array | undefined;
  countOf(alternatives: Alternatives): number;
  /** Writes the keys of the products that have all words in name, labels and parts: all are above `NAMED`. */
  rankNamed(plan: Plan, keys: Float64Array): void;
  /** Writes the keys of the others among these rows: all are below `NAMED`. */
  rankOthers(plan: Plan, rows: Uint32Array, keys: Float64Array): void;
}

/** A plan in the language of FTS5. Terms are letters and digits alone, so quotes keep them from being taken for operators. */
const expressionOf = (plan: Plan): string =>
  plan
    .map(({ terms, prefixes, pairs }) => [
      ...terms.map((term) => `"${term}"`),
      ...prefixes.map((prefix) => `"${prefix}"*`),
      ...pairs.map(([one, other]) => `("${one}" AND "${other}")`),
    ])
    .map((alternatives) => `(${alternatives.join(' OR ')})`)
    .join(' AND ');

/** The numbers of a text like `0,4,17`: SQLite hands over one long text in a third of the time of many rows. */
function numbersIn(text: string): Uint32Array {
  const numbers = new Uint32Array((text.length >> 1) + 1);
  let count = 0;
  let number = 0;
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit >= 0) number = number * 10 + digit;
    else {
      numbers[count++] = number;
      number = 0;
    }
  }
  numbers[count++] = number;
  return numbers.subarray(0, count);
}

function readLexicon(database: DatabaseSync, locale: SearchLocale): Lexicon {
  const read = database.prepare('SELECT terms, documents, displays FROM lexicon WHERE locale = ?').get(locale);
  const lines = (column: string): string[] => (read?.[column] ? String(read[column]).split('\n') : []);
  return lexiconOf(lines('terms'), Uint32Array.from(lines('documents'), Number), lines('displays'));
}

/** Opens the full text of a language. In: the snapshot, each row's popularity. */
export function fullTextIn(database: DatabaseSync, locale: SearchLocale, popularity: Float64Array): FullText {
  const table = `texts_${locale}`;
  const rows = database.prepare(`SELECT group_concat(rowid) AS rows FROM ${table} WHERE ${table} MATCH ?`);
  const count = database.prepare(`SELECT count(*) AS count FROM ${table} WHERE ${table} MATCH ?`);
  const { name, labels, parts, description } = WEIGHTS;
  const fits = database.prepare(
    `SELECT rowid, -bm25(${table}, ${name}, ${labels}, ${parts}, ${description}) FROM ${table} WHERE ${table} MATCH ?`,
  );
  fits.setReturnArrays(true);
  const ranked = (expression: string) => fits.all(expression) as unknown as [row: number, fit: number][];
  /** Where too many products have the words: what others bought, below every fit. */
  const byPopularity = (row: number) => 1 - 1 / (1 + (popularity[row] ?? 0));
  const numbered = (expression: string): Uint32Array | undefined => {
    const { rows: found } = rows.get(expression) as { rows: string | null };
    return found === null ? undefined : numbersIn(found);
  };
  const named = (plan: Plan) => `{name labels parts} : (${expressionOf(plan)})`;

  return {
    lexicon: readLexicon(database, locale),
    lookUp: (plan) => numbered(expressionOf(plan)),
    countOf: (alternatives) => Number(count.get(expressionOf([alternatives]))?.['count']),
    rankNamed(plan, keys) {
      const found = numbered(named(plan));
      if (found && found.length > RANKED) {
        for (const row of found) keys[row] = NAMED + byPopularity(row);
        return;
      }
      for (const [row, fit] of ranked(named(plan))) keys[row] = NAMED + relevanceKey(fit, popularity[row] ?? 0);
    },
    rankOthers(plan, found, keys) {
      if (found.length > RANKED) {
        for (const row of found) if ((keys[row] ?? 0) < NAMED) keys[row] = byPopularity(row);
        return;
      }
      for (const [row, fit] of ranked(expressionOf(plan))) {
        if ((keys[row] ?? 0) < NAMED) keys[row] = relevanceKey(fit, popularity[row] ?? 0);
      }
    },
  };
}
