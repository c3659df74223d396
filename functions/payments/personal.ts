/** What payments know of people: who paid, by which card, and where their browser came back to. */
import * as z from 'zod';
import { customersOrders } from '../orders/lists.ts';
import { hasResult, paymentIdOf } from '../orders/reads.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { Money } from '../shared/money.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { forgetPayer } from './forget-payer.ts';
import { paymentsReads } from './reads.ts';
import { paymentsWrites } from './writes.ts';

type Ports = PersonalPorts<'orders' | 'payments'>;

export const paymentsPersonal = personalPart({
  context: 'payments',
  access: {
    exportSections: { payments: ['BatchGetItem'], orders: [], 'orders/gsi1': ['Query'] },
    erase: { payments: ['BatchGetItem', 'UpdateItem'], orders: ['BatchGetItem'], 'orders/gsi1': ['Query'] },
  },
  sections: {
    payments: z.array(
      z.object({
        id: z.string(),
        orderId: z.string(),
        provider: z.string(),
        status: z.string(),
        amount: Money,
        captured: Money.optional(),
        refunded: Money.optional(),
        method: z.string().optional().meta({ description: "The payment provider's name for the card" }),
        returnUrl: z.string().optional(),
        createdAt: Timestamp,
      }),
    ),
  },

  async exportSections({ store, tables }: Ports, userId) {
    const orderIds = await customersOrders(store, tables.orders).idsOf(userId);
    const [payments] = await store.readTogether([paymentsReads(tables.payments).payments(orderIds.map(paymentIdOf))]);
    return { payments: [...payments] };
  },

  /** Takes out what is about who paid. A payment whose order runs is left as it is. */
  async erase({ store, tables }: Ports, userId) {
    const orders = await customersOrders(store, tables.orders).ordersOf(userId);
    const [ended, open] = [orders.filter(({ head }) => hasResult(head)), orders.filter(({ head }) => !hasResult(head))];
    const payments = { reads: paymentsReads(tables.payments), writes: paymentsWrites(tables.payments) };
    for (const { head } of ended) await forgetPayer({ store, payments })(paymentIdOf(head.id));
    return open.map(({ head }) => paymentIdOf(head.id));
  },
});
