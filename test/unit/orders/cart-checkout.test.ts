import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cartReads } from '../../../functions/cart/reads.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { checkOut } from '../../../functions/orders/check-out.ts';
import type { OrderDto } from '../../../functions/orders/contract.ts';
import { previewCheckout } from '../../../functions/orders/preview-checkout.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { quotesWrites } from '../../../functions/quotes/writes.ts';
import type { Money } from '../../../functions/shared/money.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { uploadsGuards } from '../../../functions/uploads/guards.ts';
import { stages } from '../../../lib/config.ts';
import { draftOf, variantOf } from '../../support/catalog.ts';
import { ada, bigLamp, cartShop, countedStore, lamp, quantities, vase } from '../cart/cart-shop.ts';

const address = { name: 'A', line1: 'B', city: 'C', postalCode: '10115', country: 'DE' };
const common = { shippingAddress: address, payment: { provider: 'sandbox' } };

async function orderingShop() {
  const shop = await cartShop();
  const portsOver = (store: Store) => ({
    ...shop.portsOver(store),
    cart: { reads: cartReads('cart'), writes: cartWrites('cart') },
    orders: { reads: ordersReads('orders'), writes: ordersWrites('orders') },
    payments: paymentsWrites('payments'),
    quotes: { reads: quotesReads('quotes'), writes: quotesWrites('quotes') },
    uploads: uploadsGuards('uploads'),
    identity: shop.ports.identity.reads,
    key: async () => ({ current: 'k'.repeat(32), previous: undefined }),
    apiUrl: 'https://api.example',
    returnOrigins: [],
    providers: ['sandbox'] as const,
    tables: stages.local,
  });
  const asking = (body: object, idempotencyKey: string) => ({ body, caller: ada, idempotencyKey }) as never;
  return {
    ...shop,
    async order(body: object = {}, key: string = randomUUID(), over: Store = shop.store): Promise<OrderDto> {
      const reply = await shop.as(ada, () => checkOut(portsOver(over))(asking({ ...common, ...body }, key)));
      return (reply.body as { readonly order: OrderDto }).order;
    },
    preview: (body: object = {}, over: Store = shop.store) =>
      shop.as(ada, () => previewCheckout(portsOver(over))(asking({ shippingAddress: address, ...body }, ''))),
    orders: () => shop.store.items('orders').filter(({ sk }) => sk === 'DETAILS'),
  };
}

describe('a checkout without items', () => {
  test('buys the cart and empties it in the same transaction [ORD-01, CRT-10]', async () => {
    const shop = await orderingShop();
    await shop.add(ada, { ...vase, quantity: 2 });
    await shop.add(ada, { ...bigLamp, quantity: 1 });
    const { over, calls } = countedStore(shop.store);
    const order = await shop.order({}, 'key', over);
    expect(order).toMatchObject({
      items: [
        { ...vase, quantity: 2, lineTotal: { amount: 2_000 } },
        { ...bigLamp, quantity: 1, lineTotal: { amount: 2_500 } },
      ],
      subtotal: { amount: 4_500 },
    });
    expect(calls).toEqual({ reads: 2, writes: 1 });
    expect(await shop.read(ada)).toMatchObject({ items: [], version: 3 });
    expect(shop.orders()).toMatchObject([{ fromCart: true }]);
  });

  test('is told the same again under its key, and buys nothing of what was put in since [ORD-06, BFF-09]', async () => {
    const shop = await orderingShop();
    await shop.add(ada, { ...vase, quantity: 2 });
    const first = await shop.order({}, 'key');
    await shop.add(ada, { ...lamp, quantity: 1 });
    expect(await shop.order({}, 'key')).toEqual(first);
    expect(quantities(await shop.read(ada))).toEqual({ 'LAMP-S': 1 });
    expect(shop.orders()).toHaveLength(1);
  });

  test('buys every unit once however many are asked for at once under several keys [ORD-06, CRT-10]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, times) => {
        const shop = await orderingShop();
        await shop.add(ada, { ...vase, quantity: 2 });
        const { over } = countedStore(
          shop.store,
          scheduler.scheduleFunction(async () => {}),
        );
        const asked = Array.from({ length: times }, () => shop.order({}, randomUUID(), over).catch(({ code }) => code));
        const answers = await scheduler.waitFor(Promise.all(asked));
        expect(answers.filter((answer) => answer !== 'cart-empty')).toHaveLength(1);
        expect(shop.orders()).toHaveLength(1);
      }),
      { numRuns: 20 },
    );
  });

  test('decides again when the cart changes in between, and refuses a total that is no longer the expected one [ORD-05, CRT-10]', async () => {
    const shop = await orderingShop();
    await shop.add(ada, { ...vase, quantity: 1 });
    const { total } = await shop.preview();
    let disturbed = false;
    const disturbing: Store = {
      ...shop.store,
      commit: async (...args) => {
        if (!disturbed) {
          disturbed = true;
          await shop.add(ada, { ...lamp, quantity: 1 });
        }
        return shop.store.commit(...args);
      },
    };
    const refusal = { code: 'price-changed', members: { total: { amount: total.amount + 1_000 } } };
    await expect(shop.order({ expectedTotal: total }, 'key', disturbing)).rejects.toMatchObject(refusal);
    expect(quantities(await shop.read(ada))).toEqual({ VASE: 1, 'LAMP-S': 1 });
    disturbed = false;
    expect((await shop.order({}, 'another', disturbing)).items).toMatchObject([{ quantity: 1 }, { quantity: 2 }]);
  });

  test('names every line that is gone, and leaves the cart as it was [ORD-01, CRT-10]', async () => {
    const shop = await orderingShop();
    for (const item of [vase, lamp, bigLamp]) await shop.add(ada, { ...item, quantity: 1 });
    await shop.save(lamp.productId, draftOf('lamp', { status: 'WITHDRAWN', variants: [variantOf('LAMP-S')] }));
    const before = shop.everything();
    const refusal = {
      code: 'not-purchasable',
      errors: [{ pointer: '/items/1' }, { pointer: '/items/2' }],
      members: { items: [lamp, bigLamp] },
    };
    await expect(shop.order()).rejects.toMatchObject(refusal);
    await expect(shop.preview()).rejects.toMatchObject(refusal);
    expect(shop.everything()).toBe(before);
    expect(shop.orders()).toEqual([]);
  });

  test('is refused where the stock is short, and where there is nothing in the cart [CRT-10, INV-11]', async () => {
    const shop = await orderingShop();
    for (const ask of [shop.order, shop.preview]) await expect(ask()).rejects.toMatchObject({ code: 'cart-empty' });
    await shop.add(ada, { ...vase, quantity: 2 });
    await shop.move('VASE', -19);
    for (const ask of [shop.order, shop.preview]) {
      await expect(ask()).rejects.toMatchObject({ code: 'insufficient-stock', members: { skus: ['VASE'] } });
    }
  });
});

test('a checkout with items leaves the cart alone [ORD-01]', async () => {
  const shop = await orderingShop();
  await shop.add(ada, { ...vase, quantity: 2 });
  await shop.order({ items: [{ ...lamp, quantity: 1 }] });
  expect(quantities(await shop.read(ada))).toEqual({ VASE: 2 });
  expect(shop.orders()[0]).not.toHaveProperty('fromCart');
});

test('a preview tells what the checkout then takes, of items and of the cart, and changes nothing [CRT-10, ORD-05]', async () => {
  const prices = fc.integer({ min: 1, max: 100_000 });
  const wanted = fc.uniqueArray(fc.constantFrom(vase, lamp, bigLamp), { minLength: 1 });
  const countries = fc.constantFrom(...Object.keys(stages.local.shippingRates));
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(prices, prices, prices),
      wanted.chain((items) =>
        fc.tuple(...items.map((item) => fc.nat(4).map((more) => ({ ...item, quantity: more + 1 })))),
      ),
      countries,
      fc.constantFrom('standard', 'reduced'),
      fc.boolean(),
      async ([first, second, third], items, country, taxClass, fromCart) => {
        const shop = await orderingShop();
        await shop.save(vase.productId, draftOf('vase', { taxClass, variants: [variantOf('VASE', first)] }));
        const sizes = [variantOf('LAMP-S', second), variantOf('LAMP-L', third)];
        await shop.save(lamp.productId, draftOf('lamp', { variants: sizes }));
        if (fromCart) for (const item of items) await shop.add(ada, item);
        const body = { ...(fromCart ? {} : { items }), shippingAddress: { ...address, country } };
        const { over, calls } = countedStore(shop.store);
        const told: { readonly total: Money } = await shop.preview(body, over);
        expect(calls).toEqual({ reads: fromCart ? 2 : 1, writes: 0 });
        const {
          subtotal,
          shippingCost,
          tax,
          total,
          items: lines,
        } = await shop.order({ ...body, expectedTotal: told.total });
        expect(told).toEqual({ items: lines, subtotal, shippingCost, tax, total });
      },
    ),
    { numRuns: 40 },
  );
});
