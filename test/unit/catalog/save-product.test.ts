import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEPARTMENTS, ProductDraft } from '../../../functions/catalog/contract.ts';
import { catalogInMemory, categoriesOf, draftOf, idOf, variantOf } from '../../support/catalog.ts';

const change = fc.record({
  slug: fc.constantFrom('one', 'two', 'three'),
  changes: fc.record({
    department: fc.constantFrom(...DEPARTMENTS.slice(0, 2)),
    category: fc.constantFrom('vases', 'lamps'),
    active: fc.boolean(),
    name: fc.constantFrom('Old', 'New'),
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
        const onSale = [...stands.values()].filter(({ active }) => active);
        const shown = shop
          .cards()
          .map(({ slug, department, category, name }) => ({ slug, department, category, name }));
        const wanted = onSale.map(({ slug, department, category, name }) => ({ slug, department, category, name }));
        expect(new Set(shown)).toEqual(new Set(wanted));
        expect(await shop.categories()).toEqual(categoriesOf([...stands.values()]));
      }),
    );
  });

  test('counts versions and keeps the day of the first [CAT-07]', async () => {
    const { save } = catalogInMemory();
    const first = await save(idOf('vase'), draftOf('vase'));
    const second = await save(idOf('vase'), draftOf('vase', { name: 'Renamed' }));
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
