import type { Clock } from '../shared/clock.ts';
import type { Store } from '../shared/store/store.ts';
import type { OrdersReads } from './reads.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly clock: Clock;
}

interface SentMail {
  readonly notificationId: string;
  readonly template: string;
  readonly orderId?: string | undefined;
}

class Noted extends Error {
  override name = 'Noted';
}

/** Puts a mail about an order into the order's story, once. Changes nothing about the order; other mails are ignored. */
export const noteMail =
  ({ store, orders, clock }: Ports) =>
  async ({ notificationId, template, orderId }: SentMail): Promise<void> => {
    if (orderId === undefined) return;
    const [order] = await store.readTogether([orders.reads.order(orderId)]);
    if (!order) return;
    const fact = {
      key: `mail#${notificationId}`,
      type: 'email.sent',
      audience: 'customer',
      details: { template, notificationId },
    } as const;
    try {
      await store.write(orders.writes.note(orderId, order.head.version, clock.now(), fact, () => new Noted()));
    } catch (error) {
      if (!(error instanceof Noted)) throw error;
    }
  };
