import type { Clock } from '../shared/clock.ts';
import { count } from '../shared/observability.ts';
import { eachOnItsOwn } from '../shared/schedule.ts';
import type { OpenPosition } from '../shared/store/open-list.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { OrderHead } from './order.ts';
import type { ShopLists } from './order-lists.ts';
import { isLate } from './production.ts';
import type { OrdersReads } from './reads.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly lists: Pick<ShopLists, 'inProduction'>;
  readonly clock: Clock;
}

const PAGE = 100;

/** Whether staff have still to be told of it. */
const isForgotten = (head: OrderHead, now: Date): boolean => isLate(head, now) && !head.production?.nudged;

/**
 * Tells staff of every order that is past the deadline of its production status, once for each stay in a status. What it costs
 * grows with the orders that are late.
 */
export const watchProduction = (ports: Ports) => async (): Promise<void> => {
  const now = ports.clock.now();
  const forgotten: OrderHead[] = [];
  let position: OpenPosition | undefined = { before: now.toISOString() };
  do {
    const page: Awaited<ReturnType<ShopLists['inProduction']>> = await ports.lists.inProduction(PAGE, position);
    forgotten.push(...page.heads.filter((head) => isForgotten(head, now)));
    position = page.position;
  } while (position);
  await eachOnItsOwn(
    forgotten,
    ({ id }) => id,
    ({ id }) => nudge(ports, id),
  );
};

const nudge = ({ store, orders, clock }: Ports, orderId: string): Promise<void> =>
  whileStale(async () => {
    const [order] = await store.readTogether([orders.reads.order(orderId)]);
    const now = clock.now();
    // The index is a moment old.
    if (!order || !isForgotten(order.head, now)) return;
    await store.commit(orders.writes.nudge(order.head, now));
    count('OrdersOverdue');
  });
