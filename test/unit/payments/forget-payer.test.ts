import { describe, expect, test } from 'vitest';
import type { Order } from '../../../functions/orders/reads.ts';
import { forgetPayer } from '../../../functions/payments/forget-payer.ts';
import { paymentKey, paymentsReads } from '../../../functions/payments/reads.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
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
  await store.write({ kind: 'put', table: 'payments', item: { ...paymentKey('pay_1'), ...payment, ...personal } });
  const forget = forgetPayer({
    store,
    payments: { reads: paymentsReads('payments'), writes: paymentsWrites('payments') },
  });
  const order = { head: { id: 'ord_1', status } } as Order;
  for (let time = 0; time < times; time++) await forget([order]);
  return { payment, personal, left: store.items('payments')[0] };
}

describe('a payment of somebody who has left', () => {
  test.each(['COMPLETED', 'FAILED', 'CANCELED'] as const)(
    'keeps the money and nothing of who paid once its order is %s, however often that is asked',
    async (status) => {
      const { payment, left } = await forgotten(status, 2);
      expect(left).toEqual({ ...paymentKey('pay_1'), ...payment, version: 4 });
    },
  );

  test('keeps what the saga may still need while its order runs', async () => {
    const { payment, personal, left } = await forgotten('RESERVED');
    expect(left).toEqual({ ...paymentKey('pay_1'), ...payment, ...personal });
  });
});
