import type { Store } from '../shared/store/store.ts';
import { withoutCustomer } from './forgotten-customer.ts';
import type { Order } from './order.ts';
import type { OrdersWrites } from './writes.ts';

/** Takes out of orders what no law asks to keep of a customer who is gone. Leaves those that still run; may be repeated. */
export const forgetCustomer =
  ({ store, orders }: { readonly store: Store; readonly orders: { readonly writes: OrdersWrites } }) =>
  async (left: readonly Order[]): Promise<void> => {
    for (const order of left) {
      const part = withoutCustomer(order);
      if (part) await store.write(orders.writes.forgetCustomer(order.head.id, part));
    }
  };
