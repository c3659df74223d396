import { beforeEach, describe, expect, test } from 'vitest';
import { cartReads } from '../../../functions/cart/reads.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { catalogReads, storedProduct } from '../../../functions/catalog/reads.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { checkOut } from '../../../functions/orders/check-out.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { quotesWrites } from '../../../functions/quotes/writes.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { money } from '../../../functions/shared/money.ts';
import type { Item, Key } from '../../../functions/shared/store/store.ts';
import { uploadsGuards } from '../../../functions/uploads/guards.ts';
import { stages } from '../../../lib/config.ts';
import { type MemoryStore, memoryStore } from '../../support/simulation/memory-store.ts';

const ADA = 'usr_01JD0000000000000000000000';
const EVE = 'usr_01JD0000000000000000000001';
const PRODUCT = 'prd_01JD0000000000000000000000';
const SKU = 'VASE-M';
const NOW = new Date('2026-11-21T10:00:00.000Z');

const body = {
  items: [{ productId: PRODUCT, sku: SKU, quantity: 1 }],
  shippingAddress: { name: 'A', line1: 'B', city: 'C', postalCode: '10115', country: 'DE' },
  payment: { provider: 'sandbox' },
};

let store: MemoryStore;
beforeEach(async () => {
  store = memoryStore();
  const put = (table: string, item: Item & Key) => store.write({ kind: 'put', table, item });
  await store.write(inventoryWrites('inventory').openPool(SKU, 9, NOW));
  const product = {
    id: PRODUCT,
    texts: { en: { name: 'Vase', description: 'For tests' } },
    kind: 'stock',
    taxClass: 'standard',
    status: 'ACTIVE',
    version: 1,
    variants: [{ sku: SKU, name: { en: 'Vase' }, price: money(2_000, 'EUR') }],
  };
  const [productKey] = catalogReads('catalog').products([PRODUCT]).keys;
  await put('catalog', storedProduct.encode(product as never, { pk: '', sk: '', ...productKey }));
  for (const [id, name] of [
    [ADA, 'Ada'],
    [EVE, 'Eve'],
  ] as const) {
    const [userKey] = identityReads('identity').user(id).keys;
    const user = {
      id,
      name,
      email: `${name}@shop.example`,
      locale: 'en',
      disabled: false,
      role: 'customer',
      version: 1,
    };
    await put('identity', { pk: '', sk: '', ...userKey, schema: 1, ...user });
  }
});

/** Places an order of one vase, unless another body is given. */
async function place(userId: string, idempotencyKey: string, given: object = body) {
  const run = checkOut({
    store,
    orders: { reads: ordersReads('orders'), writes: ordersWrites('orders') },
    payments: paymentsWrites('payments'),
    quotes: { reads: quotesReads('quotes'), writes: quotesWrites('quotes') },
    uploads: uploadsGuards('uploads'),
    cart: { reads: cartReads('cart'), writes: cartWrites('cart') },
    catalog: catalogReads('catalog'),
    inventory: inventoryReads('inventory'),
    identity: identityReads('identity'),
    key: async () => ({ current: 'k'.repeat(32), previous: undefined }),
    clock: { now: () => NOW },
    apiUrl: 'https://api.example',
    returnOrigins: [],
    providers: ['sandbox'],
    tables: stages.local,
  });
  const { body: answer } = await withInvocation(
    {
      correlationId: 'cor_1',
      requestId: 'req_1',
      traceparent: undefined,
      causationId: undefined,
      actor: userId,
      deadline: Date.now() + 60_000,
    },
    () => run({ body: given, caller: { userId, role: 'customer', permissions: [] }, idempotencyKey } as never),
  );
  return answer as { readonly order: { readonly id: string } };
}

const ordersOf = async (userId: string) => {
  const heads = store.items('orders').filter((item) => item['sk'] === 'META' && item['customerId'] === userId);
  return heads.map(({ id }) => id);
};

describe('an Idempotency-Key', () => {
  test('belongs to its caller: two callers with one key and one body get two orders, each their own [ORD-03, K23]', async () => {
    const [ada, eve] = [await place(ADA, 'key-1'), await place(EVE, 'key-1')];
    expect(ada.order.id).not.toBe(eve.order.id);
    expect([await ordersOf(ADA), await ordersOf(EVE)]).toEqual([[ada.order.id], [eve.order.id]]);
    const details = store.items('orders').filter(({ sk }) => sk === 'DETAILS');
    expect(details.map(({ customer }) => (customer as { name: string }).name).toSorted()).toEqual(['Ada', 'Eve']);
    const payments = store.items('payments').map(({ customerId, orderId }) => [customerId, orderId]);
    expect(payments).toEqual([
      [ADA, ada.order.id],
      [EVE, eve.order.id],
    ]);
    expect(JSON.stringify(eve)).not.toContain('Ada');
  });

  test('gives its caller the same order again, and another key another one [ORD-06]', async () => {
    const first = await place(ADA, 'key-1');
    expect(await place(ADA, 'key-1')).toEqual(first);
    expect(await place(ADA, 'key-2')).not.toMatchObject({ order: { id: first.order.id } });
    expect(await ordersOf(ADA)).toHaveLength(2);
  });

  test('is refused with another body, and changes nothing [ORD-06]', async () => {
    await place(ADA, 'key-1');
    const before = store.items('orders');
    const other = { ...body, items: [{ ...body.items[0], quantity: 2 }] };
    await expect(place(ADA, 'key-1', other)).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    expect(store.items('orders')).toEqual(before);
  });
});
