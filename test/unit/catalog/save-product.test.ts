import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEPARTMENTS } from '../../../functions/catalog/departments.ts';
import { PRODUCT_STATUSES, ProductDraft } from '../../../functions/catalog/shapes.ts';
import { ProductPatch } from '../../../functions/catalog/staff/contract.ts';
import { materialSku } from '../../../functions/inventory/capacity/workshop.ts';
import { catalogInMemory, categoriesOf, draftOf, idOf, variantOf } from '../../support/catalog.ts';

const change = fc.record({
  slug: fc.constantFrom('one', 'two', 'three'),
  changes: fc.record({
    department: fc.constantFrom(...DEPARTMENTS.slice(0, 2)),
    category: fc.constantFrom('vases', 'lamps'),
    status: fc.constantFrom(...PRODUCT_STATUSES),
    texts: fc.constantFrom(...['Old', 'New'].map((name) => ({ en: { name, description: 'For tests' } }))),
  }),
});

describe('saving products', () => {
  test('leaves one card per product on sale and the categories that have one, whatever was saved before [CAT-07]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (saves) => {
        const shop = catalogInMemory();
        const stands = new Map<string, ProductDraft>();
        for (const { slug, changes } of saves) {
          const draft = draftOf(slug, changes);
          await shop.save(idOf(slug), draft);
          stands.set(slug, draft);
        }
        const onSale = [...stands.values()].filter(({ status }) => status === 'ACTIVE');
        const shown = shop
          .cards()
          .map(({ slug, department, category, names }) => ({ slug, department, category, name: names.en }));
        const wanted = onSale.map(({ slug, department, category, texts }) => ({
          slug,
          department,
          category,
          name: texts.en.name,
        }));
        expect(new Set(shown)).toEqual(new Set(wanted));
        expect(await shop.categories()).toEqual(categoriesOf([...stands.values()]));
      }),
    );
  });

  test('counts versions and keeps the day of the first [CAT-07]', async () => {
    const { save } = catalogInMemory();
    const first = await save(idOf('vase'), draftOf('vase'));
    const second = await save(idOf('vase'), draftOf('vase', { category: 'lamps' }));
    expect([first.version, second.version, second.createdAt]).toEqual([1, 2, first.createdAt]);
  });

  test('refuses a SKU of another product and changes nothing [INV-02]', async () => {
    const { save, store } = catalogInMemory();
    await save(idOf('vase'), draftOf('vase', { variants: [variantOf('VASE')] }));
    const before = store.items('catalog');
    const taken = save(idOf('copy'), draftOf('copy', { variants: [variantOf('COPY'), variantOf('VASE')] }));
    await expect(taken).rejects.toMatchObject({ code: 'sku-taken' });
    expect(store.items('catalog')).toEqual(before);
  });

  test('refuses a slug that another product has or had, and takes the own one back [CAT-06]', async () => {
    const { save, store, catalog } = catalogInMemory();
    await save(idOf('vase'), draftOf('old'));
    await save(idOf('vase'), draftOf('new', { variants: [variantOf('OLD')] }));
    const lamp = { variants: [variantOf('LAMP')] };
    for (const slug of ['old', 'new']) {
      await expect(save(idOf('lamp'), draftOf(slug, lamp))).rejects.toMatchObject({ code: 'slug-taken' });
      expect(await store.readTogether([catalog.reads.bySlug(slug)])).toEqual([idOf('vase')]);
    }
    await expect(save(idOf('vase'), draftOf('old'))).resolves.toMatchObject({ slug: 'old', version: 3 });
  });

  test('announces each change once, with the status and the version that it led to [CAT-02]', async () => {
    const { save, store } = catalogInMemory();
    await save(idOf('vase'), draftOf('vase', { status: 'DRAFT' }));
    await save(idOf('vase'), draftOf('vase'));
    const facts = store.items('catalog').filter(({ sk }) => String(sk).startsWith('FACT#'));
    expect(facts.map(({ event }) => event)).toMatchObject([
      { type: 'product.changed', sequence: 1, data: { productId: idOf('vase'), status: 'DRAFT', version: 1 } },
      { type: 'product.changed', sequence: 2, data: { productId: idOf('vase'), status: 'ACTIVE', version: 2 } },
    ]);
  });

  test('keeps what it cost while it was on sale, and not what a draft said [CAT-01]', async () => {
    const { save } = catalogInMemory();
    const at = (cents: number) => ({ variants: [variantOf('VASE', cents)] });
    await save(idOf('vase'), draftOf('vase', { ...at(5_000), status: 'DRAFT' }));
    const first = await save(idOf('vase'), draftOf('vase', at(2_000)));
    expect(first.prices.map(({ price }) => price.amount)).toEqual([2_000]);
  });

  test('frees the SKU of a variant that is gone [INV-02]', async () => {
    const { save } = catalogInMemory();
    await save(idOf('vase'), draftOf('vase', { variants: [variantOf('A'), variantOf('B')] }));
    await save(idOf('vase'), draftOf('vase', { variants: [variantOf('A')] }));
    await expect(save(idOf('lamp'), draftOf('lamp', { variants: [variantOf('B')] }))).resolves.toMatchObject({
      version: 1,
    });
  });

  test('builds on what somebody else saved in between [CAT-07]', async () => {
    const shop = catalogInMemory();
    await shop.save(idOf('vase'), draftOf('vase'));
    const [a, b] = await Promise.all([
      shop.save(idOf('vase'), draftOf('vase', { category: 'lamps' })),
      shop.save(idOf('vase'), draftOf('vase', { category: 'bowls' })),
    ]);
    expect(new Set([a.version, b.version])).toEqual(new Set([2, 3]));
    expect(shop.cards()).toHaveLength(1);
  });
});

describe('a draft', () => {
  test.each([
    ['names a SKU twice', { variants: [variantOf('A'), variantOf('A')] }],
    ['has no variant', { variants: [] }],
    ['is a print without a configuration', { kind: 'print' as const }],
    ['mixes currencies', { variants: [variantOf('A'), { ...variantOf('B'), price: { amount: 1, currency: 'CHF' } }] }],
  ])('is refused when it %s [BFF-03]', (_, changes) => {
    expect(ProductDraft.safeParse(draftOf('vase', changes)).success).toBe(false);
    expect(ProductDraft.safeParse(draftOf('vase')).success).toBe(true);
  });
});

test('a SKU that grams of a material are counted by is no product’s, new or changed; one that only looks like it is [ADM-02, INV-01]', () => {
  const sold = (sku: string) => ({ variants: [variantOf('FINE'), variantOf(sku)] });
  for (const material of ['pla', 'resin-clear', 'a'.repeat(60)]) {
    const { error } = ProductDraft.safeParse(draftOf('vase', sold(materialSku(material))));
    expect(error?.issues).toMatchObject([{ path: ['variants', 1, 'sku'], message: expect.stringContaining('MAT-') }]);
    expect(ProductPatch.safeParse(sold(materialSku(material))).success).toBe(false);
  }
  expect(ProductDraft.safeParse(draftOf('mat', sold('MATTE-VASE'))).success).toBe(true);
  expect(ProductPatch.safeParse(sold('MATTE-VASE')).success).toBe(true);
});
