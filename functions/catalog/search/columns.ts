/** What products are narrowed and counted by, a column of numbers each: one pass filters and counts every facet. */
import { FACETS, type FacetName, type Facets, type SearchFilters } from './product-search.ts';

/** Facets whose values are texts; the columns hold their places in `values`. */
export type NamedFacet = 'department' | 'category' | 'kind' | 'tags';

/** Rows are numbered from 0 in the order of ids. */
export interface Columns {
  readonly size: number;
  readonly values: Readonly<Record<NamedFacet, readonly string[]>>;
  readonly department: Uint16Array;
  readonly category: Uint16Array;
  readonly kind: Uint16Array;
  /** 1 for what can be bought. */
  readonly inStock: Uint8Array;
  /** Minor units. */
  readonly price: Float64Array;
  /** Tags of row r lie in `tags` from `tagStarts[r]` up to `tagStarts[r + 1]`. */
  readonly tagStarts: Uint32Array;
  readonly tags: Uint16Array;
}

/** Where a band of prices ends, in minor units, without the end; the last band has none. */
export const PRICE_BANDS = [1_000, 2_500, 5_000, 10_000, 25_000] as const;

/** What the band at this place is called, e.g. `1000-2499` and `25000-`. */
export const bandName = (place: number): string => {
  const end = PRICE_BANDS[place];
  return `${PRICE_BANDS[place - 1] ?? 0}-${end === undefined ? '' : end - 1}`;
};

/** The place of a price's band. In: minor units. */
export function bandOf(price: number): number {
  let place = 0;
  while (place < PRICE_BANDS.length && price >= (PRICE_BANDS[place] ?? 0)) place += 1;
  return place;
}

const BIT = { department: 1, category: 2, kind: 4, price: 8, inStock: 16, tags: 32 } as const;

/**
 * Filters rows and counts facets. A product that fails one filter alone counts in that facet alone: it says what
 * another choice there would find. In: the rows, all where there are none. Out: the rows that pass, in their order.
 */
export function narrow(
  columns: Columns,
  rows: Uint32Array | undefined,
  filters: SearchFilters,
): { readonly passing: Uint32Array; readonly facets: Facets } {
  const { size, values } = columns;
  const counts: Record<FacetName, Uint32Array> = {
    department: new Uint32Array(values.department.length),
    category: new Uint32Array(values.category.length),
    kind: new Uint32Array(values.kind.length),
    price: new Uint32Array(PRICE_BANDS.length + 1),
    inStock: new Uint32Array(2),
    tags: new Uint32Array(values.tags.length),
  };
  const failing = failingOf(columns, filters);
  const passing = new Uint32Array(rows?.length ?? size);
  let found = 0;
  for (let place = 0; place < passing.length; place++) {
    const row = rows ? (rows[place] ?? 0) : place;
    const failed = failing(row);
    if ((failed & (failed - 1)) !== 0) continue;
    if (failed === 0) passing[found++] = row;
    if (failed === 0 || failed === BIT.department) bump(counts.department, columns.department[row]);
    if (failed === 0 || failed === BIT.category) bump(counts.category, columns.category[row]);
    if (failed === 0 || failed === BIT.kind) bump(counts.kind, columns.kind[row]);
    if (failed === 0 || failed === BIT.price) bump(counts.price, bandOf(columns.price[row] ?? 0));
    if (failed === 0 || failed === BIT.inStock) bump(counts.inStock, columns.inStock[row]);
    if (failed === 0 || failed === BIT.tags) {
      const end = columns.tagStarts[row + 1] ?? 0;
      for (let tag = columns.tagStarts[row] ?? 0; tag < end; tag++) bump(counts.tags, columns.tags[tag]);
    }
  }
  const nameOf = (facet: FacetName, place: number): string => {
    if (facet === 'price') return bandName(place);
    return facet === 'inStock' ? String(place === 1) : (values[facet][place] ?? '');
  };
  const facetOf = (facet: FacetName) =>
    Array.from(counts[facet], (count, place) => ({ value: nameOf(facet, place), count }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, facetOf(facet)])) as unknown as Facets;
  return { passing: passing.subarray(0, found), facets };
}

const bump = (counts: Uint32Array, place = 0): void => {
  counts[place] = (counts[place] ?? 0) + 1;
};

/** Which filters a row fails, as bits. A value that no product has is failed by all. */
function failingOf(columns: Columns, filters: SearchFilters): (row: number) => number {
  const { values, price, inStock } = columns;
  const tests: ((row: number) => number)[] = [];
  for (const facet of ['department', 'category', 'kind'] as const) {
    const wanted = filters[facet];
    if (wanted === undefined) continue;
    const column = columns[facet];
    const place = values[facet].indexOf(wanted);
    tests.push((row) => (column[row] === place ? 0 : BIT[facet]));
  }
  const { priceMin = 0, priceMax = Number.POSITIVE_INFINITY } = filters;
  if (filters.priceMin !== undefined || filters.priceMax !== undefined) {
    tests.push((row) => ((price[row] ?? 0) >= priceMin && (price[row] ?? 0) <= priceMax ? 0 : BIT.price));
  }
  if (filters.inStock !== undefined) {
    const wanted = Number(filters.inStock);
    tests.push((row) => (inStock[row] === wanted ? 0 : BIT.inStock));
  }
  if (filters.tags !== undefined && filters.tags.length > 0) {
    const wanted = new Set(filters.tags.map((tag) => values.tags.indexOf(tag)));
    tests.push((row) => {
      const end = columns.tagStarts[row + 1] ?? 0;
      for (let tag = columns.tagStarts[row] ?? 0; tag < end; tag++) if (wanted.has(columns.tags[tag] ?? 0)) return 0;
      return BIT.tags;
    });
  }
  return (row) => {
    let failed = 0;
    for (const test of tests) failed |= test(row);
    return failed;
  };
}
