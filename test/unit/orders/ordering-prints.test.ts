import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { addItem, changeItem, removeItem } from '../../../functions/cart/change-cart.ts';
import { BuyableItem, MAX_QUOTES } from '../../../functions/cart/contract.ts';
import { giveBack } from '../../../functions/cart/give-back.ts';
import { wantedOf } from '../../../functions/cart/offer.ts';
import { readCart } from '../../../functions/cart/read-cart.ts';
import { cartReads } from '../../../functions/cart/reads.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { identityChecks } from '../../../functions/identity/guards.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { checkOut } from '../../../functions/orders/check-out.ts';
import { Checkout, type OrderDto } from '../../../functions/orders/contract.ts';
import type { OrderDetails } from '../../../functions/orders/order.ts';
import { previewCheckout } from '../../../functions/orders/preview-checkout.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
import { stages } from '../../../lib/config.ts';
import { catalogInMemory, draftOf, idOf, variantOf } from '../../support/catalog.ts';
import { ADA, accepting, EVE, quoteShop } from '../quotes/quote-shop.ts';

const vase = { productId: idOf('vase'), sku: 'VASE' };
const figure = { productId: idOf('figure'), sku: 'FIGURE' };
const coral = { material: 'pla', colour: 'coral' };
const chosen = { ...coral, finish: 'as-printed' };

/** A shop that sells vases from the shelves and figures that it prints, to Ada, who has quotes. */
async function shopOfBoth() {
  const quoted = await quoteShop();
  const { store, ports, as } = quoted;
  const goods = catalogInMemory(store);
  await goods.open('VASE', 9);
  await goods.save(vase.productId, draftOf('vase'));
  await goods.save(
    figure.productId,
    draftOf('figure', {
      kind: 'print',
      variants: [{ ...variantOf('FIGURE', 1_490), print: { grams: 12.4, minutes: 61.5 } }, variantOf('FIGURE-OLD')],
      configuration: { material: ['pla', 'petg'], finish: ['as-printed'], colour: ['white', 'coral'] },
    }),
  );
  const all = {
    ...ports,
    quotes: { ...ports.quotes.reads, ...ports.quotes },
    uploads: ports.uploads.guards,
    cart: { reads: cartReads('cart'), writes: cartWrites('cart') },
    catalog: goods.catalog.reads,
    inventory: goods.inventory,
    currency: 'EUR',
  };
  const people = { reads: identityReads('identity'), checks: identityChecks('identity') };
  const cartPorts = { ...all, identity: people };
  const ordering = {
    ...all,
    orders: { reads: ordersReads('orders'), writes: ordersWrites('orders') },
    payments: paymentsWrites('payments'),
    identity: people.reads,
    key: async () => ({ current: 'k'.repeat(32), previous: undefined }),
    apiUrl: 'https://api.example',
    returnOrigins: [],
    providers: ['sandbox'] as const,
    tables: stages.local,
  };
  const visitor = (userId: string) => ({ owner: { kind: 'user', userId }, language: 'en' }) as const;
  const asked = (body: object, userId = ADA, idempotencyKey: string = randomUUID()) =>
    ({ body, caller: { userId, role: 'customer', permissions: [] }, idempotencyKey }) as never;
  const readBack = giveBack({ ...cartPorts, orders: ordersReads('orders'), identity: people.checks });
  return {
    ...quoted,
    goods,
    add: (item: object, userId = ADA) =>
      as(userId, () => addItem(cartPorts)(visitor(userId), wantedOf(BuyableItem.parse(item)))),
    change: (id: string, quantity: number) => as(ADA, () => changeItem(cartPorts)(visitor(ADA), id, quantity)),
    remove: (id: string) => as(ADA, () => removeItem(cartPorts)(visitor(ADA), id)),
    cart: () => as(ADA, () => readCart(cartPorts)(visitor(ADA))),
    preview: (body: object = {}) =>
      as(ADA, () => previewCheckout(ordering)(asked({ shippingAddress: accepting.shippingAddress, ...body }))),
    order: async (body: object = {}, key: string = randomUUID(), userId = ADA): Promise<OrderDto> => {
      const reply = await as(userId, () => checkOut(ordering)(asked({ ...accepting, ...body }, userId, key)));
      return (reply.body as { readonly order: OrderDto }).order;
    },
    fails: async (orderId: string) => {
      await quoted.failed(orderId);
      await as('system:test', () => readBack(orderId));
    },
    details: () => quoted.orders() as unknown as OrderDetails[],
  };
}

let shop: Awaited<ReturnType<typeof shopOfBoth>>;
let quoteId: string;
let price: { readonly amount: number };
beforeEach(async () => {
  shop = await shopOfBoth();
  const quote = await shop.request((await shop.uploaded()).id);
  quoteId = quote.id;
  price = quote.price ?? { amount: 0 };
});

const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('a quote in the cart', () => {
  test('lies beside goods of the shelves, at its price and once, however often it is put in [CRT-02, ORD-17]', async () => {
    await shop.add({ ...vase, quantity: 2 });
    await shop.add({ quoteId });
    const { items, subtotal } = await shop.add({ quoteId });
    expect(items).toMatchObject([
      { ...vase, quantity: 2, availability: 'in-stock' },
      { quoteId, name: '1 × cube.stl (pla, white)', quantity: 1, lineTotal: price, availability: 'made-to-order' },
    ]);
    expect(items[1]).not.toHaveProperty('productId');
    expect(subtotal.amount).toBe(2_000 + price.amount);
  });

  test('is one and stays one, and goes when it is taken out [CRT-03, CRT-04]', async () => {
    const { items } = await shop.add({ quoteId });
    const itemId = items[0]?.itemId ?? '';
    await expect(shop.change(itemId, 2)).rejects.toEqual(code('not-purchasable'));
    expect((await shop.change(itemId, 1)).items).toHaveLength(1);
    expect((await shop.remove(itemId)).items).toEqual([]);
  });

  test('of somebody else is put in like an absent one: not at all; one that is no offer is refused [CRT-02, QUO-10]', async () => {
    await expect(shop.add({ quoteId }, EVE)).rejects.toEqual(code('not-found'));
    await expect(shop.add({ quoteId: 'quo_01JD0000000000000000000000' })).rejects.toEqual(code('not-found'));
    await shop.review(quoteId);
    await expect(shop.add({ quoteId })).rejects.toEqual(code('not-purchasable'));
  });

  test('says so when it has expired, and when its price is another one [CRT-10, QUO-10]', async () => {
    await shop.add({ quoteId });
    shop.later(14);
    expect((await shop.cart()).items).toMatchObject([{ quoteId, gone: true, lineTotal: { amount: 0 } }]);
    await expect(shop.order()).rejects.toMatchObject({ code: 'not-purchasable', members: { items: [{ quoteId }] } });
    await expect(shop.preview()).rejects.toEqual(code('not-purchasable'));
    await shop.review(quoteId).catch(() => {});
    await shop.requote(quoteId);
    await shop.review(quoteId);
    await shop.decide(quoteId, { status: 'READY', price: { amount: 9_900, currency: 'EUR' } });
    expect((await shop.cart()).items).toMatchObject([{ unitPrice: { amount: 9_900 }, priceChanged: { from: price } }]);
  });
});

describe('a checkout with a quote', () => {
  test('places goods and prints in one order, and accepts the quote in its transaction [ORD-17, QUO-07, CRT-10]', async () => {
    await shop.add({ ...vase, quantity: 1 });
    await shop.add({ quoteId });
    const told = await shop.preview();
    const order = await shop.order();
    expect(order.items).toMatchObject([
      { kind: 'stock', ...vase },
      { kind: 'print', quoteId, lineTotal: price },
    ]);
    expect(told).toMatchObject({ total: order.total, items: order.items });
    expect(await shop.quote(quoteId)).toMatchObject({ status: 'ACCEPTED', orderId: order.id });
    expect(shop.details()[0]?.lines[1]).toMatchObject({ job: { machineId: 'fdm-250', material: 'pla', rush: false } });
    expect((await shop.cart()).items).toEqual([]);
    expect(shop.events()).toContain('quote.accepted');
  });

  test('that fails gives the quote back as an offer, and the cart what was in it, once [PAY-14, QUO-09]', async () => {
    await shop.add({ ...vase, quantity: 1 });
    await shop.add({ quoteId });
    await shop.add({ ...figure, quantity: 2, config: coral });
    const before = await shop.cart();
    const { id } = await shop.order();
    for (let times = 0; times < 2; times++) await shop.fails(id);
    const after = await shop.cart();
    expect(after.items).toEqual(before.items);
    expect(await shop.quote(quoteId)).toMatchObject({ status: 'READY' });
    expect((await shop.order()).items).toHaveLength(3);
  });

  test('of somebody else, an absent or an accepted one is refused in the same words, and nothing is ordered [ORD-17, QUO-06]', async () => {
    const items = [{ ...vase, quantity: 1 }, { quoteId }];
    await shop.accept(quoteId, 'key');
    const refusal = { code: 'not-purchasable', errors: [{ pointer: '/items/1' }], members: { items: [{ quoteId }] } };
    await expect(shop.order({ items })).rejects.toMatchObject(refusal);
    await expect(shop.order({ items }, 'key', EVE)).rejects.toMatchObject(refusal);
    expect(shop.orders()).toHaveLength(1);
  });

  test('is refused where the file was swapped, and where it is while the order is written [ORD-17, UPL-02]', async () => {
    const upload = await shop.uploaded();
    const other = await shop.request(upload.id);
    await shop.swapNow(upload);
    await expect(shop.order({ items: [{ quoteId: other.id }] })).rejects.toEqual(code('file-changed'));
    expect(shop.orders()).toEqual([]);
    expect(await shop.quote(other.id)).toMatchObject({ status: 'READY' });
  });

  test('and acceptances of the same quote at once make one order, whoever is first [ORD-17, QUO-06, K7]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 2 }), async (order) => {
        const one = await shopOfBoth();
        const quote = await one.request((await one.uploaded()).id);
        const ends = await Promise.allSettled(
          order.map(
            (index): Promise<unknown> =>
              index % 2 === 0
                ? one.order({ items: [{ quoteId: quote.id }] }, `key-${index}`)
                : one.accept(quote.id, `key-${index}`),
          ),
        );
        expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const codes = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []));
        for (const refused of codes) expect(['not-purchasable', 'quote-already-accepted']).toContain(refused);
        expect(one.orders()).toHaveLength(1);
      }),
      { numRuns: 20 },
    );
  });

  test('is told the same under its key [ORD-06]', async () => {
    const first = await shop.order({ items: [{ quoteId }] }, 'key');
    expect(await shop.order({ items: [{ quoteId }] }, 'key')).toEqual(first);
    expect(shop.orders()).toHaveLength(1);
  });
});

test('an item names a product with a quantity, or a quote alone; a quote once, and not too many of them [ORD-17]', () => {
  const takes = (...items: object[]) => Checkout.body.safeParse({ ...accepting, items }).success;
  const id = (index: number) => `quo_01JD00000000000000000000${String(index).padStart(2, '0')}`;
  expect(takes({ quoteId: id(1) }, { ...vase, quantity: 1 })).toBe(true);
  for (const item of [
    {},
    { quoteId: id(1), quantity: 1 },
    { quoteId: id(1), ...vase },
    { productId: vase.productId },
  ]) {
    expect(takes(item)).toBe(false);
  }
  expect(takes({ quoteId: id(1) }, { quoteId: id(1) })).toBe(false);
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ quoteId: id(index) }));
  expect(takes(...many(MAX_QUOTES))).toBe(true);
  expect(takes(...many(MAX_QUOTES + 1))).toBe(false);
});

describe('a print of the catalog', () => {
  test('is bought as it was chosen, at the price of its variant, and says what it takes [ORD-17, CRT-02]', async () => {
    const { items } = await shop.add({ ...figure, quantity: 2, config: coral });
    const name = 'figure, FIGURE (pla, as-printed, coral)';
    expect(items).toMatchObject([{ ...figure, name, config: chosen, quantity: 2, availability: 'made-to-order' }]);
    const order = await shop.order();
    expect(order.items).toMatchObject([{ kind: 'print', ...figure, config: chosen, lineTotal: { amount: 2_980 } }]);
    expect(shop.details()[0]?.lines[0]).toMatchObject({
      job: { material: 'pla', seconds: 7_380, grams: 25, rush: false },
    });
  });

  test('chosen in another way is another line; more of the same adds up [CRT-02]', async () => {
    await shop.add({ ...figure, quantity: 1, config: coral });
    await shop.add({ ...figure, quantity: 1, config: { material: 'petg' } });
    const { items } = await shop.add({ ...figure, quantity: 1, config: coral });
    expect(items.map(({ config, quantity }) => [config?.material, config?.colour, quantity])).toEqual([
      ['pla', 'coral', 2],
      ['petg', 'white', 1],
    ]);
  });

  test.each([
    ['without a choice', {}],
    ['of what its product does not have', { config: { material: 'gold' } }],
    ['in a colour that its product does not have', { config: { material: 'pla', colour: 'gold' } }],
    ['whose variant does not say what it takes', { sku: 'FIGURE-OLD', config: coral }],
  ])('%s is not sold [ORD-17]', async (_, change) => {
    await expect(shop.add({ ...figure, quantity: 1, ...change })).rejects.toEqual(code('not-purchasable'));
    const items = [{ ...figure, quantity: 1, ...change }];
    await expect(shop.order({ items })).rejects.toEqual(code('not-purchasable'));
  });

  test('is the only thing that may be chosen: goods of the shelves are as they are [ORD-17]', async () => {
    await expect(shop.add({ ...vase, quantity: 1, config: coral })).rejects.toEqual(code('not-purchasable'));
  });
});
