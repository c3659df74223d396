import { describe, expect, test } from 'vitest';
import { AdminChangeStock, MOST_BUCKETS, MOST_UNITS } from '../../../functions/inventory/contract.ts';
import { staffAtStock } from './staff-stock.ts';

const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('a change of stock by staff', () => {
  test('needs the version that it was decided on [INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve('VASE-M', 5);
    await expect(shop.put('VASE-M', undefined, { delta: 1 })).rejects.toEqual(code('if-match-required'));
    await expect(shop.put('VASE-M', '"7"', { delta: 1 })).rejects.toEqual(code('changed-meanwhile'));
    expect(await shop.read('VASE-M')).toMatchObject({ available: 5, version: 1 });
  });

  test('counts once, however often its request is repeated, and sales in between do not stand in its way [INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve('VASE-M', 5);
    await shop.hold('VASE-M', 2);
    expect(await shop.put('VASE-M', '"1"', { delta: 10 })).toMatchObject({ available: 13, held: 2, version: 2 });
    await expect(shop.put('VASE-M', '"1"', { delta: 10 })).rejects.toEqual(code('changed-meanwhile'));
    const twins = await Promise.allSettled([1, 2, 3].map(() => shop.put('VASE-M', '"2"', { delta: 1 })));
    expect(twins.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await shop.read('VASE-M')).toMatchObject({ onHand: 16, held: 2, available: 14, version: 3 });
  });

  test('to a count includes what checkouts hold [INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve('VASE-M', 5);
    const order = await shop.hold('VASE-M', 3);
    expect(await shop.put('VASE-M', '"1"', { onHand: 10 })).toMatchObject({ onHand: 10, held: 3, available: 7 });
    expect(shop.facts('VASE-M')[0]?.postings).toEqual([
      { book: 'stock', pool: 'VASE-M', account: 'available', delta: 5 },
    ]);
    await shop.giveBack(order);
    expect(await shop.read('VASE-M')).toMatchObject({ onHand: 10, held: 0, available: 10 });
  });

  test('to a count is decided again when somebody buys between the look and the change [INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve('VASE-M', 5);
    let bought = false;
    shop.store.beforeCommit = () => {};
    const { query } = shop.store;
    shop.store.query = async (request) => {
      const page = await query(request);
      if (!bought) {
        bought = true;
        await shop.hold('VASE-M', 2);
      }
      return page;
    };
    expect(await shop.put('VASE-M', '"1"', { onHand: 9 })).toMatchObject({ onHand: 9, held: 2, available: 7 });
    expect(await shop.read('VASE-M')).toMatchObject({ onHand: 9, held: 2, available: 7 });
  });

  test.each([
    ['a delta', { delta: -3 }, { delta: -2 }],
    ['a count', { onHand: 2 }, { onHand: 3 }],
  ])('by %s to fewer units than checkouts hold is refused and changes nothing [INV-02]', async (_, below, exactly) => {
    const shop = await staffAtStock();
    await shop.shelve('VASE-M', 5);
    await shop.hold('VASE-M', 3);
    const before = shop.store.items('inventory');
    await expect(shop.put('VASE-M', '"1"', below)).rejects.toEqual(code('below-held'));
    expect(shop.store.items('inventory')).toEqual(before);
    expect(await shop.put('VASE-M', '"1"', exactly)).toMatchObject({ onHand: 3, held: 3, available: 0 });
  });

  test('leaves a fact with reason and result, and its note with the pool alone [INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve('VASE-M', 5);
    const note = 'Dropped by Ada';
    await shop.put('VASE-M', '"1"', { delta: -1, reason: 'damage', note });
    const [fact] = shop.facts('VASE-M');
    expect(fact).toMatchObject({
      type: 'inventory.adjusted',
      actor: 'usr_staff',
      event: {
        subject: 'VASE-M',
        sequence: 2,
        data: { sku: 'VASE-M', delta: -1, onHand: 4, buckets: 1, lowAt: 4, reason: 'damage' },
      },
    });
    expect(JSON.stringify(fact)).not.toContain('Ada');
    expect(await shop.read('VASE-M')).toMatchObject({ lastChange: { reason: 'damage', note } });
    await shop.put('VASE-M', '"2"', { delta: 1 });
    expect((await shop.read('VASE-M')).lastChange).not.toHaveProperty('note');
  });
});

describe('the first change', () => {
  test('opens the pool of a SKU that a product sells, at version 0, and lists it [INV-02]', async () => {
    const shop = await staffAtStock();
    expect(await shop.read('VASE-S')).toMatchObject({ onHand: 0, availability: 'sold-out', version: 0 });
    await expect(shop.put('VASE-S', '"1"', { onHand: 4 })).rejects.toEqual(code('changed-meanwhile'));
    for (const asked of [{ buckets: 4 }, { lowAt: 4 }]) {
      await expect(shop.put('VASE-S', '"0"', asked)).rejects.toEqual(code('no-pool'));
    }
    await expect(shop.put('VASE-S', '"0"', { delta: -1 })).rejects.toEqual(code('below-held'));
    const twins = await Promise.allSettled([1, 2].map(() => shop.put('VASE-S', '"0"', { onHand: 4 })));
    expect(twins.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await shop.read('VASE-S')).toMatchObject({ onHand: 4, version: 1, lastChange: { reason: 'count' } });
    expect((await shop.list()).items.map(({ sku }) => sku)).toEqual(['VASE-S']);
    expect(await shop.put('VASE-S', '"1"', { delta: 1 })).toMatchObject({ onHand: 5, version: 2 });
  });

  test.each(['FIGURE', 'NOTHING'])('is refused where nobody sells %s from stock [INV-02]', async (sku) => {
    const shop = await staffAtStock();
    await expect(shop.read(sku)).rejects.toEqual(code('not-found'));
    await expect(shop.put(sku, '"0"', { onHand: 4 })).rejects.toEqual(code('not-found'));
    expect(shop.store.items('inventory')).toEqual([]);
  });
});

describe('what staff may ask for', () => {
  const takes = (body: object) => AdminChangeStock.body.safeParse({ reason: 'count', ...body }).success;

  test.each([
    { delta: 1 },
    { delta: -MOST_UNITS },
    { onHand: 0 },
    { onHand: MOST_UNITS },
    { buckets: MOST_BUCKETS },
    { lowAt: 0 },
  ])('is one thing at a time: %o [INV-02]', (body) => {
    expect(takes(body)).toBe(true);
  });

  test.each([
    {},
    { delta: 1, onHand: 1 },
    { delta: 0 },
    { delta: 1.5 },
    { delta: '1' },
    { delta: MOST_UNITS + 1 },
    { onHand: -1 },
    { onHand: Number.MAX_SAFE_INTEGER },
    { buckets: 0 },
    { buckets: MOST_BUCKETS + 1 },
    { lowAt: -1 },
    { delta: 1, reason: 'because' },
    { delta: 1, note: 'two\nlines' },
    { delta: 1, available: 7 },
  ])('is refused: %o [INV-02]', (body) => {
    expect(takes(body)).toBe(false);
  });

  test('never makes a pool of more units than it takes [INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve('VASE-M', MOST_UNITS);
    await expect(shop.put('VASE-M', '"1"', { delta: 1 })).rejects.toEqual(code('too-many-units'));
    await shop.hold('VASE-M', 1);
    await expect(shop.put('VASE-M', '"1"', { delta: 1 })).rejects.toEqual(code('too-many-units'));
  });
});

describe('a pool in several buckets', () => {
  test('shows the same units, and one item each to shoppers, staff and cards [INV-01, INV-02]', async () => {
    const shop = await staffAtStock();
    await shop.shelve('VASE-M', 10);
    expect(await shop.put('VASE-M', '"1"', { buckets: 4 })).toMatchObject({ available: 10, buckets: 4, version: 2 });
    const buckets = shop.store.items('inventory').filter(({ pk }) => String(pk).startsWith('POOL#VASE-M#'));
    expect(buckets.map(({ available }) => available)).toEqual([3, 3, 2, 2]);
    const [pools] = await shop.store.readTogether([shop.inventory.pools(['VASE-M'])]);
    expect(pools).toMatchObject([{ sku: 'VASE-M', available: 10, spread: true }]);
    expect(await shop.put('VASE-M', '"2"', { delta: 6 })).toMatchObject({ available: 16, buckets: 4 });
    expect(await shop.put('VASE-M', '"3"', { delta: -15 })).toMatchObject({ available: 1, buckets: 4 });
    expect(await shop.put('VASE-M', '"4"', { buckets: 1 })).toMatchObject({ available: 1, buckets: 1 });
    expect(await shop.read('VASE-M')).toMatchObject({ available: 1, buckets: 1, version: 5 });
  });
});
