/** Answers searches from a snapshot file, which it only reads. See snapshot-writer.sqlite.ts for what is in it. */
import type { DatabaseSync } from 'node:sqlite';
import { narrow } from './columns.ts';
import { builtInEngine, type Engine, openDatabase } from './engine.sqlite.ts';
import { type FullText, fullTextIn, NAMED } from './full-text.sqlite.ts';
import { productRowsIn } from './product-rows.sqlite.ts';
import { checkPosition, queryHash, SearchUnavailable, type Snapshot } from './product-search.ts';
import { type Found, findProducts } from './query-plan.ts';
import { firstRows } from './ranking.ts';
import { SEARCH_LOCALES, type SearchLocale } from './search-document.ts';
import { SNAPSHOT_SCHEMA } from './snapshot-manifest.ts';
import { wordsOf } from './words.ts';

/**
 * Opens a snapshot. In: its file. Throws `SearchUnavailable` where the runtime has no FTS5, or the file is no snapshot of
 * this layout.
 */
export function openSnapshot(file: string, engine: Engine | undefined = builtInEngine()): Snapshot {
  const database = openDatabase(file, true, engine);
  try {
    return snapshotIn(database);
  } catch (cause) {
    database.close();
    throw new SearchUnavailable(`The file ${file} is no snapshot of layout ${SNAPSHOT_SCHEMA}`, { cause });
  }
}

type Matches = Pick<Found<Uint32Array>, 'plan' | 'rows' | 'suggestion'>;
const NO_MATCHES: Matches = { plan: [], rows: new Uint32Array() };

/** The product behind which a page begins, by its key and its row, which it may have left. */
interface Behind {
  readonly key: number;
  readonly row: number;
  /** Whether the product is still there. */
  readonly exists: boolean;
}

function snapshotIn(database: DatabaseSync): Snapshot {
  const layout = database.prepare('SELECT schema FROM snapshot').get()?.['schema'];
  if (layout !== SNAPSHOT_SCHEMA) throw new Error(`Its layout is ${String(layout)}`);
  database.exec('PRAGMA mmap_size = 1073741824');
  const products = productRowsIn(database);
  const { columns, keys, popularity } = products;
  const texts = Object.fromEntries(
    SEARCH_LOCALES.map((locale) => [locale, fullTextIn(database, locale, popularity)]),
  ) as Record<SearchLocale, FullText>;

  const matchesOf = (text: string, locale: SearchLocale): Matches | undefined =>
    text.trim() === '' ? undefined : (findProducts(wordsOf(text), texts[locale].lexicon, texts[locale]) ?? NO_MATCHES);

  /** Rows by relevance. Descriptions are ranked only where a page is not filled by the products that are named so. */
  const relevantRows = (
    { plan, rows }: Matches,
    text: FullText,
    passing: Uint32Array,
    wanted: number,
    behind: Behind | undefined,
  ) => {
    const fits = new Float64Array(columns.size);
    const keyOf = (row: number) => fits[row] ?? 0;
    /** Fits move a little with every snapshot: a page goes on behind the place that its last product has now. */
    const behindNow = () => (behind?.exists && keyOf(behind.row) > 0 ? { ...behind, key: keyOf(behind.row) } : behind);
    text.rankNamed(plan, fits);
    const named = passing.filter((row) => keyOf(row) >= NAMED);
    const first = firstRows(named, keyOf, wanted, behindNow());
    if (first.length === wanted) return { keyOf, ordered: first };
    text.rankOthers(plan, rows, fits);
    return { keyOf, ordered: firstRows(passing, keyOf, wanted, behindNow()) };
  };

  return {
    products: columns.size,
    close: () => database.close(),
    related(productId) {
      const own = products.place(productId);
      if (!own.exists) return undefined;
      return products.related(own.row).flatMap((other) => {
        const { row, exists } = products.place(other);
        if (!exists) return [];
        const { id, slug, department, category } = products.card(row, 'en');
        return [{ id, slug, department, category }];
      });
    },
    search(request) {
      const { text = '', locale, filters, sort, limit, skip = 0, position } = request;
      const query = queryHash(request, wordsOf(text));
      checkPosition(request, query);
      const matches = matchesOf(text, locale);
      const { passing, facets } = narrow(columns, matches?.rows, filters);
      // One more than the page shows tells whether there is a next one.
      const wanted = skip + limit + 1;
      const behind = position && { key: position.key, ...products.place(position.id) };
      const { keyOf, ordered } =
        matches && matches.rows.length > 0 && sort === 'relevance'
          ? relevantRows(matches, texts[locale], passing, wanted, behind)
          : { keyOf: keys[sort], ordered: firstRows(passing, keys[sort], wanted, behind) };
      const shown = ordered.slice(skip, skip + limit);
      const items = shown.map((row) => products.card(row, locale));
      const [last, lastRow] = [items.at(-1), shown.at(-1)];
      const more = ordered.length === wanted && last !== undefined && lastRow !== undefined;
      return {
        items,
        total: passing.length,
        facets,
        ...(more ? { next: { query, key: keyOf(lastRow), id: last.id } } : {}),
        ...(matches?.suggestion === undefined ? {} : { suggestion: matches.suggestion }),
      };
    },
  };
}
