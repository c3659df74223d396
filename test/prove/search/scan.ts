/**
 * What the index is measured against: a look at every product. It finds a word inside other words, folded like the
 * index's, and knows no typing errors. Filters, facets and the choice of the first rows are the same code.
 */

import { type Columns, narrow } from '../../../functions/catalog/search/columns.ts';
import type {
  FoundCard,
  SearchPage,
  SearchRequest,
  SearchSort,
} from '../../../functions/catalog/search/product-search.ts';
import { firstRows, ratingKey, relevanceKey, WEIGHTS } from '../../../functions/catalog/search/ranking.ts';
import {
  SEARCH_LOCALES,
  type SearchDocument,
  type SearchLocale,
  textsIn,
} from '../../../functions/catalog/search/search-document.ts';
import { wordsOf } from '../../../functions/catalog/search/words.ts';

interface Haystack {
  readonly name: string;
  readonly labels: string;
  readonly description: string;
}

const folded = (text: string): string =>
  ` ${wordsOf(text)
    .flatMap(({ forms }) => forms)
    .join(' ')} `;

/** The columns of these products, which stand in the order of their ids. */
export function columnsOf(documents: readonly SearchDocument[]): Columns {
  const distinct = (values: readonly string[]) => [...new Set(values)];
  const values = {
    department: distinct(documents.map(({ department }) => department)),
    category: distinct(documents.map(({ category }) => category)),
    kind: distinct(documents.map(({ kind }) => kind)),
    tags: distinct(documents.flatMap(({ tags }) => tags)),
  };
  const coded = (facet: 'department' | 'category' | 'kind') => {
    const places = new Map(values[facet].map((value, place) => [value, place] as const));
    return Uint16Array.from(documents, (document) => places.get(document[facet]) ?? 0);
  };
  const tagPlaces = new Map(values.tags.map((value, place) => [value, place] as const));
  const tags = documents.map((document) => [...new Set(document.tags)].map((tag) => tagPlaces.get(tag) ?? 0));
  const tagStarts = new Uint32Array(documents.length + 1);
  for (const [row, own] of tags.entries()) tagStarts[row + 1] = (tagStarts[row] ?? 0) + own.length;
  return {
    size: documents.length,
    values,
    department: coded('department'),
    category: coded('category'),
    kind: coded('kind'),
    inStock: Uint8Array.from(documents, ({ availability }) => Number(availability !== 'sold-out')),
    price: Float64Array.from(documents, ({ price }) => price.amount),
    tagStarts,
    tags: Uint16Array.from(tags.flat()),
  };
}

const cardIn = (document: SearchDocument, locale: SearchLocale): FoundCard => {
  const { texts: _, tags: __, popularity: ___, createdAt: ____, ...card } = document;
  return { ...card, name: textsIn(document, locale).name };
};

/** A search by looking at everything, over products in the order of their ids. */
export function scanOf(documents: readonly SearchDocument[]): { search(request: SearchRequest): SearchPage } {
  const columns = columnsOf(documents);
  const haystacks = new Map<SearchLocale, Haystack[]>(
    SEARCH_LOCALES.map((locale) => [
      locale,
      documents.map((document) => {
        const { name, labels, description } = textsIn(document, locale);
        return { name: folded(name), labels: folded(labels.join(' ')), description: folded(description) };
      }),
    ]),
  );
  const cards = new Map(
    SEARCH_LOCALES.map((locale) => [locale, documents.map((document) => JSON.stringify(cardIn(document, locale)))]),
  );
  const popularity = Float64Array.from(documents, (document) => document.popularity);
  const created = Float64Array.from(documents, ({ createdAt }) => Date.parse(createdAt));
  const rating = Float64Array.from(documents, (document) => ratingKey(document.rating));
  const keys: Readonly<Record<SearchSort, (row: number) => number>> = {
    relevance: (row) => popularity[row] ?? 0,
    popularity: (row) => popularity[row] ?? 0,
    price: (row) => -(columns.price[row] ?? 0),
    '-price': (row) => columns.price[row] ?? 0,
    newest: (row) => created[row] ?? 0,
    rating: (row) => rating[row] ?? 0,
  };

  const matching = (text: string, locale: SearchLocale) => {
    const words = wordsOf(text);
    const fits = new Float64Array(columns.size);
    const rows: number[] = [];
    for (const [row, { name, labels, description }] of (haystacks.get(locale) ?? []).entries()) {
      let fit = 0;
      const all = words.every(({ forms }) => {
        const inside = (hay: string) => forms.some((form) => hay.includes(form));
        const found =
          (inside(name) ? WEIGHTS.name : 0) +
          (inside(labels) ? WEIGHTS.labels : 0) +
          (inside(description) ? WEIGHTS.description : 0);
        fit += found;
        return found > 0;
      });
      if (!all) continue;
      rows.push(row);
      fits[row] = relevanceKey(fit, popularity[row] ?? 0);
    }
    return { rows: Uint32Array.from(rows), keyOf: (row: number) => fits[row] ?? 0 };
  };

  return {
    search({ text = '', locale, filters, sort, limit, skip = 0 }) {
      const found = text === '' ? undefined : matching(text, locale);
      const { passing, facets } = narrow(columns, found?.rows, filters);
      const keyOf = found && sort === 'relevance' ? found.keyOf : keys[sort];
      const rows = firstRows(passing, keyOf, skip + limit, undefined).slice(skip);
      const shown = cards.get(locale) ?? [];
      return { items: rows.map((row) => JSON.parse(shown[row] ?? '') as FoundCard), total: passing.length, facets };
    },
  };
}
