/** What orders know of people: who ordered, what, and where it goes. */
import * as z from 'zod';
import { Locale, Timestamp } from '../shared/http/shapes.ts';
import { Money } from '../shared/money.ts';
import { Happening, KeptAddress, type PersonalPorts, personalPart } from '../shared/personal.ts';
import { isForgotten, withoutCustomer } from './forgotten-customer.ts';
import { customersOrders, type OrderStory } from './lists.ts';
import { ordersWrites } from './writes.ts';

type Ports = PersonalPorts<'orders'>;

export const ordersPersonal = personalPart({
  context: 'orders',
  access: {
    exportSections: { orders: ['BatchGetItem', 'Query'], 'orders/gsi1': ['Query'] },
    erase: { orders: ['BatchGetItem', 'UpdateItem'], 'orders/gsi1': ['Query'] },
  },
  sections: {
    orders: z.array(
      z.object({
        id: z.string(),
        orderNumber: z.string(),
        status: z.string(),
        productionStatus: z.string().optional(),
        customer: z.object({ email: z.string(), name: z.string(), locale: Locale }),
        lines: z.array(
          z.object({
            lineId: z.string(),
            kind: z.string(),
            productId: z.string().optional(),
            sku: z.string().optional(),
            quoteId: z.string().optional(),
            name: z.string(),
            quantity: z.int(),
            unitPrice: Money,
            lineTotal: Money,
            taxRate: z.number(),
          }),
        ),
        subtotal: Money,
        tax: Money,
        shippingCost: Money,
        total: Money,
        shippingAddress: KeptAddress,
        billingAddress: KeptAddress,
        failure: z.object({ code: z.string(), message: z.string() }).optional(),
        createdAt: Timestamp,
        updatedAt: Timestamp,
        story: z.array(Happening),
      }),
    ),
  },

  async exportSections({ store, tables }: Ports, userId) {
    return { orders: (await customersOrders(store, tables.orders).storiesOf(userId)).map(told) };
  },

  /** Takes out what no law asks to keep. An order that runs is left as it is: its saga needs the rest. */
  async erase({ store, tables }: Ports, userId) {
    const writes = ordersWrites(tables.orders);
    const open: string[] = [];
    for (const order of await customersOrders(store, tables.orders).ordersOf(userId)) {
      const part = withoutCustomer(order);
      if (!part) open.push(order.head.id);
      else if (!isForgotten(order, part)) await store.write(writes.forgetCustomer(order.head.id, part));
    }
    return open;
  },
});

const told = ({ head, details, facts }: OrderStory) => ({
  ...details,
  ...head,
  lines: [...details.lines],
  story: [...facts],
});
