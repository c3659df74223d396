import { beforeEach, describe, expect, test } from 'vitest';
import { cardKey, shelfKey } from '../../../functions/catalog/catalog-keys.ts';
import { readProduct } from '../../../functions/catalog/read-product.ts';
import { refreshCards } from '../../../functions/catalog/refresh-cards.ts';
import type { ProductSearch } from '../../../functions/catalog/search/product-search.ts';
import { reviewsIn } from '../../../functions/reviews/reviews.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { catalogInMemory, draftOf, idOf, now, variantOf } from '../../support/catalog.ts';

const variants = [variantOf('VASE-S'), variantOf('VASE-L', 2_000)];
let shop: ReturnType<typeof catalogInMemory>;
type Snapshot = Pick<ProductSearch, 'related'>;
const read = (slug: string, store: Store = shop.store, snapshot?: Snapshot) => readNamed(idOf(slug), store, snapshot);
/** A product by what a path names. */
const readNamed = async (slug: string, store: Store, snapshot?: Snapshot) => {
  const use = readProduct({
    store,
    catalog: shop.catalog.reads,
    reviews: shop.reviews,
    search: async () => snapshot,
    clock: { now: () => now },
  });
  return use({ params: { productId: slug }, query: {}, language: 'en' } as never);
};
/** Puts reviews with these texts beside the sums, newest first. */
const keepFirst = (texts: readonly string[]) => {
  const productId = idOf('vase');
  const at = now.toISOString();
  const reviews = texts.map((text) => ({
    id: derivedId('rev', [text]),
    productId,
    rating: 5,
    text,
    verifiedPurchase: false,
    createdAt: at,
    updatedAt: at,
    version: 1,
  }));
  const sums = { productId, count: texts.length, sum: 5 * texts.length, version: 1 };
  return shop.store.commit(reviewsIn('reviews').putSums(sums, undefined, reviews));
};
/** Where the card of a product lies. */
const placeOf = (slug: string) => {
  const { department, category } = draftOf(slug);
  return { id: idOf(slug), slug, department, category };
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

  test('follows the stock as events tell it, with no look at the pools [CAT-05, INV-02]', async () => {
    await shop.move('VASE-L', -20);
    await shop.refresh(['VASE-L']);
    const { body } = await read('vase', without('inventory'));
    expect(body).toMatchObject({
      availability: 'sold-out',
      product: { variants: [{ availability: 'sold-out' }, { availability: 'sold-out' }] },
    });
    expect(body).not.toHaveProperty('degraded');
  });

  test('keeps the stock of a variant that was added while an event about another one was handled [CAT-05]', async () => {
    const added = draftOf('vase', { variants: [...variants, variantOf('VASE-XL')] });
    await shop.open('VASE-XL', 3);
    let saved = false;
    const slow: Store = {
      ...shop.store,
      readTogether: async (reads) => {
        // The product was read already when its pools are.
        if (!saved && reads.some(({ table, keys }) => table === 'inventory' && keys.length > 0)) {
          saved = true;
          await shop.save(idOf('vase'), added);
        }
        return shop.store.readTogether(reads);
      },
    };
    await shop.move('VASE-L', -20);
    await refreshCards({ store: slow, catalog: shop.catalog, inventory: shop.inventory })(['VASE-L']);
    expect((await read('vase')).body).toMatchObject({
      product: { variants: [{ availability: 'sold-out' }, { availability: 'sold-out' }, { availability: 'low' }] },
    });
  });

  test('is one read of the tables under its id, and one more under its slug [CAT-05, CAT-06, PRF-02]', async () => {
    let reads = 0;
    const counting: Store = {
      ...shop.store,
      readTogether: (keyed) => {
        reads += 1;
        return shop.store.readTogether(keyed);
      },
    };
    await shop.open('BOWL', 3);
    await shop.save(idOf('bowl'), draftOf('bowl', { variants: [variantOf('BOWL', 900)] }));
    const snapshot = { related: () => [placeOf('bowl'), placeOf('gone')] };
    const { body } = await read('vase', counting, snapshot);
    expect(body).not.toHaveProperty('degraded');
    expect(body).toMatchObject({ related: [{ slug: 'bowl', price: { amount: 900 }, availability: 'low' }] });
    expect(reads).toBe(1);
    await readNamed('vase', counting, snapshot);
    expect(reads).toBe(3);
  });

  test('comes with its three newest reviews and the sums of all [CAT-05, REV-02]', async () => {
    await shop.rate({ productId: idOf('vase'), count: 4, sum: 18, version: 4 });
    await keepFirst(['d', 'c', 'b', 'a']);
    const { body } = await read('vase');
    expect(body).toMatchObject({ rating: { average: 4.5, count: 4 } });
    expect((body as { reviews: { text: string }[] }).reviews.map(({ text }) => text)).toEqual(['d', 'c', 'b']);
  });

  test('is shown without its reviews while those cannot be read, says so, and is not kept [CAT-12]', async () => {
    await keepFirst(['a']);
    const { body, headers } = await read('vase', without('reviews'));
    expect(body).toMatchObject({ availability: 'in-stock', reviews: [], degraded: ['reviews'] });
    expect(headers['cache-control']).toBe('no-store');
  });

  test('is shown without what goes with it while those cards cannot be read, and says so [CAT-12]', async () => {
    const { sk } = cardKey(placeOf('bowl'));
    const store: Store = {
      ...shop.store,
      readTogether: (reads) =>
        reads.some(({ keys }) => keys.some((key) => key.sk === sk))
          ? Promise.reject(new Error('out of reach'))
          : shop.store.readTogether(reads),
    };
    const { body } = await read('vase', store, { related: () => [placeOf('bowl')] });
    expect(body).toMatchObject({ availability: 'in-stock', related: [], degraded: ['related'] });
  });

  test('that is printed says what may be chosen, and is made to order [CAT-08]', async () => {
    const configuration = { material: ['PLA'], finish: ['sanded'], colour: ['white'] };
    await shop.save(idOf('sign'), draftOf('sign', { kind: 'print', configuration }));
    expect((await read('sign')).body).toMatchObject({
      availability: 'made-to-order',
      product: { configuration, variants: [{ availability: 'made-to-order' }] },
    });
  });

  test('is shown with what its card says while nobody has kept the stock of its variants, and not kept [CAT-12]', async () => {
    await shop.store.write({ kind: 'delete', table: 'catalog', key: shelfKey(idOf('vase')) });
    const { body, headers } = await read('vase', shop.store, { related: () => [] });
    expect(body).toMatchObject({ availability: 'in-stock', degraded: ['stock'] });
    const { product } = body as { product: { variants: object[] } };
    expect(product.variants.filter((variant) => 'availability' in variant)).toEqual([]);
    expect(headers['cache-control']).toBe('no-store');
    await shop.rebuild();
    expect((await read('vase')).body).not.toHaveProperty('degraded');
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
