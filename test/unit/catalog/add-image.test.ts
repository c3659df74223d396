import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { addImage } from '../../../functions/catalog/add-image.ts';
import { productOf } from '../../../functions/catalog/product.ts';
import { MAX_IMAGES, type StoredImage } from '../../../functions/catalog/shapes.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { catalogInMemory, draftOf, idOf, now } from '../../support/catalog.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
});

const productId = idOf('vase');
const imageOf = (name: string): StoredImage => {
  const encoded = { webp: `/media/${name}.webp`, avif: `/media/${name}.avif` };
  return {
    id: derivedId('img', [name]),
    url: encoded.webp,
    sizes: { small: encoded, medium: encoded, large: encoded },
    width: 1_600,
    height: 1_200,
    placeholder: 'data:image/webp;base64,UklGRg==',
    alt: { en: name },
  };
};

async function vase() {
  const shop = catalogInMemory();
  await shop.open('VASE', 8);
  await shop.save(productId, draftOf('vase'));
  const ports = { store: shop.store, catalog: shop.catalog, clock: { now: () => now } };
  return {
    ...shop,
    add: (name: string, id = productId) => asOperator(() => addImage(ports)({ productId: id, image: imageOf(name) })),
    product: async () => {
      const [[product]] = await shop.store.readTogether([shop.catalog.reads.products([productId])]);
      return product ?? expect.fail('The vase is gone');
    },
  };
}

describe('a picture that was made', () => {
  test('is added behind those that the product has, and the first one stands on its card [CAT-09]', async () => {
    const { add, product, cards, put } = await vase();
    const { version } = await product();
    await add('front');
    await add('back');
    expect((await product()).images).toEqual([imageOf('front'), imageOf('back')]);
    expect((await product()).version).toBe(version + 2);
    expect(cards()[0]).toMatchObject({
      imageUrl: '/media/front.webp',
      renditions: [{ width: 1_600, height: 1_200, webp: '/media/front.webp', avif: '/media/front.avif' }],
    });
    // A draft has no card.
    await asOperator(() => put(productId, (before) => ({ ...before, status: 'DRAFT' })));
    await add('side');
    expect((await product()).images).toHaveLength(3);
    expect(cards()).toEqual([]);
  });

  test('is added once, however often and in which order it is told of [CAT-09]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 }), async (told) => {
        const { add, product } = await vase();
        await Promise.all(told.map((name) => add(name)));
        const { images, version } = await product();
        expect(images.map(({ alt }) => alt.en).toSorted()).toEqual([...new Set(told)].toSorted());
        expect(version).toBe(1 + new Set(told).size);
      }),
      { numRuns: 20, seed: 11 },
    );
  });

  test('changes nothing of a product that is full, and of one that is not there [CAT-09]', async () => {
    const { add, product, save, store } = await vase();
    const names = Array.from({ length: MAX_IMAGES }, (_, index) => `picture ${index}`);
    for (const name of names) await add(name);
    const before = JSON.stringify(store.items('catalog'));
    await add('one too many');
    await add('lost', idOf('nothing'));
    expect(JSON.stringify(store.items('catalog'))).toBe(before);
    expect((await product()).images).toHaveLength(MAX_IMAGES);
    // And a product that staff change keeps its pictures.
    await save(productId, draftOf('vase', { tags: ['tall'] }));
    expect((await product()).images).toHaveLength(MAX_IMAGES);
    expect(productOf(productId, draftOf('vase'), await product(), now).images).toHaveLength(MAX_IMAGES);
  });
});
