/** What shipping knows of people: which parcels are on their way to them, by the ids of their orders. */
import * as z from 'zod';
import { customersOrders } from '../orders/lists.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { shippingReads } from './reads.ts';

type Ports = PersonalPorts<'orders' | 'shipping'>;

export const shippingPersonal = personalPart({
  context: 'shipping',
  access: {
    exportSections: { shipping: ['BatchGetItem'], orders: [], 'orders/gsi1': ['Query'] },
    erase: {},
  },
  sections: {
    shipments: z.array(
      z.object({
        id: z.string(),
        orderId: z.string(),
        carrier: z.string(),
        trackingNumber: z.string(),
        status: z.string(),
        createdAt: Timestamp,
      }),
    ),
  },

  async exportSections({ store, tables }: Ports, userId) {
    const orderIds = await customersOrders(store, tables.orders).idsOf(userId);
    const [shipments] = await store.readTogether([shippingReads(tables.shipping).shipments(orderIds)]);
    return { shipments: [...shipments] };
  },

  /** A shipment carries ids and nothing of the person: where it goes is said in its order. */
  erase: async (_ports: object) => [],
});
