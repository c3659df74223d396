import type { OrdersReads } from '../orders/reads.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { announced } from '../shared/events/facts.ts';
import { count } from '../shared/observability.ts';
import { eachOnItsOwn } from '../shared/schedule.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { InventoryReleased } from './contract.ts';
import { type Hold, returnedBy } from './hold.ts';
import type { InventoryReads } from './reads.ts';
import { type InventoryWrites, stockPostings } from './writes.ts';

export interface DueHolds {
  /** The holds whose time is up at `now`, in any order; at most a few hundred at once, those that wait longest. */
  due(now: Date): Promise<readonly Hold[]>;
}

interface Ports {
  readonly store: Store;
  readonly dueHolds: DueHolds;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly inventory: { readonly reads: InventoryReads; readonly writes: InventoryWrites };
  readonly clock: Clock;
}

/**
 * Ends every hold whose time is up and gives its units back, once. What was paid or released meanwhile is left alone. One
 * that cannot be ended is named in the log and stops none of the others; the sweep fails at its end.
 */
export const expireHolds = (ports: Ports) => async (): Promise<void> =>
  eachOnItsOwn(
    await ports.dueHolds.due(ports.clock.now()),
    ({ orderId }) => orderId,
    (hold) => expire(ports, hold),
  );

const expire = ({ store, orders, inventory, clock }: Ports, { orderId }: Hold): Promise<void> =>
  whileStale(async () => {
    const [order, hold] = await store.readTogether([orders.reads.order(orderId), inventory.reads.hold(orderId)]);
    const now = clock.now();
    if (!order || hold?.state !== 'HELD' || hold.expiresAt > now.toISOString()) return;
    const fact = announced(
      InventoryReleased,
      { orderId, ...returnedBy(hold), cause: 'expired' },
      {
        // A hold that was taken again after expiring can expire again: its version tells the two apart.
        key: `hold-expired#${hold.version}`,
        postings: stockPostings(hold.units, 'held', 'available'),
        audience: 'staff',
      },
    );
    await store.commit([
      ...orders.writes.change(order.head, now, { going: 'either', fact }),
      ...inventory.writes.giveBack(hold, 'EXPIRED', now),
    ]);
    count('HoldsExpired');
  });
