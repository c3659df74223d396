/** What carts know of people: what somebody means to buy. A guest's cart is nobody's. */
import * as z from 'zod';
import { Timestamp } from '../shared/http/shapes.ts';
import { Money } from '../shared/money.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { everyItem } from '../shared/store/store.ts';
import { cartIdOf } from './cart.ts';
import { cartPartition, cartReads } from './reads.ts';

type Ports = PersonalPorts<'cart'>;

export const cartPersonal = personalPart({
  context: 'cart',
  access: {
    exportSections: { cart: ['BatchGetItem'] },
    erase: { cart: ['Query', 'DeleteItem'] },
  },
  sections: {
    cart: z
      .object({
        lines: z.array(
          z.object({
            productId: z.string(),
            sku: z.string(),
            config: z.object({ material: z.string(), finish: z.string(), colour: z.string() }).optional(),
            name: z.string(),
            quantity: z.int(),
            unitPrice: Money,
          }),
        ),
        quotes: z.array(z.object({ quoteId: z.string(), name: z.string(), unitPrice: Money })).optional(),
        updatedAt: Timestamp,
      })
      .optional(),
  },

  async exportSections({ store, tables }: Ports, userId) {
    const [cart] = await store.readTogether([cartReads(tables.cart).cart(cartIdOf({ kind: 'user', userId }))]);
    if (!cart) return {};
    const lines = cart.lines.flatMap((line) => ('quoteId' in line ? [] : [line]));
    const quotes = cart.lines.flatMap((line) => ('quoteId' in line ? [line] : []));
    return { cart: { lines, quotes, updatedAt: cart.updatedAt } };
  },

  /** Deletes the cart and its facts, which say who put something in. */
  async erase({ store, tables }: Ports, userId) {
    const table = tables.cart;
    const items = await everyItem(store, { table, partition: cartPartition(cartIdOf({ kind: 'user', userId })) });
    for (const item of items) {
      const key = { pk: String(item['pk']), sk: String(item['sk']) };
      await store.write({ kind: 'delete', table, key });
    }
    return [];
  },
});
