import { addSeconds, type Clock } from '../shared/clock.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import { announced } from '../shared/events/facts.ts';
import type { Request } from '../shared/http/api.ts';
import type { MonthPosition } from '../shared/store/monthly-list.ts';
import type { OpenPosition } from '../shared/store/open-list.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Item } from '../shared/store/store.ts';
import {
  type AdminListOrders,
  type AdminListSagas,
  type AdminReadOrder,
  OrderRetried,
  type RetrySaga,
} from './contract.ts';
import type { Order } from './order.ts';
import { adminOrderDto } from './order-dto.ts';
import type { OpenOrders } from './order-keys.ts';
import type { OrderLists } from './order-lists.ts';
import { findOrder, type OrderViews, showOrders } from './read-orders.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports extends OrderViews {
  readonly lists: OrderLists;
  readonly clock: Clock;
  /** An open order that has not changed for this long is stale. */
  readonly forgottenSeconds: number;
}

/** Any order, as staff see it. */
export const adminReadOrder =
  (views: OrderViews) =>
  async ({ params }: Request<typeof AdminReadOrder>) => {
    const found = await findOrder(views, params.orderId);
    if (!found) throw new NotFound();
    return adminOrderDto(found);
  };

/** All orders, newest first, or one customer's, or those that are open and do not move. Filters apply to the page, which may come out short. */
export const adminListOrders =
  (ports: Ports) =>
  async ({ query, caller }: Request<typeof AdminListOrders>) => {
    const { status, productionStatus, customerId, stale } = query;
    const quietSince = addSeconds(ports.clock.now(), -ports.forgottenSeconds).toISOString();
    const scope = [
      caller.userId,
      'admin-orders',
      customerId ?? '',
      status ?? '',
      productionStatus ?? '',
      stale ? 'true' : '',
    ];
    const page = customerId
      ? await customersPage(ports, customerId, query, scope)
      : stale
        ? await openOrdersPage(ports, 'OPEN', query, scope)
        : await allOrdersPage(ports, query, scope);
    const orders = page.orders.filter(
      ({ head }) =>
        (status === undefined || head.status === status) &&
        (productionStatus === undefined || head.productionStatus === productionStatus) &&
        (!stale || (!head.saga.done && !head.saga.parked && head.updatedAt <= quietSince)),
    );
    return {
      items: (await showOrders(ports, orders)).map(adminOrderDto),
      nextCursor: page.position === undefined ? null : await ports.cursors.seal(page.position, scope),
    };
  };

interface Paging {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface OrdersPage {
  readonly orders: readonly Order[];
  readonly position: unknown;
}

async function customersPage(
  ports: Ports,
  customerId: string,
  { limit, cursor }: Paging,
  scope: string[],
): Promise<OrdersPage> {
  const page = await ports.lists.ofCustomer(customerId, limit, await ports.cursors.open<Item>(cursor, scope));
  return { orders: page.items, position: page.position };
}

async function allOrdersPage(ports: Ports, { limit, cursor }: Paging, scope: string[]): Promise<OrdersPage> {
  const before = await ports.cursors.open<MonthPosition>(cursor, scope);
  const { ids, position } = await ports.lists.all(limit, before, ports.clock.now());
  const [orders] = await ports.store.readTogether([ports.orders.orders(ids)]);
  return { orders, position };
}

async function openOrdersPage(
  ports: Ports,
  list: OpenOrders,
  { limit, cursor }: Paging,
  scope: string[],
): Promise<OrdersPage> {
  const before = await ports.cursors.open<OpenPosition>(cursor, scope);
  const { heads, position } = await ports.lists.open(list, limit, before);
  const [orders] = await ports.store.readTogether([ports.orders.orders(heads.map(({ id }) => id))]);
  return { orders, position };
}

/** The sagas that are parked, or still open. */
export const adminListSagas =
  (ports: Ports) =>
  async ({ query, caller }: Request<typeof AdminListSagas>) => {
    const scope = [caller.userId, 'sagas', query.state];
    const page = await openOrdersPage(ports, query.state === 'parked' ? 'PARKED' : 'OPEN', query, scope);
    return {
      items: page.orders.map(({ head, details }) => ({
        orderId: head.id,
        orderNumber: details.orderNumber,
        status: head.status,
        direction: head.saga.direction,
        attempt: head.saga.attempt,
        parked: head.saga.parked,
        ...(head.parkedBecause ? { reason: head.parkedBecause } : {}),
        createdAt: head.createdAt,
        updatedAt: head.updatedAt,
      })),
      nextCursor: page.position === undefined ? null : await ports.cursors.seal(page.position, scope),
    };
  };

/**
 * Sends a parked order on its way again: forward if it was going forward, else back. The execution is started by the
 * fact's event, so an accepted retry is never lost. Throws `not-parked`.
 */
export const retrySaga =
  ({ store, orders, writes, clock }: Ports & { readonly writes: OrdersWrites }) =>
  ({ params: { orderId } }: Request<typeof RetrySaga>) =>
    whileStale(async () => {
      const [order] = await store.readTogether([orders.order(orderId)]);
      if (!order) throw new NotFound();
      if (!order.head.saga.parked) throw new DomainError('conflict', 'not-parked', 'This order is not parked.');
      const attempt = order.head.saga.attempt + 1;
      const fact = announced(OrderRetried, { orderId, attempt }, { key: `retry#${attempt}`, audience: 'staff' });
      await store.commit(writes.retry(order.head, clock.now(), fact));
      return { orderId, attempt };
    });
