import { describe, expect, test } from 'vitest';
import { refreshCards } from '../../../functions/catalog/refresh-cards.ts';
import { staffAtStock } from './staff-stock.ts';

const SKU = 'VASE-M';
type Shop = Awaited<ReturnType<typeof staffAtStock>>;
const crossings = (shop: Shop) =>
  shop
    .facts(SKU)
    .filter(({ type }) => type === 'inventory.low')
    .map(({ event }) => event?.data);

describe('low stock', () => {
  test('is announced once when it reaches its threshold, and again only after it was above [INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve(SKU, 6);
    await shop.hold(SKU, 1);
    await shop.watch([SKU]);
    expect(crossings(shop)).toEqual([]);
    const order = await shop.hold(SKU, 1);
    await shop.watch([SKU]);
    await shop.watch([SKU, SKU]);
    expect(crossings(shop)).toEqual([{ sku: SKU, available: 4, lowAt: 4 }]);
    await shop.hold(SKU, 2);
    await shop.watch([SKU]);
    expect(crossings(shop)).toHaveLength(1);
    await shop.giveBack(order);
    await shop.put(SKU, '"1"', { delta: 9 });
    await shop.watch([SKU]);
    await shop.put(SKU, '"2"', { delta: -11 });
    await shop.watch([SKU]);
    expect(crossings(shop)).toEqual([
      { sku: SKU, available: 4, lowAt: 4 },
      { sku: SKU, available: 1, lowAt: 4 },
    ]);
  });

  test('has the threshold that staff set [INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve(SKU, 10);
    await shop.put(SKU, '"1"', { lowAt: 9 });
    await shop.watch([SKU]);
    expect(crossings(shop)).toEqual([]);
    await shop.put(SKU, '"2"', { lowAt: 10 });
    await shop.watch([SKU]);
    expect(crossings(shop)).toEqual([{ sku: SKU, available: 10, lowAt: 10 }]);
    await shop.put(SKU, '"3"', { lowAt: 2 });
    await shop.watch([SKU]);
    await shop.put(SKU, '"4"', { delta: -8 });
    await shop.watch([SKU]);
    expect(crossings(shop)).toHaveLength(2);
  });

  test('is one mail where 300 buyers empty a pool, however many look at once [INV-02, NTF-08]', async () => {
    const shop = await staffAtStock();
    await shop.shelve(SKU, 320);
    const buy = async () => {
      await shop.hold(SKU, 1);
      await Promise.all([shop.watch([SKU]), shop.watch([SKU]), shop.watch([SKU])]);
    };
    await Promise.all(Array.from({ length: 318 }, buy));
    expect(crossings(shop)).toHaveLength(1);
  });

  test('of a pool in buckets is that of all of them, and corrects what shoppers read of it [CAT-02, INV-01, INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve(SKU, 12);
    await shop.put(SKU, '"1"', { buckets: 3 });
    const take = async (bucket: number, quantity: number) => {
      const orderId = `ord_${String(bucket).padStart(26, '0')}`;
      const units = [{ sku: SKU, quantity }];
      await shop.store.commit(shop.holds.take(orderId, units, new Date(), undefined, [{ sku: SKU, bucket, quantity }]));
    };
    const told = async () => (await shop.store.readTogether([shop.inventory.pools([SKU])]))[0][0]?.available;
    await take(1, 4);
    await take(2, 4);
    // Nobody has told the head yet: shoppers are told too much, never too little.
    expect(await told()).toBe(12);
    await refreshCards({ store: shop.store, catalog: shop.catalog, inventory: shop.inventory })([SKU]);
    expect(shop.cards().find(({ slug }) => slug === 'vase')?.availability).toBe('low');
    await shop.watch([SKU]);
    expect(await told()).toBe(4);
    expect(crossings(shop)).toEqual([{ sku: SKU, available: 4, lowAt: 4 }]);
    await take(0, 4);
    await shop.watch([SKU]);
    expect(await told()).toBe(0);
    expect(crossings(shop)).toHaveLength(1);
  });
});
