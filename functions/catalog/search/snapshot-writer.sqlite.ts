/**
 * Builds a snapshot: one SQLite file with everything that the search answers from.
 *
 * - `products`: a row each, numbered from 0 in the order of ids, with what filters, sorts and cards need
 * - `facet_values`: the texts of the columns that are numbers in `products`
 * - `texts_<locale>`: the full text, words folded as in words.ts; contentless, its rowid is the product's row
 * - `lexicon`: the terms of a language, their frequency and spelling, a line each
 * - `snapshot`: the layout's version
 */
import { rmSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { NamedFacet } from './columns.ts';
import { partsOf } from './compounds.ts';
import { builtInEngine, type Engine, openDatabase } from './engine.sqlite.ts';
import { ratingKey } from './ranking.ts';
import { SEARCH_LOCALES, type SearchDocument, type SearchLocale, textsIn } from './search-document.ts';
import { SNAPSHOT_SCHEMA } from './snapshot-manifest.ts';
import { wordsOf } from './words.ts';

const TABLES = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192; PRAGMA temp_store = FILE;
  CREATE TABLE snapshot (schema INTEGER NOT NULL);
  CREATE TABLE facet_values (facet TEXT, place INTEGER, value TEXT, PRIMARY KEY (facet, place)) WITHOUT ROWID;
  CREATE TABLE lexicon (locale TEXT PRIMARY KEY, terms TEXT, documents TEXT, displays TEXT) WITHOUT ROWID;
  CREATE TABLE products (
    row INTEGER PRIMARY KEY, id TEXT UNIQUE, slug TEXT, kind INTEGER, department INTEGER, category INTEGER, tags TEXT,
    price INTEGER, currency TEXT, availability TEXT, in_stock INTEGER, rating_average REAL, rating_count INTEGER,
    rating_key REAL, popularity REAL, created_at INTEGER, image_url TEXT, related TEXT, name_en TEXT, name_de TEXT, name_fr TEXT
  );
  CREATE TEMP TABLE staged (id TEXT PRIMARY KEY, document TEXT) WITHOUT ROWID;
  ${SEARCH_LOCALES.map(
    (locale) => `
  CREATE VIRTUAL TABLE texts_${locale} USING fts5(name, labels, parts, description, content='', tokenize='ascii');
  CREATE VIRTUAL TABLE temp.terms_${locale} USING fts5vocab(main, texts_${locale}, row);`,
  ).join('')}
`;

/** The words of a product in one language as they are indexed: name, labels, description. */
type Folded = readonly [name: string, labels: string, description: string];

/** Reads the texts of one language, and remembers how everything between two spaces is read. */
function languageOf(locale: SearchLocale) {
  const read = new Map<string, string>();
  const displays = new Map<string, string>();
  const parts = new Map<string, string>();
  const readNew = (chunk: string): string => {
    const words = wordsOf(chunk);
    for (const { forms, display } of words) for (const form of forms) displays.set(form, display);
    const folded = words.flatMap(({ forms }) => forms).join(' ');
    read.set(chunk, folded);
    return folded;
  };
  const fold = (text: string): string => {
    let folded = '';
    for (const chunk of text.split(' ')) folded += ` ${read.get(chunk) ?? readNew(chunk)}`;
    return folded;
  };
  const partsOfTerm = (term: string): string => {
    const found = [...new Set(partsOf(term, (part) => displays.has(part)).flat())].join(' ');
    parts.set(term, found);
    return found;
  };
  return {
    locale,
    displays,
    folded(document: SearchDocument): Folded {
      const { name, labels, description } = textsIn(document, locale);
      return [fold(name), fold(labels.join(' ')), fold(description)];
    },
    /** The parts of compounds; complete once all texts are read. */
    partsIn: (terms: string): string =>
      terms
        .split(' ')
        .map((term) => parts.get(term) ?? partsOfTerm(term))
        .join(' '),
  };
}

/** Gives the values of a facet their places in the order in which they come. */
function placesOf(): { readonly values: Map<string, number>; readonly place: (value: string) => number } {
  const values = new Map<string, number>();
  const place = (value: string): number => {
    const index = values.get(value) ?? values.size;
    values.set(value, index);
    return index;
  };
  return { values, place };
}

/**
 * Builds the snapshot of these products. In: the products in any order, of several with one id the last; a file that is
 * replaced. Out: how many there are, and the file's bytes. Throws `SearchUnavailable` where the runtime has no FTS5.
 */
export function writeSnapshot(
  documents: Iterable<SearchDocument>,
  file: string,
  engine: Engine | undefined = builtInEngine(),
): { readonly products: number; readonly bytes: number } {
  rmSync(file, { force: true });
  const database = openDatabase(file, false, engine);
  try {
    database.exec(TABLES);
    database.exec('BEGIN');
    const languages = SEARCH_LOCALES.map(languageOf);
    stage(database, documents, languages);
    const products = writeProducts(database, languages);
    for (const language of languages) writeLexicon(database, language);
    database.prepare('INSERT INTO snapshot VALUES (?)').run(SNAPSHOT_SCHEMA);
    database.exec('COMMIT');
    // One segment for each language: a look-up then reads one list for each term.
    for (const locale of SEARCH_LOCALES)
      database.exec(`INSERT INTO texts_${locale} (texts_${locale}) VALUES ('optimize')`);
    return { products, bytes: statSync(file).size };
  } finally {
    database.close();
  }
}

type Languages = readonly ReturnType<typeof languageOf>[];

/** A product that waits for its row, with its texts in the order of the languages. */
interface Staged {
  readonly document: Omit<SearchDocument, 'texts'>;
  readonly names: readonly string[];
  readonly folded: readonly Folded[];
}

/** Puts the products into the order of their ids, and reads all words before the first compound is parted. */
function stage(database: DatabaseSync, documents: Iterable<SearchDocument>, languages: Languages): void {
  const insert = database.prepare('INSERT OR REPLACE INTO staged VALUES (?, ?)');
  for (const whole of documents) {
    const { texts: _, ...document } = whole;
    const names = languages.map(({ locale }) => textsIn(whole, locale).name);
    const staged: Staged = { document, names, folded: languages.map(({ folded }) => folded(whole)) };
    insert.run(document.id, JSON.stringify(staged));
  }
}

function writeProducts(database: DatabaseSync, languages: Languages): number {
  const places = { department: placesOf(), category: placesOf(), kind: placesOf(), tags: placesOf() };
  const inserts = languages.map(({ locale }) =>
    database.prepare(`INSERT INTO texts_${locale} (rowid, name, labels, parts, description) VALUES (?, ?, ?, ?, ?)`),
  );
  const insert = database.prepare(`INSERT INTO products VALUES (${Array.from({ length: 21 }, () => '?').join(', ')})`);
  let row = 0;
  for (const { document: text } of database.prepare('SELECT document FROM staged ORDER BY id').iterate()) {
    const { document, names, folded } = JSON.parse(String(text)) as Staged;
    insert.run(
      row,
      document.id,
      document.slug,
      places.kind.place(document.kind),
      places.department.place(document.department),
      places.category.place(document.category),
      [...new Set(document.tags)].map((tag) => places.tags.place(tag)).join(' '),
      document.price.amount,
      document.price.currency,
      document.availability,
      document.availability === 'sold-out' ? 0 : 1,
      document.rating.average,
      document.rating.count,
      ratingKey(document.rating),
      document.popularity,
      Date.parse(document.createdAt),
      document.imageUrl,
      document.related.join(' '),
      ...names,
    );
    for (const [index, language] of languages.entries()) {
      const [name = '', labels = '', description = ''] = folded[index] ?? [];
      inserts[index]?.run(row, name, labels, language.partsIn(name + labels), description);
    }
    row += 1;
  }
  const value = database.prepare('INSERT INTO facet_values VALUES (?, ?, ?)');
  for (const facet of ['department', 'category', 'kind', 'tags'] satisfies NamedFacet[]) {
    for (const [name, place] of places[facet].values) value.run(facet, place, name);
  }
  return row;
}

/** Terms in the order of their code units, as lexicon.ts wants them; SQLite's order differs beyond the basic plane. */
function writeLexicon(database: DatabaseSync, { locale, displays }: Languages[number]): void {
  const terms = database.prepare(`SELECT term, doc FROM terms_${locale}`).all() as { term: string; doc: number }[];
  terms.sort((a, b) => (a.term < b.term ? -1 : 1));
  const lines = (line: (entry: { term: string; doc: number }) => string | number) => terms.map(line).join('\n');
  const display = ({ term }: { term: string }) => (displays.get(term) === term ? '' : (displays.get(term) ?? ''));
  const insert = database.prepare('INSERT INTO lexicon VALUES (?, ?, ?, ?)');
  insert.run(
    locale,
    lines(({ term }) => term),
    lines(({ doc }) => doc),
    lines(display),
  );
}
