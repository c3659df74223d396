import type * as z from 'zod';
import { addSeconds, type Clock } from '../shared/clock.ts';
import type { OpenPosition } from '../shared/store/open-list.ts';
import type { Store } from '../shared/store/store.ts';
import type { ListWarnings } from './contract.ts';
import type { OrderHead } from './order.ts';
import type { ShopLists } from './order-lists.ts';
import { isLate } from './production.ts';
import type { OrdersReads } from './reads.ts';

interface Ports {
  readonly store: Store;
  readonly orders: OrdersReads;
  readonly lists: Pick<ShopLists, 'open' | 'inProduction'>;
  readonly clock: Clock;
  /** An open order that has not changed for this long is stale. */
  readonly forgottenSeconds: number;
}

type Listed = z.input<(typeof ListWarnings)['success']['body']>;
type Warning = Listed['items'][number];

/** Of each kind, at most. */
const MOST = 100;
/** Heads that are read at once. */
const PAGE = 100;

type Page = (position: OpenPosition | undefined) => ReturnType<ShopLists['inProduction']>;

/** The heads of an open list that are wanted, one more than is shown. */
async function wantedOf(page: Page, start: OpenPosition | undefined, wanted: (head: OrderHead) => boolean) {
  const found: OrderHead[] = [];
  let position = start;
  do {
    const { heads, position: next } = await page(position);
    found.push(...heads.filter(wanted));
    position = next;
  } while (position && found.length <= MOST);
  return { heads: found.slice(0, MOST), more: found.length > MOST };
}

/** Orders past their production deadline, and sagas that stand still or wait for staff; those that wait longest first. */
export const listWarnings =
  ({ store, orders, lists, clock, forgottenSeconds }: Ports) =>
  async (): Promise<Listed> => {
    const now = clock.now();
    const quietSince = addSeconds(now, -forgottenSeconds).toISOString();
    const [late, stale, parked] = await Promise.all([
      wantedOf(
        (position) => lists.inProduction(PAGE, position),
        { before: now.toISOString() },
        (head) => isLate(head, now),
      ),
      wantedOf(
        (position) => lists.open('OPEN', PAGE, position),
        undefined,
        ({ updatedAt }) => updatedAt <= quietSince,
      ),
      wantedOf(
        (position) => lists.open('PARKED', PAGE, position),
        undefined,
        () => true,
      ),
    ]);
    const found = [
      ...late.heads.map(({ id }) => ({ id, code: 'production-late' as const })),
      ...stale.heads.map(({ id }) => ({ id, code: 'saga-stale' as const })),
      ...parked.heads.map(({ id }) => ({ id, code: 'saga-parked' as const })),
    ];
    const [read] = await store.readTogether([orders.orders(found.map(({ id }) => id))]);
    const byId = new Map(read.map((order) => [order.head.id, order]));
    const items = found.flatMap(({ id, code }): Warning[] => {
      const order = byId.get(id);
      // The index is a moment old: what has moved on since is no warning any more.
      if (!order || (code === 'production-late' && !isLate(order.head, now))) return [];
      const { status, productionStatus, production, updatedAt } = order.head;
      return [
        {
          code,
          orderId: id,
          orderNumber: order.details.orderNumber,
          status,
          productionStatus: productionStatus ?? null,
          since: code === 'production-late' && production ? production.since : updatedAt,
          ...(production?.dueAt === undefined ? {} : { dueAt: production.dueAt }),
        },
      ];
    });
    return {
      items: items.toSorted((a, b) => a.since.localeCompare(b.since)),
      more: late.more || stale.more || parked.more,
    };
  };
