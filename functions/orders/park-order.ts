import type { Clock } from '../shared/clock.ts';
import { announced } from '../shared/events/facts.ts';
import { count } from '../shared/observability.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { OrderParked } from './contract.ts';
import { executionName } from './order.ts';
import type { OrdersReads } from './reads.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly clock: Clock;
}

/**
 * An execution died: its order waits for staff. Only the current attempt's death counts; one that has ended, or is parked
 * already, is left alone.
 */
export const parkOrder =
  ({ store, orders, clock }: Ports) =>
  (orderId: string, execution: string, reason: string): Promise<void> =>
    whileStale(async () => {
      const [order] = await store.readTogether([orders.reads.order(orderId)]);
      if (!order) return;
      const { saga } = order.head;
      if (saga.done || saga.parked || executionName(orderId, saga.attempt) !== execution) return;
      const fact = announced(OrderParked, { orderId, reason }, { key: `park#${execution}`, audience: 'staff' });
      await store.commit(orders.writes.park(order.head, clock.now(), reason, fact));
      count('OrdersParked');
    });
