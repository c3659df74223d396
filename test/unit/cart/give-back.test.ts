import { describe, expect, test } from 'vitest';
import { giveBack } from '../../../functions/cart/give-back.ts';
import { cartReads } from '../../../functions/cart/reads.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { detailsKey, headKey } from '../../../functions/orders/order-keys.ts';
import { type OrderDetails, ordersReads, storedDetails, storedHead } from '../../../functions/orders/reads.ts';
import { money } from '../../../functions/shared/money.ts';
import { ada, bigLamp, cartShop, lamp, quantities, vase } from './cart-shop.ts';

/** A shop in which Ada has ordered two vases, out of her cart unless it says otherwise. */
async function withOrder(fromCart = true) {
  const shop = await cartShop();
  const line = {
    lineId: 'line-1',
    kind: 'stock',
    ...vase,
    name: 'vase, VASE',
    quantity: 2,
    unitPrice: money(1_000, 'EUR'),
  };
  const details = {
    id: 'ord_1',
    customer: { id: ada.userId },
    lines: [line],
    ...(fromCart ? { fromCart } : {}),
  } as unknown as OrderDetails;
  const head = { id: 'ord_1', status: 'FAILED', version: 3 } as never;
  await shop.store.write({ kind: 'put', table: 'orders', item: storedHead.encode(head, headKey('ord_1')) });
  await shop.store.write({ kind: 'put', table: 'orders', item: storedDetails.encode(details, detailsKey('ord_1')) });
  const ports = {
    store: shop.store,
    cart: { reads: cartReads('cart'), writes: cartWrites('cart') },
    orders: ordersReads('orders'),
    identity: shop.ports.identity.checks,
    clock: shop.clock,
  };
  return { ...shop, fails: () => shop.as(ada, () => giveBack(ports)('ord_1')) };
}

describe('an order of a cart that has failed', () => {
  test('goes back into the cart, beside what is in it by now, once however often it is told [CRT-10, RES-02]', async () => {
    const shop = await withOrder();
    await shop.add(ada, { ...lamp, quantity: 1 });
    await shop.add(ada, { ...vase, quantity: 1 });
    await Promise.all([shop.fails(), shop.fails(), shop.fails()]);
    await shop.fails();
    expect(quantities(await shop.read(ada))).toEqual({ 'LAMP-S': 1, VASE: 3 });
    await shop.remove(ada, vase.productId);
    await shop.fails();
    expect(quantities(await shop.read(ada))).toEqual({ 'LAMP-S': 1 });
  });

  test('comes back though it is sold out, and says so; nobody is told that it was put in [CRT-10]', async () => {
    const shop = await withOrder();
    await shop.move('VASE', -20);
    await shop.fails();
    expect((await shop.read(ada)).items).toMatchObject([{ sku: 'VASE', quantity: 2, availability: 'sold-out' }]);
    expect(shop.facts().map(({ type }) => type)).toEqual(['cart.given-back']);
  });

  test('is lost to nobody who puts something in at that moment [CRT-10]', async () => {
    const shop = await withOrder();
    const { commit } = shop.store;
    shop.store.commit = async (...args) => {
      shop.store.commit = commit;
      await shop.add(ada, { ...bigLamp, quantity: 1 });
      return commit(...args);
    };
    await shop.fails();
    expect(quantities(await shop.read(ada))).toEqual({ 'LAMP-L': 1, VASE: 2 });
  });

  test('of somebody who has gone goes nowhere [AUT-22]', async () => {
    const shop = await withOrder();
    await shop.leave();
    await shop.fails();
    expect(shop.store.items('cart')).toEqual([]);
  });
});

test('an order that was no cart’s gives nothing back [CRT-10]', async () => {
  const shop = await withOrder(false);
  await shop.fails();
  expect(shop.store.items('cart')).toEqual([]);
});
