/** The products of a snapshot: columns to filter and sort by, and cards to show. */
import type { DatabaseSync } from 'node:sqlite';
import type { Department } from '../shapes.ts';
import type { Columns, NamedFacet } from './columns.ts';
import type { FoundCard, SearchSort } from './product-search.ts';
import { SEARCH_LOCALES, type SearchLocale } from './search-document.ts';

export interface ProductRows {
  readonly columns: Columns;
  readonly popularity: Float64Array;
  /** What each sort sorts by, the greatest first. */
  readonly keys: Readonly<Record<SearchSort, (row: number) => number>>;
  card(row: number, locale: SearchLocale): FoundCard;
  /** Ids of the products that go with the product of a row, best first. */
  related(row: number): readonly string[];
  /** The row of a product, or where it is not there of the one before its place, -1 before the first. */
  place(id: string): { readonly row: number; readonly exists: boolean };
}

const COLUMNS = `kind, department, category, tags, price, in_stock, rating_key, popularity, created_at`;
type ColumnRow = [
  kind: number,
  department: number,
  category: number,
  tags: string,
  price: number,
  inStock: number,
  rating: number,
  popularity: number,
  createdAt: number,
];

/** Reads the products of a snapshot: its columns at once, cards when they are shown. */
export function productRowsIn(database: DatabaseSync): ProductRows {
  const { size } = database.prepare('SELECT count(*) AS size FROM products').get() as { size: number };
  const valuesOf = (facet: NamedFacet): string[] =>
    database
      .prepare('SELECT value FROM facet_values WHERE facet = ? ORDER BY place')
      .all(facet)
      .map(({ value }) => String(value));
  const values = {
    department: valuesOf('department'),
    category: valuesOf('category'),
    kind: valuesOf('kind'),
    tags: valuesOf('tags'),
  };
  const codes = () => new Uint16Array(size);
  const numbers = () => new Float64Array(size);
  const [kind, department, category, inStock] = [codes(), codes(), codes(), new Uint8Array(size)];
  const [price, rating, popularity, createdAt] = [numbers(), numbers(), numbers(), numbers()];
  const tagStarts = new Uint32Array(size + 1);
  const tags: number[] = [];
  const statement = database.prepare(`SELECT ${COLUMNS} FROM products ORDER BY row`);
  statement.setReturnArrays(true);
  let row = 0;
  for (const each of statement.iterate() as unknown as Iterable<ColumnRow>) {
    [kind[row], department[row], category[row]] = each;
    if (each[3] !== '') for (const tag of each[3].split(' ')) tags.push(Number(tag));
    [, , , , price[row], inStock[row], rating[row], popularity[row], createdAt[row]] = each;
    row += 1;
    tagStarts[row] = tags.length;
  }
  const columns: Columns = {
    size,
    values,
    kind,
    department,
    category,
    inStock,
    price,
    tagStarts,
    tags: Uint16Array.from(tags),
  };
  const mostBought = (row: number) => popularity[row] ?? 0;
  const relatedTo = database.prepare('SELECT related FROM products WHERE row = ?');
  const upTo = database.prepare('SELECT row, id FROM products WHERE id <= ? ORDER BY id DESC LIMIT 1');
  return {
    columns,
    popularity,
    keys: {
      relevance: mostBought,
      popularity: mostBought,
      price: (row) => -(price[row] ?? 0),
      '-price': (row) => price[row] ?? 0,
      newest: (row) => createdAt[row] ?? 0,
      rating: (row) => rating[row] ?? 0,
    },
    card: cardsIn(database, values),
    related: (row) =>
      String(relatedTo.get(row)?.['related'] ?? '')
        .split(' ')
        .filter((id) => id !== ''),
    place(id) {
      const found = upTo.get(id);
      return { row: Number(found?.['row'] ?? -1), exists: found?.['id'] === id };
    },
  };
}

interface CardRow extends Omit<FoundCard, 'kind' | 'department' | 'category' | 'price' | 'rating'> {
  readonly kind: number;
  readonly department: number;
  readonly category: number;
  readonly price: number;
  readonly currency: string;
  readonly average: number;
  readonly count: number;
}

function cardsIn(database: DatabaseSync, { department, category, kind }: Columns['values']): ProductRows['card'] {
  const statements = Object.fromEntries(
    SEARCH_LOCALES.map((locale) => [
      locale,
      database.prepare(
        `SELECT id, slug, name_${locale} AS name, kind, department, category, price, currency, availability,
          rating_average AS average, rating_count AS count, image_url AS imageUrl FROM products WHERE row = ?`,
      ),
    ]),
  ) as Record<SearchLocale, ReturnType<DatabaseSync['prepare']>>;
  return (row, locale) => {
    const found = statements[locale].get(row) as unknown as CardRow;
    return {
      id: found.id,
      slug: found.slug,
      name: found.name,
      kind: kind[found.kind] as FoundCard['kind'],
      department: department[found.department] as Department,
      category: category[found.category] ?? '',
      price: { amount: found.price, currency: found.currency },
      rating: { average: found.average, count: found.count },
      availability: found.availability,
      imageUrl: found.imageUrl,
    };
  };
}
