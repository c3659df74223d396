/**
 * What the saga asks of its steps. A command is given by the fact before it, which names it; what it says is a function of
 * the order's details, which never change, so it is not stored.
 */
import type { OrderDetails } from './order.ts';

const itemsOf = ({ lines }: OrderDetails) =>
  lines.map((line) =>
    'sku' in line
      ? { productId: line.productId, sku: line.sku, quantity: line.quantity }
      : { quoteId: line.quoteId, quantity: line.quantity },
  );

const COMMANDS: Readonly<Record<string, (order: OrderDetails) => Readonly<Record<string, unknown>>>> = {
  'inventory.reservation': (order) => ({ items: itemsOf(order) }),
  'payment.processing': ({ payment: { paymentId, provider }, customer, total }) => ({
    paymentId,
    customerId: customer.id,
    amount: total,
    provider,
  }),
  'shipping.preparation': (order) => ({ items: itemsOf(order) }),
};

/** In: a command's name and the order. Out: ids, Money and items with their quantities; never a card token or an address. */
export const commandDetails = (command: string, order: OrderDetails): Readonly<Record<string, unknown>> => ({
  orderId: order.id,
  ...COMMANDS[command]?.(order),
});
