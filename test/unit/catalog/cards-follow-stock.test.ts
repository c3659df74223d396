import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shelfKey } from '../../../functions/catalog/catalog-keys.ts';
import { refreshCards } from '../../../functions/catalog/refresh-cards.ts';
import { availabilityOf } from '../../../functions/inventory/contract.ts';
import { reviewsIn } from '../../../functions/reviews/reviews.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { catalogInMemory, draftOf, idOf } from '../../support/catalog.ts';

const shopWith = async (units: number) => {
  const shop = catalogInMemory();
  await shop.open('VASE', units);
  await shop.save(idOf('vase'), draftOf('vase'));
  return shop;
};
const shown = (shop: Awaited<ReturnType<typeof shopWith>>) => shop.cards().map(({ availability }) => availability);

describe('cards follow the stock', () => {
  test('a card says sold out when the last unit is held, and in stock when it comes back [CAT-02, INV-02]', async () => {
    const shop = await shopWith(8);
    await shop.move('VASE', -8);
    await shop.refresh(['VASE']);
    expect(shown(shop)).toEqual(['sold-out']);
    await shop.move('VASE', 8);
    await shop.refresh(['VASE']);
    expect(shown(shop)).toEqual(['in-stock']);
  });

  test('a repeated event writes nothing [CAT-02]', async () => {
    const shop = await shopWith(8);
    await shop.move('VASE', -8);
    await shop.refresh(['VASE']);
    const before = shop.store.items('catalog');
    await shop.refresh(['VASE', 'VASE', 'UNKNOWN']);
    expect(shop.store.items('catalog')).toEqual(before);
  });

  test('a function that is overtaken between its look and its write does not have the last word [CAT-02]', async () => {
    const shop = await shopWith(10);
    await shop.move('VASE', -10);
    const overtaken: Store = {
      ...shop.store,
      write: async (write) => {
        // The units come back and are seen by another function, which finds nothing to change.
        if (shown(shop)[0] === 'in-stock') {
          await shop.move('VASE', 10);
          await shop.refresh(['VASE']);
        }
        return shop.store.write(write);
      },
    };
    await refreshCards({ store: overtaken, catalog: shop.catalog, inventory: shop.inventory })(['VASE']);
    expect(shown(shop)).toEqual(['in-stock']);
  });

  test('events that overtake each other, on several functions at once, leave card and shelf right [CAT-02, CAT-05]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        // Between plenty, low and none, and back.
        fc.array(fc.constantFrom(-8, -10, 8, 10), { minLength: 2, maxLength: 4 }),
        async (scheduler, deltas) => {
          const shop = await shopWith(10);
          // Every call to the tables waits its turn, so the functions run in any order and through each other.
          const turn = scheduler.scheduleFunction(async () => {});
          const store: Store = {
            ...shop.store,
            readTogether: async (reads) => {
              await turn();
              return shop.store.readTogether(reads);
            },
            write: async (write) => {
              await turn();
              return shop.store.write(write);
            },
          };
          const refresh = refreshCards({ store, catalog: shop.catalog, inventory: shop.inventory });
          const handled = deltas.map(async (delta) => {
            await turn();
            await shop.move('VASE', delta);
            await refresh(['VASE']);
          });
          await scheduler.waitFor(Promise.all(handled));
          const available = deltas.reduce<number>((sum, delta) => sum + delta, 10);
          expect(shown(shop)).toEqual([availabilityOf(available)]);
          const [[shelf]] = await shop.store.readTogether([shop.catalog.reads.shelves([idOf('vase')])]);
          expect(shelf?.variants).toEqual({ VASE: availabilityOf(available) });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the rebuild', () => {
  test('makes lost and wrong cards again, drops strays, keeps ratings, and finds nothing the second time [CAT-02]', async () => {
    const shop = await shopWith(8);
    await shop.save(idOf('lamp'), draftOf('lamp', { category: 'lamps' }));
    await shop.rate({ productId: idOf('vase'), count: 2, sum: 9, version: 2 });
    await shop.rate({ productId: idOf('lamp'), count: 1, sum: 3, version: 1 });
    const right = shop.cards();
    const [vase, lamp] = right;
    if (!vase || !lamp) throw new Error('two cards expected');
    const { putCard, dropCard } = shop.catalog.writes;
    await shop.store.write(dropCard(lamp));
    await shop.store.write(putCard({ ...vase, names: { en: 'Wrong' }, rating: { average: 1, count: 1 } }, vase));
    await shop.store.write(putCard({ ...vase, slug: 'stray' }, undefined));
    expect(await shop.rebuild()).toEqual({ products: 2, written: 2, dropped: 1, related: 0 });
    expect(new Set(shop.cards().map(({ slug, names }) => `${slug} ${names.en}`))).toEqual(
      new Set(['vase vase', 'lamp lamp']),
    );
    expect(new Map(shop.cards().map((card) => [card.slug, card.rating]))).toEqual(
      new Map([
        ['vase', { average: 4.5, count: 2 }],
        ['lamp', { average: 3, count: 1 }],
      ]),
    );
    expect(await shop.rebuild()).toEqual({ products: 2, written: 0, dropped: 0, related: 0 });
  });
  test('makes again what goes with a product, what its variants have, and its rating as the reviews sum it up [CAT-05]', async () => {
    const shop = await shopWith(8);
    await shop.save(idOf('bowl'), draftOf('bowl'));
    const [vase, bowl] = [idOf('vase'), idOf('bowl')];
    const sums = { productId: vase, count: 2, sum: 9, version: 2 };
    await shop.store.commit(reviewsIn('reviews').putSums(sums, undefined, []));
    await shop.rate({ productId: vase, count: 7, sum: 7, version: 1 });
    await shop.store.write({ kind: 'delete', table: 'catalog', key: shelfKey(vase) });
    expect(await shop.rebuild()).toEqual({ products: 2, written: 1, dropped: 0, related: 2 });
    const [{ rating }, [shelf], related] = await shop.store.readTogether([
      shop.catalog.reads.told(vase),
      shop.catalog.reads.shelves([vase]),
      shop.catalog.reads.related([vase, bowl]),
    ]);
    expect(rating).toEqual(expect.objectContaining(sums));
    expect(shelf?.variants).toEqual({ VASE: 'in-stock' });
    expect(related.map(({ places }) => places.map(({ id }) => id))).toEqual([[bowl], [vase]]);
    expect(await shop.rebuild()).toEqual({ products: 2, written: 0, dropped: 0, related: 0 });
  });
});
