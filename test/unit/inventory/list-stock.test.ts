import { describe, expect, test } from 'vitest';
import { staffAtStock } from './staff-stock.ts';

const SKUS = ['VASE', 'VASE-1', 'VASE-10', 'VASE-2', 'VASEX', 'LAMP', 'BOX'];

async function stocked() {
  const shop = await staffAtStock();
  for (const [index, sku] of SKUS.entries()) await shop.shelve(sku, index * 2);
  return shop;
}
type Shop = Awaited<ReturnType<typeof stocked>>;

async function everyPage(shop: Shop, query: Readonly<Record<string, unknown>>): Promise<string[]> {
  const skus: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await shop.list({ ...query, ...(cursor ? { cursor } : {}) });
    skus.push(...page.items.map(({ sku }) => sku));
    cursor = page.nextCursor;
  } while (cursor);
  return skus;
}

describe('the list of stock', () => {
  test.each([1, 2, 3, 20])('names every pool once, by SKU, in pages of %i [INV-02]', async (limit) => {
    expect(await everyPage(await stocked(), { limit })).toEqual([
      'BOX',
      'LAMP',
      'VASE',
      'VASE-1',
      'VASE-10',
      'VASE-2',
      'VASEX',
    ]);
  });

  test.each([1, 20])('finds SKUs by how they begin, in pages of %i [INV-02]', async (limit) => {
    const shop = await stocked();
    expect(await everyPage(shop, { limit, query: 'VASE-1' })).toEqual(['VASE-1', 'VASE-10']);
    expect(await everyPage(shop, { limit, query: 'VASE' })).toHaveLength(5);
    expect(await everyPage(shop, { limit, query: 'NONE' })).toEqual([]);
  });

  test('keeps to what is low or sold out [INV-02]', async () => {
    const shop = await stocked();
    expect(await everyPage(shop, { low: true })).toEqual(['VASE', 'VASE-1', 'VASE-10']);
    expect(await everyPage(shop, { soldOut: true })).toEqual(['VASE']);
    expect(await everyPage(shop, { low: true, soldOut: false })).toEqual(['VASE-1', 'VASE-10']);
    expect(await everyPage(shop, { low: false, limit: 1 })).toEqual(['BOX', 'LAMP', 'VASE-2', 'VASEX']);
  });

  test('tells units in the house, held and free, buckets and version of each [INV-02]', async () => {
    const shop = await stocked();
    await shop.hold('LAMP', 3);
    await shop.put('LAMP', '"1"', { buckets: 2 });
    const { items } = await shop.list({ query: 'LAMP' });
    expect(items).toMatchObject([{ onHand: 10, held: 3, available: 7, buckets: 2, low: false, version: 2 }]);
  });

  test('goes on only with the filters and for the caller of the page before [BFF-08]', async () => {
    const shop = await stocked();
    const { nextCursor } = await shop.list({ limit: 1 });
    await expect(shop.list({ limit: 1, query: 'VASE', cursor: nextCursor })).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });
});
