import { expect, test } from 'vitest';
import { DEPARTMENTS as SHOP_DEPARTMENTS } from '../../../functions/catalog/departments.ts';
import { PRICE_BANDS } from '../../../functions/catalog/search/columns.ts';
import { SEARCH_SORTS } from '../../../functions/catalog/search/product-search.ts';
import { countsOf, DEPARTMENTS, priceBands, SORTS, totalOf } from '../../../web/shop/shelves.ts';
import { browseSearch } from '../../../web/storefront/search.ts';

test('the pages sort and part the shelves as the API does [SRC-01]', () => {
  expect(SEARCH_SORTS).toEqual(expect.arrayContaining([...SORTS]));
  expect([...DEPARTMENTS]).toEqual([...SHOP_DEPARTMENTS]);
});

test('an address says words, sort, prices and stock, and what it says otherwise is left out [SRC-01]', () => {
  expect(browseSearch({ q: ' vase ', sort: '-price', min: '9.99', max: 25, stock: 'true' })).toEqual({
    q: 'vase',
    sort: '-price',
    min: 9.99,
    max: 25,
    stock: true,
  });
  expect(browseSearch({ q: '  ', sort: 'colour', min: '-1', max: '1e3', stock: 'no' })).toEqual({});
  expect(browseSearch({ q: 'x'.repeat(500) }).q).toHaveLength(200);
});

test('prices that were typed the wrong way round are turned, which the API would refuse', () => {
  expect(browseSearch({ min: 50, max: 10 })).toMatchObject({ min: 10, max: 50 });
});

test('price bands come the cheapest first, and the last one has no end', () => {
  const facets = {
    price: [
      { value: '25000-', count: 1 },
      { value: '1000-2499', count: 7 },
      { value: '0-999', count: 2 },
    ],
  };
  expect(priceBands(facets)).toEqual([
    { min: 0, max: PRICE_BANDS[0] - 1, count: 2 },
    { min: 1_000, max: 2_499, count: 7 },
    { min: 25_000, max: undefined, count: 1 },
  ]);
  expect(priceBands({})).toEqual([]);
});

test('a listing has as many products as there are of all kinds, and no number while nothing is counted', () => {
  const kind = [
    { value: 'stock', count: 20 },
    { value: 'ticket', count: 3 },
  ];
  expect(totalOf({ kind })).toBe(23);
  expect(totalOf({ kind: [] })).toBe(0);
  expect(totalOf({})).toBeUndefined();
  expect(countsOf({ kind }, 'kind').get('ticket')).toBe(3);
  expect(countsOf(undefined, 'kind').size).toBe(0);
});
