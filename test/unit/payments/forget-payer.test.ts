import { describe, expect, test } from 'vitest';
import { customerList, detailsKey, headKey } from '../../../functions/orders/order-keys.ts';
import type { Order } from '../../../functions/orders/reads.ts';
import { paymentsPersonal } from '../../../functions/payments/personal.ts';
import { paymentKey } from '../../../functions/payments/reads.ts';
import type { Item, Key } from '../../../functions/shared/store/store.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const money = { amount: 2_980, currency: 'EUR' };

/** A payment of an order that stands so, after its customer was forgotten as often as asked. */
async function forgotten(status: Order['head']['status'], times = 1) {
  const store = memoryStore();
  const payment = { id: 'pay_1', orderId: 'ord_1', amount: money, status: 'CAPTURED', version: 3, schema: 1 };
  const personal = {
    method: 'tok_visa',
    returnUrl: 'https://shop.example.com/thanks',
    actionUrl: 'https://pay.example',
  };
  const listed = (half: 'META' | 'DETAILS') => ({
    id: 'ord_1',
    schema: 1,
    ...customerList('usr_1', '2026-11-21', 'ord_1', half),
  });
  const put = (table: string, item: Item & Key) => store.write({ kind: 'put', table, item });
  await put('orders', { ...headKey('ord_1'), ...listed('META'), status });
  await put('orders', { ...detailsKey('ord_1'), ...listed('DETAILS') });
  await put('payments', { ...paymentKey('pay_1'), ...payment, ...personal });
  const ports = { store, tables: { orders: 'orders', payments: 'payments' } };
  let open: readonly string[] = [];
  for (let time = 0; time < times; time++) open = await paymentsPersonal.erase(ports, 'usr_1');
  return { payment, personal, open, left: store.items('payments')[0] };
}

describe('a payment of somebody who has left', () => {
  test.each(['COMPLETED', 'FAILED', 'CANCELED'] as const)(
    'keeps the money and nothing of who paid once its order is %s, however often that is asked [AUT-22]',
    async (status) => {
      const { payment, left, open } = await forgotten(status, 2);
      expect(left).toEqual({ ...paymentKey('pay_1'), ...payment, version: 4 });
      expect(open).toEqual([]);
    },
  );

  test('keeps what the saga may still need while its order runs, and says that it is open [AUT-22]', async () => {
    const { payment, personal, left, open } = await forgotten('RESERVED');
    expect(left).toEqual({ ...paymentKey('pay_1'), ...payment, ...personal });
    expect(open).toEqual(['pay_1']);
  });
});
