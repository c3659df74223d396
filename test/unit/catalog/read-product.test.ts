import { beforeEach, describe, expect, test } from 'vitest';
import { readProduct } from '../../../functions/catalog/read-product.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { catalogInMemory, draftOf, idOf, now, variantOf } from '../../support/catalog.ts';

const variants = [variantOf('VASE-S'), variantOf('VASE-L', 2_000)];
let shop: ReturnType<typeof catalogInMemory>;
const read = async (slug: string, store: Store = shop.store) => {
  const use = readProduct({
    store,
    catalog: shop.catalog.reads,
    inventory: shop.inventory,
    clock: { now: () => now },
  });
  return use({ params: { productId: idOf(slug) }, query: {}, language: 'en' } as never);
};
/** A store that cannot read one of the tables. */
const without = (table: string): Store => ({
  ...shop.store,
  readTogether: (reads) =>
    reads.some((one) => one.table === table && one.keys.length > 0)
      ? Promise.reject(new Error(`${table} cannot be read`))
      : shop.store.readTogether(reads),
});

beforeEach(async () => {
  shop = catalogInMemory();
  await shop.open('VASE-S', 0);
  await shop.open('VASE-L', 20);
  await shop.save(idOf('vase'), draftOf('vase', { variants }));
});

describe('a product', () => {
  test('comes with the stock of each variant, its rating, and lists of reviews and related ones [CAT-05, CAT-06]', async () => {
    const { body } = await read('vase');
    expect(body).toMatchObject({
      availability: 'in-stock',
      product: { variants: [{ availability: 'sold-out' }, { availability: 'in-stock' }] },
      rating: { average: 0, count: 0 },
      reviews: [],
      related: [],
    });
  });

  test('follows the stock without waiting for its card [CAT-05]', async () => {
    await shop.move('VASE-L', -20);
    expect((await read('vase')).body).toMatchObject({ availability: 'sold-out' });
  });

  test('that is printed says what may be chosen, and is made to order [CAT-08]', async () => {
    const configuration = { material: ['PLA'], finish: ['sanded'], colour: ['white'] };
    await shop.save(idOf('sign'), draftOf('sign', { kind: 'print', configuration }));
    expect((await read('sign')).body).toMatchObject({
      availability: 'made-to-order',
      product: { configuration, variants: [{ availability: 'made-to-order' }] },
    });
  });

  test('is shown with what its card knew last while the stock cannot be read, and not kept [CAT-12]', async () => {
    const { body, headers } = await read('vase', without('inventory'));
    expect(body).toMatchObject({ availability: 'in-stock', product: { name: 'vase' } });
    const { product } = body as { product: { variants: object[] } };
    expect(product.variants.filter((variant) => 'availability' in variant)).toEqual([]);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('is an error, not an empty page, while the catalog itself cannot be read [CAT-12]', async () => {
    await expect(read('vase', without('catalog'))).rejects.toThrow('catalog cannot be read');
  });

  test('is absent when there is none, and when it is not on sale any more [CAT-06]', async () => {
    await expect(read('lamp')).rejects.toMatchObject({ code: 'not-found' });
    await shop.save(idOf('vase'), draftOf('vase', { variants, status: 'WITHDRAWN' }));
    await expect(read('vase')).rejects.toMatchObject({ code: 'not-found' });
  });
});
