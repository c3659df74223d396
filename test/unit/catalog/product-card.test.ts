import { describe, expect, test } from 'vitest';
import { productOf } from '../../../functions/catalog/product.ts';
import { cardOf, matches, productAvailability } from '../../../functions/catalog/product-card.ts';
import { cardFor, draftOf, idOf, now, variantOf } from '../../support/catalog.ts';

const two = { variants: [variantOf('A', 2_000), variantOf('B', 1_500)] };
const pools = (a: number, b: number) => [
  { sku: 'A', available: a },
  { sku: 'B', available: b },
];

describe('availability of a product', () => {
  test.each([
    ['in stock while any variant is', 'stock', pools(0, 5), 'in-stock'],
    ['low when the best variant is', 'stock', pools(0, 4), 'low'],
    ['sold out when every variant is', 'stock', pools(0, 0), 'sold-out'],
    ['sold out where there is no pool at all', 'stock', [], 'sold-out'],
    ['counted in seats for a ticket', 'ticket', pools(3, 0), 'low'],
    ['made to order for a print, whatever the pools say', 'print', pools(0, 0), 'made-to-order'],
  ] as const)('is %s [INV-01]', (_, kind, found, availability) => {
    expect(productAvailability({ kind, ...two }, found)).toBe(availability);
  });
});

describe('a card', () => {
  const product = productOf(idOf('pair'), draftOf('pair', two), undefined, now);

  test('shows the price of the cheapest variant [CAT-02]', () => {
    expect(cardOf(product, pools(1, 1), undefined).price).toEqual({ amount: 1_500, currency: 'EUR' });
  });

  test('keeps the rating that was there, and starts without one [CAT-02]', () => {
    const first = cardOf(product, pools(9, 9), undefined);
    expect(first.rating).toEqual({ average: 0, count: 0 });
    const rated = { ...first, rating: { average: 4.5, count: 2 } };
    expect(cardOf(product, pools(9, 9), rated)).toMatchObject({ rating: rated.rating, version: rated.version + 1 });
  });
});

describe('a filter', () => {
  const card = cardFor('vase', { variants: [variantOf('VASE', 1_000)] });

  test.each([
    [{}, true],
    [{ kind: 'stock' }, true],
    [{ kind: 'print' }, false],
    [{ priceMin: 1_000 }, true],
    [{ priceMin: 1_001 }, false],
    [{ priceMax: 1_000 }, true],
    [{ priceMax: 999 }, false],
    [{ inStock: true }, true],
    [{ inStock: false }, false],
  ] as const)('%j lets a vase in stock for 10.00 pass: %s [CAT-02, SRC-02]', (filter, passes) => {
    expect(matches(card, filter)).toBe(passes);
  });

  test('inStock shows what is low or made to order, and hides what is sold out [CAT-02]', () => {
    const shown = (available: number, kind: 'stock' | 'print' = 'stock') =>
      matches(cardFor('x', { kind }, available), { inStock: true });
    expect([shown(1), shown(0), shown(0, 'print')]).toEqual([true, false, true]);
  });
});
