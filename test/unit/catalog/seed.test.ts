import { describe, expect, test } from 'vitest';
import { DEPARTMENTS } from '../../../functions/catalog/contract.ts';
import { DEMO_PRODUCT, seedProductId, seedProductLines } from '../../../local/seed/products.ts';
import { seedProducts } from '../../../local/seed-products.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const drafts = seedProductLines.map(({ draft }) => draft);
const units = seedProductLines.flatMap(({ stock }) => Object.values(stock));

describe('what a new shop sells', () => {
  test('is at least 60 products over four departments, of three kinds, with variants [CAT-01, CAT-07]', () => {
    expect(drafts.length).toBeGreaterThanOrEqual(60);
    expect(new Set(drafts.map(({ department }) => department))).toEqual(new Set(DEPARTMENTS));
    expect(new Set(drafts.map(({ kind }) => kind))).toEqual(new Set(['stock', 'print', 'ticket']));
    expect(drafts.filter(({ variants }) => variants.length > 1).length).toBeGreaterThan(10);
  });

  test('has every SKU and every slug once [INV-02]', () => {
    const names = [
      ...drafts.map(({ slug }) => slug),
      ...drafts.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  test('has something sold out, something low, and plenty of the product to demonstrate with [INV-02]', () => {
    expect(units).toContain(0);
    expect(units.some((count) => count > 0 && count < 5)).toBe(true);
    const demo = seedProductLines.find(({ draft }) => seedProductId(draft.slug) === DEMO_PRODUCT.id);
    expect(demo?.stock[DEMO_PRODUCT.sku]).toBeGreaterThanOrEqual(1_000);
  });

  test('is put on the shelves once, and completed where an earlier run broke off [INV-02]', async () => {
    const store = memoryStore();
    const tables = { store, catalogTable: 'catalog', inventoryTable: 'inventory' };
    await seedProducts({ ...tables, lines: seedProductLines.slice(0, 20) });
    expect(await seedProducts(tables)).toBe(seedProductLines.length - 20);
    const full = { catalog: store.items('catalog'), inventory: store.items('inventory') };
    expect(await seedProducts(tables)).toBe(0);
    expect({ catalog: store.items('catalog'), inventory: store.items('inventory') }).toEqual(full);
  });
});
