import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TransferCart } from '../../../functions/cart/contract.ts';
import { draftOf, idOf, variantOf } from '../../support/catalog.ts';
import { ada, bigLamp, cartShop, countedStore, guest, lamp, quantities, vase } from './cart-shop.ts';

const { guestId } = guest;

describe('a guest’s cart', () => {
  test('becomes part of the customer’s: quantities add up, capped at the stock, and the guest’s is empty [CRT-06, K17]', async () => {
    const shop = await cartShop();
    await shop.add(ada, { ...vase, quantity: 3 });
    await shop.add(guest, { ...vase, quantity: 4 });
    await shop.add(guest, { ...lamp, quantity: 15 });
    await shop.add(ada, { ...lamp, quantity: 10 });
    const cart = await shop.transfer(guestId);
    expect(quantities(cart)).toEqual({ VASE: 7, 'LAMP-S': 20 });
    expect(await shop.read(ada)).toEqual(cart);
    expect((await shop.read(guest)).items).toEqual([]);
  });

  test('is transferred once however many ask for it at once, in whichever order they fall [CRT-06, K17]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 6 }), async (scheduler, times) => {
        const shop = await cartShop();
        await shop.add(ada, { ...vase, quantity: 1 });
        await shop.add(guest, { ...vase, quantity: 2 });
        const { over } = countedStore(
          shop.store,
          scheduler.scheduleFunction(async () => {}),
        );
        const carts = await scheduler.waitFor(
          Promise.all(Array.from({ length: times }, () => shop.transfer(guestId, over))),
        );
        expect(carts.map(quantities)).toEqual(Array.from({ length: times }, () => ({ VASE: 3 })));
        expect((await shop.read(ada)).version).toBe(2);
      }),
      { numRuns: 30 },
    );
  });

  test('that is filled again after it was transferred is another one, and what is put in meanwhile is not lost [CRT-06]', async () => {
    const shop = await cartShop();
    await shop.add(guest, { ...vase, quantity: 1 });
    await shop.transfer(guestId);
    await shop.add(guest, { ...vase, quantity: 1 });
    // Somebody puts a lamp in between reading and writing.
    let disturbed = false;
    const disturbing = {
      ...shop.store,
      commit: async (...args: Parameters<typeof shop.store.commit>) => {
        if (!disturbed) {
          disturbed = true;
          await shop.add(guest, { ...lamp, quantity: 1 });
        }
        return shop.store.commit(...args);
      },
    };
    expect(quantities(await shop.transfer(guestId, disturbing))).toEqual({ VASE: 2, 'LAMP-S': 1 });
  });

  test('costs two calls to read and one to write, and a repeat writes nothing [CRT-06]', async () => {
    const shop = await cartShop();
    await shop.add(guest, { ...vase, quantity: 1 });
    const { over, calls } = countedStore(shop.store);
    await shop.transfer(guestId, over);
    expect(calls).toEqual({ reads: 2, writes: 1 });
    await shop.transfer(guestId, over);
    expect(calls).toEqual({ reads: 4, writes: 1 });
  });

  test('brings along what is gone, which says so, and leaves what is sold out behind [CRT-06]', async () => {
    const shop = await cartShop();
    for (const item of [vase, lamp]) await shop.add(guest, { ...item, quantity: 1 });
    await shop.save(vase.productId, draftOf('vase', { status: 'WITHDRAWN' }));
    await shop.move('LAMP-S', -20);
    expect((await shop.transfer(guestId)).items).toMatchObject([{ sku: 'VASE', gone: true }]);
  });

  test('stays a guest’s where the customer has gone [CRT-06, AUT-22]', async () => {
    const shop = await cartShop();
    await shop.add(guest, { ...vase, quantity: 1 });
    await shop.leave();
    await expect(shop.transfer(guestId)).rejects.toMatchObject({ code: 'invalid-token' });
    expect((await shop.read(guest)).items).toHaveLength(1);
  });
});

describe('what a page kept by itself', () => {
  test('comes into the cart by the larger quantity; a repeat changes nothing and writes nothing [CRT-07, K17]', async () => {
    const shop = await cartShop();
    await shop.add(ada, { ...vase, quantity: 3 });
    const { over, calls } = countedStore(shop.store);
    const local = [
      { productId: vase.productId, quantity: 2 },
      { ...bigLamp, quantity: 21 },
      { productId: lamp.productId, quantity: 1 },
    ];
    const cart = await shop.merge(local, over);
    expect(quantities(cart)).toEqual({ VASE: 3, 'LAMP-L': 20, 'LAMP-S': 1 });
    expect(await shop.merge(local, over)).toEqual(cart);
    expect(calls.writes).toBe(1);
    expect(shop.facts().map(({ event }) => event?.data)).toEqual([
      { ...vase, quantity: 3 },
      { ...bigLamp, quantity: 20 },
      { ...lamp, quantity: 1 },
    ]);
  });

  test('leaves out what is not on sale [CRT-07]', async () => {
    const shop = await cartShop();
    await shop.save(idOf('old'), draftOf('old', { status: 'WITHDRAWN', variants: [variantOf('OLD')] }));
    const cart = await shop.merge([
      { productId: idOf('old'), quantity: 1 },
      { productId: idOf('none'), quantity: 1 },
    ]);
    expect(cart).toMatchObject({ items: [], version: 0 });
  });
});

test.each([
  ['neither', {}],
  ['both', { guestId, items: [{ ...vase, quantity: 1 }] }],
  ['no item', { items: [] }],
  ['a guest’s id that could be guessed', { guestId: '1' }],
])('a transfer of %s is refused [CRT-06]', (_, body) => {
  expect(TransferCart.body.safeParse(body).success).toBe(false);
});
