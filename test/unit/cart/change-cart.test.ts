import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cartIdOf, itemIdOf, type Owner } from '../../../functions/cart/cart.ts';
import { ChangeCartItem, MAX_LINES, MAX_QUANTITY, ReadGuestCart } from '../../../functions/cart/contract.ts';
import { draftOf, idOf, variantOf } from '../../support/catalog.ts';
import { ada, bigLamp, cartShop, countedStore, guest, lamp, quantities, vase } from './cart-shop.ts';

const NAMED = { name: 'Twist vase', description: 'Turned once around itself.' };
const DAY_MS = 86_400_000;
const owners: readonly (readonly [string, Owner])[] = [
  ['a customer', ada],
  ['a guest', guest],
];

describe.each(owners)('the cart of %s', (_, owner) => {
  test('is empty before anything is put in, and nothing is stored for it [CRT-01, CRT-05]', async () => {
    const shop = await cartShop();
    expect(await shop.read(owner)).toEqual({
      id: cartIdOf(owner),
      items: [],
      subtotal: { amount: 0, currency: 'EUR' },
      currency: 'EUR',
      version: 0,
    });
    expect(shop.store.items('cart')).toEqual([]);
  });

  test('takes what is put in, and the same again adds up: the total is reckoned anew [CRT-02]', async () => {
    const shop = await cartShop();
    await shop.add(owner, { ...vase, quantity: 2 });
    await shop.add(owner, { ...bigLamp, quantity: 1 });
    const cart = await shop.add(owner, { ...vase, quantity: 1 });
    expect(cart).toMatchObject({
      items: [
        { ...vase, name: 'vase', quantity: 3, lineTotal: { amount: 3_000 }, availability: 'in-stock' },
        { ...bigLamp, quantity: 1, lineTotal: { amount: 2_500 } },
      ],
      subtotal: { amount: 5_500, currency: 'EUR' },
      version: 3,
    });
    expect(await shop.read(owner)).toEqual(cart);
  });

  test('means the first variant where no SKU is named [CRT-02]', async () => {
    const shop = await cartShop();
    expect(quantities(await shop.add(owner, { productId: lamp.productId, quantity: 1 }))).toEqual({ 'LAMP-S': 1 });
  });

  test('refuses more than there is, in words and without a number, and changes nothing [CRT-02, INV-10]', async () => {
    const shop = await cartShop();
    await shop.add(owner, { ...vase, quantity: 2 });
    const before = shop.everything();
    for (const [units, availability, detail] of [
      [20, 'in-stock', 'There are not so many left.'],
      [3, 'low', 'Only a few are left, not so many.'],
      [0, 'sold-out', 'It is sold out.'],
    ] as const) {
      await shop.move('VASE', units - (await unitsLeft(shop)));
      const refusal = { code: 'insufficient-stock', message: detail, members: { skus: ['VASE'], availability } };
      await expect(shop.add(owner, { ...vase, quantity: 19 })).rejects.toMatchObject(refusal);
      await expect(shop.change(owner, itemIdOf(vase), 21)).rejects.toMatchObject(refusal);
    }
    expect(shop.everything()).toBe(before);
  });

  test('names things in the language of whoever looks, in English where nobody has translated them [CRT-01]', async () => {
    const shop = await cartShop();
    await shop.save(vase.productId, draftOf('vase', { texts: { en: NAMED, de: { ...NAMED, name: 'Vase, gedreht' } } }));
    await shop.add(owner, { ...vase, quantity: 1 });
    const names = await Promise.all(
      (['en', 'de', 'fr'] as const).map(
        async (language) => (await shop.read(owner, shop.store, language)).items[0]?.name,
      ),
    );
    expect(names).toEqual(['Twist vase', 'Vase, gedreht', 'Twist vase']);
  });

  test('names the variant as well where a product has several [CRT-01]', async () => {
    const shop = await cartShop();
    await shop.save(
      vase.productId,
      draftOf('vase', { variants: [variantOf('VASE', 1_000), variantOf('VASE-L', 2_000)] }),
    );
    await shop.add(owner, { ...vase, quantity: 1 });
    expect((await shop.read(owner, shop.store, 'en')).items[0]?.name).toBe('vase, VASE');
  });

  test('takes nothing that is not on sale: no such product, no such variant, withdrawn [CRT-02]', async () => {
    const shop = await cartShop();
    await shop.save(idOf('old'), draftOf('old', { status: 'WITHDRAWN' }));
    const absent = { code: 'not-found' };
    await expect(shop.add(owner, { productId: idOf('none'), quantity: 1 })).rejects.toMatchObject(absent);
    await expect(shop.add(owner, { ...vase, sku: 'LAMP-S', quantity: 1 })).rejects.toMatchObject(absent);
    await expect(shop.add(owner, { productId: idOf('old'), quantity: 1 })).rejects.toMatchObject(absent);
    expect(shop.store.items('cart')).toEqual([]);
  });

  test('takes nothing that is not bought this way [CRT-02]', async () => {
    const shop = await cartShop();
    await shop.open('TICKET', 9);
    await shop.save(idOf('ticket'), draftOf('ticket', { kind: 'ticket' }));
    const ticket = { productId: idOf('ticket'), sku: 'TICKET', quantity: 1 };
    await expect(shop.add(owner, ticket)).rejects.toMatchObject({ code: 'not-purchasable' });
  });

  test('has a limit of lines, and of each thing [CRT-02]', async () => {
    const shop = await cartShop();
    await shop.move('VASE', 1_000);
    await shop.add(owner, { ...vase, quantity: MAX_QUANTITY });
    await expect(shop.add(owner, { ...vase, quantity: 1 })).rejects.toMatchObject({ code: 'cart-full' });
    const variants = Array.from({ length: MAX_LINES }, (_, index) => variantOf(`PEN-${index}`));
    for (const { sku } of variants) await shop.open(sku, 9);
    await shop.save(idOf('pen'), draftOf('pen', { variants }));
    for (const { sku } of variants.slice(1)) await shop.add(owner, { productId: idOf('pen'), sku, quantity: 1 });
    const one = { productId: idOf('pen'), quantity: 1 };
    await expect(shop.add(owner, { ...one, sku: 'PEN-0' })).rejects.toMatchObject({ code: 'cart-full' });
    expect((await shop.add(owner, { ...one, sku: 'PEN-1' })).items).toHaveLength(MAX_LINES);
  });

  test('sets and removes a line by its id, or by its product where there is one line of it [CRT-03, CRT-04]', async () => {
    const shop = await cartShop();
    for (const item of [vase, lamp, bigLamp]) await shop.add(owner, { ...item, quantity: 1 });
    expect(quantities(await shop.change(owner, itemIdOf(lamp), 5))).toMatchObject({ 'LAMP-S': 5, 'LAMP-L': 1 });
    expect(quantities(await shop.change(owner, vase.productId, 4))).toMatchObject({ VASE: 4 });
    await expect(shop.change(owner, lamp.productId, 2)).rejects.toMatchObject({ code: 'several-lines' });
    await expect(shop.remove(owner, lamp.productId)).rejects.toMatchObject({ code: 'several-lines' });
    await shop.remove(owner, itemIdOf(bigLamp));
    expect(quantities(await shop.remove(owner, vase.productId))).toEqual({ 'LAMP-S': 5 });
    await expect(shop.remove(owner, itemIdOf(vase))).rejects.toMatchObject({ code: 'not-found' });
    await expect(shop.change(owner, vase.productId, 1)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('says so when a price has changed or a product is gone; neither is paid at the old price [CRT-01, CRT-10]', async () => {
    const shop = await cartShop();
    await shop.add(owner, { ...vase, quantity: 2 });
    await shop.add(owner, { ...lamp, quantity: 1 });
    await shop.save(vase.productId, draftOf('vase', { variants: [variantOf('VASE', 1_200)] }));
    await shop.save(lamp.productId, draftOf('lamp', { status: 'WITHDRAWN' }));
    const { items, subtotal } = await shop.read(owner);
    expect(items).toMatchObject([
      { unitPrice: { amount: 1_200 }, lineTotal: { amount: 2_400 }, priceChanged: { from: { amount: 1_000 } } },
      { name: 'lamp, LAMP-S', unitPrice: { amount: 1_000 }, lineTotal: { amount: 0 }, gone: true },
    ]);
    expect(items[0]).not.toHaveProperty('gone');
    expect(items[1]).not.toHaveProperty('priceChanged');
    expect(subtotal.amount).toBe(2_400);
    await expect(shop.change(owner, itemIdOf(lamp), 2)).rejects.toMatchObject({ code: 'not-purchasable' });
    const [seen] = (await shop.change(owner, itemIdOf(vase), 1)).items;
    expect(seen).not.toHaveProperty('priceChanged');
    expect((await shop.remove(owner, itemIdOf(lamp))).items).toHaveLength(1);
  });

  test('is empty once it has expired, whether the table has let go of it or not, and begins anew [CRT-09]', async () => {
    const days = owner.kind === 'user' ? 90 : 30;
    const shop = await cartShop();
    const begun = shop.clock.time.getTime();
    await shop.add(owner, { ...vase, quantity: 2 });
    const [item] = shop.store.items('cart').filter(({ sk }) => sk === 'META');
    expect(item?.['ttl']).toBe((begun + days * DAY_MS) / 1000);
    shop.clock.time = new Date(begun + days * DAY_MS - 1);
    expect((await shop.read(owner)).items).toHaveLength(1);
    shop.clock.time = new Date(begun + days * DAY_MS);
    expect(await shop.read(owner)).toMatchObject({ items: [], version: 1 });
    const anew = await shop.add(owner, { ...lamp, quantity: 1 });
    expect(anew).toMatchObject({ items: [{ sku: 'LAMP-S' }], version: 2 });
  });

  test('is shown in two calls to the store, and added to in one write [CRT-01, CRT-02]', async () => {
    const shop = await cartShop();
    await shop.add(owner, { ...lamp, quantity: 1 });
    const { over, calls } = countedStore(shop.store);
    await shop.add(owner, { ...vase, quantity: 1 }, over);
    expect(calls).toEqual({ reads: 2, writes: 1 });
    await shop.read(owner, over);
    expect(calls).toEqual({ reads: 4, writes: 1 });
  });

  test('keeps the changes of two devices to different lines, in whichever order they fall [CRT-02, CRT-08]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(vase, lamp, bigLamp), { minLength: 2, maxLength: 5 }),
        async (scheduler, items) => {
          const shop = await cartShop();
          const { over } = countedStore(
            shop.store,
            scheduler.scheduleFunction(async () => {}),
          );
          const adding = items.map((item) => shop.add(owner, { ...item, quantity: 2 }, over));
          await scheduler.waitFor(Promise.all(adding));
          const wanted: Record<string, number> = {};
          for (const { sku } of items) wanted[sku] = (wanted[sku] ?? 0) + 2;
          const cart = await shop.read(owner);
          expect(quantities(cart)).toEqual(wanted);
          expect(cart.version).toBe(items.length);
          expect(
            shop
              .facts()
              .map(({ sequence }) => sequence)
              .toSorted((a, b) => a - b),
          ).toEqual(items.map((_, index) => index + 1));
        },
      ),
      { numRuns: 30 },
    );
  });
});

test('what is put in is told once, and nothing of who did: of less and of nothing new, nothing is told [CRT-02]', async () => {
  const shop = await cartShop();
  await shop.add(guest, { ...vase, quantity: 2 });
  await shop.change(guest, itemIdOf(vase), 5);
  await shop.change(guest, itemIdOf(vase), 1);
  await shop.change(guest, itemIdOf(vase), 1);
  await shop.remove(guest, itemIdOf(vase));
  const events = shop.facts().map(({ event }) => ({ type: event?.type, data: event?.data, actor: event?.actor }));
  const added = (quantity: number) => ({ type: 'cart.item-added', data: { ...vase, quantity }, actor: 'anonymous' });
  expect(events).toEqual([added(2), added(3)]);
  expect(shop.everything()).not.toContain('q3Zt0m8ZkW1v5yJxR7bNcA');
});

test('a customer who was shut out or has gone has no cart, not even in the moment of leaving [CRT-01, AUT-22]', async () => {
  const shop = await cartShop();
  const { over } = countedStore(shop.store);
  const leaving = {
    ...over,
    commit: async (...args: Parameters<typeof over.commit>) => {
      await shop.leave();
      return over.commit(...args);
    },
  };
  const refusal = { code: 'invalid-token' };
  await expect(shop.add(ada, { ...vase, quantity: 1 }, leaving)).rejects.toMatchObject(refusal);
  await expect(shop.read(ada)).rejects.toMatchObject(refusal);
  expect(shop.store.items('cart')).toEqual([]);
});

test('a guest’s id that could be guessed names nothing [CRT-05]', () => {
  const taken = (guestId: string) => ReadGuestCart.params.safeParse({ guestId }).success;
  expect(['q3Zt0m8ZkW1v5yJxR7bNcA', 'a'.repeat(64), '0123456789abcdef0123456789abcdef'].map(taken)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['1', 'q3Zt0m8ZkW1v5yJxR7bNc', 'q3Zt0m8ZkW1v5yJxR7bNc+', 'a'.repeat(65)].map(taken)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test.each([0, -1, 1.5, MAX_QUANTITY + 1, '2', null])('a quantity of %j is refused [CRT-03]', (quantity) => {
  expect(ChangeCartItem.body.safeParse({ quantity }).success).toBe(false);
});

const unitsLeft = async (shop: Awaited<ReturnType<typeof cartShop>>): Promise<number> => {
  const [pools] = await shop.store.readTogether([shop.inventory.pools(['VASE'])]);
  return pools[0]?.available ?? 0;
};
