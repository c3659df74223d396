/** The products that a file tells of. */
import { type CsvRecord, csvRecords, UnreadableSheet } from './csv.ts';
import { COLUMNS, type RowError, type SheetRow } from './layout.ts';

/** Rows of a file, at most: five times the catalog of 20,000, and twenty seconds for its first reading. */
export const MAX_ROWS = 100_000;
/** Of the rows of one product so many are kept: one more than it may have variants, so that it is refused for that. */
const MOST_ROWS_KEPT = 21;

/** All rows in one place that name the same slug. */
export interface SheetProduct {
  readonly slug: string;
  /** The rows, without those that a product cannot have anyway. */
  readonly rows: readonly SheetRow[];
  /** Numbers of all its rows. */
  readonly numbers: readonly number[];
  /** What is wrong with rows before their cells are looked at. */
  readonly errors: readonly RowError[];
}

/** What the whole file has to say before its first product is changed. */
export interface Survey {
  readonly rows: number;
  /** Slugs whose rows do not follow one another. */
  readonly split: ReadonlySet<string>;
  /** The slug that names a SKU first. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Reads the whole file once, and keeps slugs and SKUs of it. Throws `UnreadableSheet`. */
export async function surveyOf(bytes: Uint8Array): Promise<Survey> {
  const seen = new Set<string>();
  const split = new Set<string>();
  const owners = new Map<string, string>();
  let rows = 0;
  let last: string | undefined;
  for await (const { cells, header } of rowsIn(bytes)) {
    rows += 1;
    if (rows > MAX_ROWS) {
      throw new UnreadableSheet(`The file has more than ${MAX_ROWS} rows. Split it. Nothing was imported.`);
    }
    const [slug, sku] = [trimmed(cells[header.indexOf('slug')]), trimmed(cells[header.indexOf('sku')])];
    if (slug !== '' && slug !== last && seen.has(slug)) split.add(slug);
    seen.add(slug);
    last = slug;
    if (slug !== '' && sku !== '' && !owners.has(sku)) owners.set(sku, slug);
  }
  return { rows, split, owners };
}

/** The products of a file, one after the other. In: its bytes, the last row that is done with. Throws `UnreadableSheet`. */
export async function* productsIn(bytes: Uint8Array, after: number): AsyncGenerator<SheetProduct> {
  let current: { slug: string; rows: SheetRow[]; numbers: number[]; errors: RowError[] } | undefined;
  for await (const { row, cells, header } of rowsIn(bytes)) {
    if (row <= after) continue;
    const slug = trimmed(cells[header.indexOf('slug')]);
    if (current && (slug === '' || slug !== current.slug)) {
      yield current;
      current = undefined;
    }
    current ??= { slug, rows: [], numbers: [], errors: [] };
    current.numbers.push(row);
    if (cells.length !== header.length) {
      const message = `It has ${cells.length} cells, and the header has ${header.length}.`;
      current.errors.push({ row, column: 'slug', message });
    } else if (current.rows.length < MOST_ROWS_KEPT) {
      current.rows.push({
        row,
        cells: Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])),
      });
    }
  }
  if (current) yield current;
}

const trimmed = (cell: string | undefined): string => (cell ?? '').trim();

/** The rows below the header with something in them. Throws `UnreadableSheet`, also for a header that is not ours. */
async function* rowsIn(bytes: Uint8Array): AsyncGenerator<CsvRecord & { readonly header: readonly string[] }> {
  let header: readonly string[] | undefined;
  for await (const { row, cells } of csvRecords(bytes)) {
    if (!header) {
      header = cells.map(trimmed);
      assertHeader(header);
    } else if (cells.some((cell) => cell.trim() !== '')) {
      yield { row, cells, header };
    }
  }
  if (!header) throw new UnreadableSheet('The file is empty. Nothing was imported.');
}

function assertHeader(header: readonly string[]): void {
  const missing = COLUMNS.filter((column) => !header.includes(column));
  const unknown = header
    .filter((column) => !COLUMNS.includes(column))
    .map((column) => column.slice(0, 40) || '(empty)');
  const twice = COLUMNS.filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
  const faults = [
    ...(missing.length > 0 ? [`has no ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`has unknown columns: ${unknown.slice(0, 10).join(', ')}`] : []),
    ...(twice.length > 0 ? [`names twice: ${twice.join(', ')}`] : []),
  ];
  if (faults.length > 0) throw new UnreadableSheet(`The first row ${faults.join('; ')}. Nothing was imported.`);
}
