import { beforeEach, describe, expect, test } from 'vitest';
import { catalogCards, trendingCards } from '../../../functions/catalog/cards.dynamodb.ts';
import { demandKey } from '../../../functions/catalog/catalog-keys.ts';
import { ordersNow, weightOf } from '../../../functions/catalog/demand.ts';
import { keepDemand } from '../../../functions/catalog/keep-demand.ts';
import { listTrending } from '../../../functions/catalog/list-trending.ts';
import { readProduct } from '../../../functions/catalog/read-product.ts';
import { relateProduct } from '../../../functions/catalog/relate-product.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { catalogInMemory, draftOf, idOf, now } from '../../support/catalog.ts';

const NAMES = ['vase', 'bowl', 'jug', 'lamp'];
let shop: Awaited<ReturnType<typeof shopWithOrders>>;
beforeEach(async () => {
  shop = await shopWithOrders();
});

async function shopWithOrders() {
  const catalog = catalogInMemory();
  const ports = { ...catalog, cards: catalogCards(catalog.store, 'catalog') };
  for (const slug of NAMES)
    await catalog.save(idOf(slug), draftOf(slug, { category: slug === 'lamp' ? 'lamps' : 'vases' }));
  return {
    ...catalog,
    order: (orderId: string, ...slugs: string[]) =>
      keepDemand(ports)({ signal: 'order', id: orderId, productIds: slugs.map(idOf), at: now }),
    orderAt: (at: string, orderId: string, ...slugs: string[]) =>
      keepDemand(ports)({ signal: 'order', id: orderId, productIds: slugs.map(idOf), at: new Date(at) }),
    cart: (cartId: string, slug: string) =>
      keepDemand(ports)({ signal: 'cart', id: cartId, productIds: [idOf(slug)], at: now }),
    relate: (slug: string) => relateProduct(ports)(idOf(slug)),
    trending: async () => {
      const list = listTrending({ trending: trendingCards(catalog.store, 'catalog') });
      const { body } = await list({ query: { limit: 10 }, language: 'en' } as never);
      return (body as { items: { slug: string }[] }).items.map(({ slug }) => slug);
    },
    page: async (slug: string, store: Store = catalog.store) => {
      const read = readProduct({
        ...catalog,
        store,
        catalog: catalog.catalog.reads,
        search: async () => undefined,
        clock: { now: () => now },
      });
      const { body } = await read({ params: { productId: idOf(slug) }, query: {}, language: 'en' } as never);
      return body as { related: { slug: string }[]; degraded?: string[] };
    },
  };
}
const slugs = ({ related }: { related: { slug: string }[] }) => related.map(({ slug }) => slug);

describe('what is trending', () => {
  test('is what was ordered, most first; nothing else is [CAT-03, CAT-04, CAT-07, CAT-10]', async () => {
    await shop.order('ord_1', 'jug', 'bowl');
    await shop.order('ord_2', 'jug');
    expect(await shop.trending()).toEqual(['jug', 'bowl']);
  });

  test('goes on over the end of a half-year, and counts what is told late at its own time [CAT-03, CAT-06, CAT-10]', async () => {
    await shop.orderAt('2026-12-30', 'ord_1', 'bowl', 'vase');
    await shop.orderAt('2027-01-02', 'ord_2', 'bowl', 'jug');
    // Two weeks before: a quarter of what the last one weighs, also against what is of the next half-year already.
    await shop.orderAt('2026-12-19', 'ord_3', 'bowl', 'lamp');
    expect(await shop.trending()).toEqual(['bowl', 'jug', 'vase', 'lamp']);
    expect(slugs(await shop.page('bowl')).slice(0, 3)).toEqual(['jug', 'vase', 'lamp']);
    const [[demand], [bought]] = await shop.store.readTogether([
      shop.catalog.reads.demand([idOf('bowl')]),
      shop.catalog.reads.companions([idOf('bowl')]),
    ]);
    const at = new Date('2027-01-02');
    expect(ordersNow(demand?.sums ?? [], at)).toBeCloseTo(1 + 0.5 ** (3 / 7) + 0.25, 6);
    const shares = bought?.companions.map(({ sum }) => sum / weightOf(at, 'order', bought.period)) ?? [];
    expect(shares.map((share) => share.toFixed(3))).toEqual(['1.000', (0.5 ** (3 / 7)).toFixed(3), '0.250']);
  });

  test('goes on from what was counted in one sum for all time [CAT-03]', async () => {
    const at = new Date('2026-12-01');
    const weeks = (at.getTime() - Date.parse('2026-01-01')) / (7 * 24 * 3_600_000);
    const item = { ...demandKey(idOf('bowl')), productId: idOf('bowl'), schema: 1, sum: 3 * 2 ** weeks, orders: 3 };
    const asked = async () => {
      const [[demand]] = await shop.store.readTogether([shop.catalog.reads.demand([idOf('bowl')])]);
      return ordersNow(demand?.sums ?? [], at);
    };
    await shop.store.write({ kind: 'put', table: 'catalog', item });
    expect(await asked()).toBeCloseTo(3, 6);
    await shop.orderAt('2026-12-01', 'ord_1', 'bowl');
    expect(await asked()).toBeCloseTo(4, 6);
  });

  test('counts a cart once for each product, and four of them as an order [CAT-03]', async () => {
    await shop.order('ord_1', 'bowl');
    for (const cart of ['crt_1', 'crt_2', 'crt_3', 'crt_3']) await shop.cart(cart, 'jug');
    expect(await shop.trending()).toEqual(['bowl', 'jug']);
    await shop.cart('crt_4', 'jug');
    await shop.cart('crt_5', 'jug');
    expect(await shop.trending()).toEqual(['jug', 'bowl']);
  });

  test('counts an order once however often it is told, and leaves out what was withdrawn [CAT-03]', async () => {
    await shop.order('ord_1', 'bowl');
    const before = shop.store.items('catalog');
    await shop.order('ord_1', 'bowl', 'bowl');
    expect(shop.store.items('catalog')).toEqual(before);
    await shop.order('ord_2', 'jug', 'gone');
    await shop.save(idOf('bowl'), draftOf('bowl', { category: 'vases', status: 'WITHDRAWN' }));
    expect(await shop.trending()).toEqual(['jug']);
    await shop.save(idOf('bowl'), draftOf('bowl', { category: 'vases' }));
    expect(new Set(await shop.trending())).toEqual(new Set(['jug', 'bowl']));
    const right = shop.cards();
    for (const card of right) await shop.store.write(shop.catalog.writes.dropCard(card));
    await shop.rebuild();
    expect(new Set(await shop.trending())).toEqual(new Set(['jug', 'bowl']));
  });
});

describe('what goes with a product', () => {
  test('is what was bought with it, then its category, and nothing that is not on sale [CAT-06]', async () => {
    await shop.relate('vase');
    expect(new Set(slugs(await shop.page('vase')))).toEqual(new Set(['bowl', 'jug']));
    await shop.order('ord_1', 'vase', 'lamp');
    expect(slugs(await shop.page('vase'))[0]).toBe('lamp');
    await shop.save(idOf('lamp'), draftOf('lamp', { category: 'lamps', status: 'WITHDRAWN' }));
    expect(slugs(await shop.page('vase'))).not.toContain('lamp');
  });

  test('is left out, and said so, while it cannot be read [CAT-12]', async () => {
    await shop.relate('vase');
    const store: Store = {
      ...shop.store,
      readTogether: (reads) =>
        reads.some(({ keys }) => keys.some(({ sk }) => sk.startsWith('vases#bowl')))
          ? Promise.reject(new Error('out of reach'))
          : shop.store.readTogether(reads),
    };
    expect(await shop.page('vase', store)).toMatchObject({ related: [], degraded: ['related'] });
    expect(await shop.page('vase')).not.toHaveProperty('degraded');
  });
});
