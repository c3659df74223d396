import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { faultsOf, type PageCost, pageCosts } from '../../prove/shop/page-costs.ts';
import { itemBytes, readUnits, writeUnits } from '../../prove/shop/store-units.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

describe('the pages of a shop', () => {
  let remove: () => Promise<void>;
  const shops = new Map<number, readonly PageCost[]>();
  beforeAll(async () => {
    const made = await makeTestFolder('pages');
    remove = made.remove;
    for (const products of [100, 400]) {
      shops.set(products, await pageCosts(products, join(made.folder, String(products)), 'all'));
    }
  });
  afterAll(async () => {
    await remove?.();
  });

  test('make so many calls and no more, and as many in a shop of four times the size [CAT-01, SRC-01, BFF-01, CRT-01]', () => {
    expect(faultsOf(shops)).toEqual([]);
    expect(shops.get(100)?.map(({ page, calls, writes }) => [page, calls, writes])).toEqual([
      ['list', 1, 0],
      ['search', 1, 0],
      ['product', 1, 0],
      ['product by its slug', 1, 0],
      ["customer's cart", 2, 0],
      ["guest's cart", 2, 0],
      ["add to a customer's cart", 3, 1],
      ["add to a guest's cart", 3, 1],
    ]);
  });

  test('of other integers in another shop are told apart, and so is a page of more calls than it may make', () => {
    const [smaller = [], larger = []] = [shops.get(100), shops.get(400)];
    const page = (change: Partial<PageCost>) =>
      larger.map((cost) => (cost.page === 'list' ? { ...cost, ...change } : cost));
    const faults = (change: Partial<PageCost>) =>
      faultsOf(
        new Map([
          [100, smaller],
          [400, page(change)],
        ]),
      );
    expect(faults({ calls: 2 })).toHaveLength(2);
    expect(faults({ readUnits: 21 })).toHaveLength(1);
    expect(faults({ bytesRead: 9_000 })).toHaveLength(1);
  });
});

describe('what DynamoDB bills', () => {
  test.each([
    ['names and text in UTF-8', { ab: { S: 'é1' } }, 5],
    ['a byte for two digits and one more', { n: { N: '1234500' } }, 1 + 3 + 1],
    ['a sign', { n: { N: '-0.05' } }, 1 + 1 + 1 + 1],
    ['nothing and yes', { a: { NULL: true }, b: { BOOL: true } }, 4],
    ['lists: three bytes and one for each element', { l: { L: [{ S: 'ab' }, { N: '7' }] } }, 1 + 3 + 3 + 3],
    ['maps: three bytes, and one, the name and the value for each', { m: { M: { k: { S: 'v' } } } }, 1 + 3 + 3],
  ])('sizes of items: %s', (_, item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  test('reads by started 4 KB, half where they may be stale; writes by started KB of the larger item, twice in a transaction', () => {
    expect([0, 1, 4_096, 4_097].map((bytes) => readUnits(bytes, true))).toEqual([1, 1, 1, 2]);
    expect(readUnits(4_097, false)).toBe(1);
    expect([writeUnits(0, 1, false), writeUnits(1_025, 1, false), writeUnits(1, 1_025, true)]).toEqual([1, 2, 4]);
  });
});
