import type { OrdersReads } from '../orders/reads.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { announced } from '../shared/facts.ts';
import { count, log } from '../shared/observability.ts';
import { Stale } from '../shared/steps.ts';
import type { Store } from '../shared/store.ts';
import { InventoryReleased } from './contract.ts';
import type { Hold } from './hold.ts';
import type { InventoryReads } from './reads.ts';
import { type InventoryWrites, stockPostings } from './writes.ts';

export interface DueHolds {
  /** The holds whose time is up at `now`, oldest first; at most a few hundred at once. */
  due(now: Date): Promise<readonly Hold[]>;
}

interface Ports {
  readonly store: Store;
  readonly dueHolds: DueHolds;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly inventory: { readonly reads: InventoryReads; readonly writes: InventoryWrites };
  readonly clock: Clock;
}

/** Ends every hold whose time is up and gives its units back, once. What was paid or released meanwhile is left alone. */
export const expireHolds =
  ({ store, dueHolds, orders, inventory, clock }: Ports) =>
  async (): Promise<void> => {
    for (const { orderId } of await dueHolds.due(clock.now())) {
      const [order, hold] = await store.readTogether([orders.reads.order(orderId), inventory.reads.hold(orderId)]);
      const now = clock.now();
      if (!order || hold?.state !== 'HELD' || hold.expiresAt > now.toISOString()) continue;
      const fact = announced(
        InventoryReleased,
        { orderId, reservationId: hold.id, items: [...hold.units], cause: 'expired' },
        {
          // A hold that was taken again after expiring can expire again: its version tells the two apart.
          key: `hold-expired#${hold.version}`,
          postings: stockPostings(hold.units, 'held', 'available'),
          audience: 'staff',
        },
      );
      try {
        await store.commit([
          ...orders.writes.change(order.head, now, { going: 'either', fact }),
          ...inventory.writes.giveBack(hold, 'EXPIRED', now),
        ]);
        count('HoldsExpired');
      } catch (error) {
        if (!(error instanceof Stale)) throw error;
        log.info('hold changed meanwhile', { orderId });
      }
    }
  };
