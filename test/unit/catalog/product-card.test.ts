import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import { cardKey } from '../../../functions/catalog/catalog-keys.ts';
import { productOf } from '../../../functions/catalog/product.ts';
import { type Card, cardDto, cardOf, matches, productAvailability } from '../../../functions/catalog/product-card.ts';
import { storedCard } from '../../../functions/catalog/reads.ts';
import type { StoredImage } from '../../../functions/catalog/shapes.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { seedProductLines } from '../../../local/seed/products.ts';
import { type Attributes, itemBytes } from '../../prove/shop/store-units.ts';
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

describe('what other contexts count', () => {
  test('is shown as if nothing had been told on a card that is older than its field, and there alone [CAT-02]', () => {
    const { rating: _, ...older } = cardFor('older');
    expect(cardDto(older as Card, 'en').rating).toEqual({ average: 0, count: 0 });
    const rated = { ...cardFor('rated'), rating: { average: 4.5, count: 2 } };
    expect(cardDto(rated, 'en').rating).toEqual({ average: 4.5, count: 2 });
  });
});

describe('the picture of a card', () => {
  /** As long as every address of a picture is. */
  const hash = 'x'.repeat(22);
  const file = (width: number) => ({ webp: `/media/${hash}-${width}.webp`, avif: `/media/${hash}-${width}.avif` });
  const image: StoredImage = {
    id: derivedId('img', ['front']),
    url: file(1_600).webp,
    sizes: { small: file(400), medium: file(800), large: file(1_600) },
    width: 1_600,
    height: 1_200,
    placeholder: `data:image/webp;base64,${'A'.repeat(400)}`,
    alt: { en: 'Front' },
  };

  test('is the first one, with the files that lists show and what room it takes [CAT-09]', () => {
    const product = { ...productOf(idOf('a'), draftOf('a'), undefined, now), images: [image, { ...image, width: 1 }] };
    expect(cardOf(product, [], undefined)).toMatchObject({
      imageUrl: image.url,
      renditions: [
        { width: 400, height: 300, ...file(400) },
        { width: 800, height: 600, ...file(800) },
      ],
    });
  });

  test('is none where the product has none, and on a card that was made before lists had sizes [CAT-09]', () => {
    const { renditions, ...before } = cardOf(productOf(idOf('a'), draftOf('a'), undefined, now), [], undefined);
    expect(renditions).toEqual([]);
    const stored = { ...before, imageUrl: image.url, pk: 'CARDS#home', sk: 'a', schema: 2 };
    expect(storedCard.decode(stored)).toEqual({ ...before, imageUrl: image.url, renditions: [] });
  });

  test('leaves every card of the seeded shop within one kilobyte, which is one unit to write [CAT-02]', () => {
    const bytes = seedProductLines.map(({ draft }) => {
      const product = { ...productOf(idOf(draft.slug), draft, undefined, now), images: [image] };
      const card = { ...cardOf(product, [], undefined), rating: { average: 4.5, count: 10_000 }, trend: 123_456.75 };
      const { pk, sk } = cardKey(card);
      return itemBytes(
        marshall(
          storedCard.encode(card, { pk, sk, gsi1pk: 'TRENDING', gsi1sk: `${'9'.repeat(16)}#${card.id}` }),
        ) as unknown as Attributes,
      );
    });
    expect(bytes.length).toBeGreaterThan(50);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(1_024);
    // Twenty of them, which a page shows.
    expect(
      bytes
        .toSorted((a, b) => b - a)
        .slice(0, 20)
        .reduce((sum, one) => sum + one, 0),
    ).toBeLessThanOrEqual(16_384);
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
