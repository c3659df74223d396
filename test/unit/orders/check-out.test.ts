import { expect, test } from 'vitest';
import { cartReads } from '../../../functions/cart/reads.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { catalogReads } from '../../../functions/catalog/reads.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { checkOut } from '../../../functions/orders/check-out.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { quotesWrites } from '../../../functions/quotes/writes.ts';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { money } from '../../../functions/shared/money.ts';
import { type Check, StoreContention, type Write } from '../../../functions/shared/store/store.ts';
import { uploadsGuards } from '../../../functions/uploads/guards.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const PRODUCT = 'prd_01JD0000000000000000000000';
const CUSTOMER = 'usr_01JD0000000000000000000000';
const SKU = 'VASE-M';
const address = { name: 'A', line1: 'B', city: 'C', postalCode: '10115', country: 'DE' };
const clock = { now: () => new Date('2026-11-21T10:00:00.000Z') };

/** A checkout of one vase over a store whose commits do what `commit` says. */
function checkoutWith(
  commit: (writes: readonly (Write | Check)[], round: number) => void,
  { answer, disabled = false }: { readonly answer?: object; readonly disabled?: boolean } = {},
) {
  const store = memoryStore();
  let rounds = 0;
  store.beforeCommit = (writes) => {
    rounds += 1;
    commit(writes, rounds);
  };
  const found = [
    answer,
    { id: CUSTOMER, email: 'a@shop.example', name: 'A', locale: 'fr', disabled },
    [
      {
        id: PRODUCT,
        name: 'Vase',
        names: { en: 'Vase', fr: 'Vase torsadé' },
        kind: 'stock',
        taxClass: 'standard',
        active: true,
        version: 1,
        variants: [{ sku: SKU, name: 'Vase', names: { en: 'Vase', fr: 'Vase torsadé' }, price: money(2_000, 'EUR') }],
      },
    ],
    [{ sku: SKU, available: 9 }],
    [],
  ];
  const readTogether = async (reads: readonly unknown[]) => (reads.length > 1 ? found : [undefined]) as never;
  const run = checkOut({
    store: { ...store, readTogether },
    orders: { reads: ordersReads('orders'), writes: ordersWrites('orders') },
    payments: paymentsWrites('payments'),
    quotes: { reads: quotesReads('quotes'), writes: quotesWrites('quotes') },
    uploads: uploadsGuards('uploads'),
    cart: { reads: cartReads('cart'), writes: cartWrites('cart') },
    catalog: catalogReads('catalog'),
    inventory: inventoryReads('inventory'),
    identity: identityReads('identity'),
    key: async () => ({ current: 'k'.repeat(32), previous: undefined }),
    clock,
    apiUrl: 'https://api.example',
    returnOrigins: [],
    providers: ['sandbox'],
    tables: {
      currency: 'EUR',
      taxRates: { DE: { standard: 19, reduced: 7 } },
      shippingRates: { DE: 490 },
    },
  });
  const request = {
    body: {
      items: [{ productId: PRODUCT, sku: SKU, quantity: 1 }],
      shippingAddress: address,
      payment: { provider: 'sandbox' },
    },
    caller: { userId: CUSTOMER, role: 'customer', permissions: [] },
    idempotencyKey: 'key-1',
  };
  const placing = withInvocation(
    {
      correlationId: 'cor_1',
      requestId: 'req_1',
      traceparent: undefined,
      causationId: undefined,
      actor: CUSTOMER,
      deadline: Date.now() + 60_000,
    },
    () => run(request as never),
  );
  return { placing, rounds: () => rounds };
}

/** Refuses as the store does when another order has the number. */
const numberTaken = (writes: readonly (Write | Check)[]): never => {
  const number = writes.find((write) => write.kind === 'put' && write.item.pk.startsWith('NUMBER#'));
  throw number?.refused?.(undefined) ?? new Error('No number is claimed');
};

test('an order names its goods in the language of its customer, as its mails do [NTF-13, ORD-01]', async () => {
  const { placing } = checkoutWith(() => {});
  expect((await placing).body).toMatchObject({ order: { items: [{ name: 'Vase torsadé' }] } });
});

test('an order number that is taken is drawn again [ORD-06]', async () => {
  const { placing, rounds } = checkoutWith((writes, round) => {
    if (round < 3) numberTaken(writes);
  });
  expect((await placing).body).toMatchObject({ order: { status: 'CREATED' } });
  expect(rounds()).toBe(3);
});

test('who was shut out is told nothing about an order, by a repeat neither [AUT-21, ORD-06]', async () => {
  const untouched = () => expect.unreachable();
  const { placing } = checkoutWith(untouched, { answer: { details: {} }, disabled: true });
  await expect(placing).rejects.toBeInstanceOf(InvalidToken);
});

test('a checkout that finds no free number gives up after a few tries, and says that it may be repeated [ORD-06]', async () => {
  const { placing, rounds } = checkoutWith((writes, round) => {
    if (round > 50) throw new Error('It would go on for ever');
    numberTaken(writes);
  });
  await expect(placing).rejects.toBeInstanceOf(StoreContention);
  expect(rounds()).toBe(5);
});
