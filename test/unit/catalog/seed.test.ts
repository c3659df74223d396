import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEPARTMENTS } from '../../../functions/catalog/departments.ts';
import { optionNames, placeNames, valueNames } from '../../../local/seed/labels.ts';
import { SEED_LOCALES } from '../../../local/seed/product-lines.ts';
import { DEMO_PRODUCT, seedProductId, seedProductLines } from '../../../local/seed/products.ts';
import { seedProducts } from '../../../local/seed-products.ts';
import { root } from '../../../tools/root.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const drafts = seedProductLines.map(({ draft }) => draft);
const units = seedProductLines.flatMap(({ stock }) => Object.values(stock));
const texts = seedProductLines.flatMap(({ draft, texts }) =>
  SEED_LOCALES.map((locale) => ({ where: `${draft.slug} ${locale}`, ...texts[locale] })),
);

/** Where a text is not as it should be; the message names each of them. */
const offenders = (wrong: (text: (typeof texts)[number]) => boolean) => texts.filter(wrong).map(({ where }) => where);

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

  test('costs something, each variant of it [CAT-01]', () => {
    const prices = drafts.flatMap(({ variants }) => variants.map(({ price }) => price.amount));
    expect(Math.min(...prices)).toBeGreaterThan(0);
  });

  test('came into the shop on days of many months, none of them in the future of the first [CAT-01]', () => {
    const days = seedProductLines.map(({ addedOn }) => addedOn);
    expect(days.filter((day) => new Date(day).toISOString().slice(0, 10) !== day)).toEqual([]);
    expect(new Set(days.map((day) => day.slice(0, 7))).size).toBeGreaterThanOrEqual(10);
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

describe('what is said about a product', () => {
  test('is a name, 40 to 90 words and 3 to 6 tags in every language [CAT-01]', () => {
    expect(offenders(({ name }) => name.trim() !== name || name.length < 4 || name.length > 60)).toEqual([]);
    const words = (text: string) => text.split(/\s+/).length;
    expect(offenders(({ description }) => words(description) < 40 || words(description) > 90)).toEqual([]);
    expect(offenders(({ tags }) => tags.length < 3 || tags.length > 6 || new Set(tags).size < tags.length)).toEqual([]);
  });

  test('is said in each language and not copied from the other [CAT-01]', () => {
    const same = seedProductLines.filter(
      ({ texts }) => new Set(SEED_LOCALES.map((locale) => texts[locale].description)).size < SEED_LOCALES.length,
    );
    expect(same.map(({ draft }) => draft.slug)).toEqual([]);
  });

  test('names every variant in every language [CAT-07]', () => {
    const unnamed = drafts.flatMap(({ variants }) =>
      variants.filter(({ name }) => SEED_LOCALES.some((locale) => !name[locale])).map(({ sku }) => sku),
    );
    expect(unnamed).toEqual([]);
  });

  test('has a label in every language for each id of a place, an option and a choice [CAT-07, CAT-08]', () => {
    const places = drafts.flatMap(({ department, category }) => [department, category]);
    const options = drafts.flatMap(({ variants }) => variants.flatMap(({ options }) => Object.entries(options)));
    const choices = drafts.flatMap(({ configuration = { material: [], finish: [], colour: [] } }) =>
      (['material', 'finish', 'colour'] as const).flatMap((name) =>
        configuration[name].map((value) => [name, value] as const),
      ),
    );
    expect(new Set(places.filter((place) => !placeNames[place]))).toEqual(new Set());
    const unnamed = [...options, ...choices].filter(([name, value]) => !optionNames[name] || !valueNames[value ?? '']);
    expect(unnamed).toEqual([]);
    const used = [...options, ...choices].map(([, value]) => value);
    expect(Object.keys(valueNames).filter((value) => !used.includes(value))).toEqual([]);
  });

  test('has the measures of everything but of tickets [CAT-01]', () => {
    const unmeasured = drafts.flatMap(({ kind, variants }) =>
      variants.filter(({ dimensionsMm }) => (kind === 'ticket') === (dimensionsMm !== undefined)),
    );
    expect(unmeasured).toEqual([]);
    const sizes = drafts.flatMap(({ variants }) => variants.flatMap(({ dimensionsMm }) => dimensionsMm ?? []));
    expect(sizes.filter(({ x, y, z }) => Math.max(x, y, z) >= 1_000)).toEqual([]);
  });

  test('says what its picture shows, each in words of its own [CAT-01]', async () => {
    const files = await readdir(join(root, 'local/seed/pictures'));
    expect(files.toSorted()).toEqual(seedProductLines.map(({ picture }) => picture).toSorted());
    expect(offenders(({ alt }) => alt.length < 30 || alt.length > 125)).toEqual([]);
    expect(new Set(texts.map(({ alt }) => alt)).size).toBe(texts.length);
  });
});
