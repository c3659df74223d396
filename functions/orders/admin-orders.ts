import type { IdentityReads } from '../identity/reads.ts';
import type { QuotesReads } from '../quotes/reads.ts';
import { addSeconds, type Clock } from '../shared/clock.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import { announced } from '../shared/events/facts.ts';
import type { Request } from '../shared/http/api.ts';
import type { MonthPosition } from '../shared/store/monthly-list.ts';
import type { OpenPosition } from '../shared/store/open-list.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Item } from '../shared/store/store.ts';
import type { UploadsReads } from '../uploads/reads.ts';
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
import { printsOfOrder, printsOfOrders } from './order-prints.ts';
import { isLate } from './production.ts';
import { findOrder, type OrderViews, showOrders } from './read-orders.ts';
import type { OrdersWrites } from './writes.ts';

/** What is needed to show an order to staff. */
export interface ShownToStaff extends OrderViews {
  readonly quotes: QuotesReads;
  readonly uploads: UploadsReads;
  readonly clock: Clock;
}

interface Ports extends ShownToStaff {
  readonly identity: { readonly reads: Pick<IdentityReads, 'ownerOf'> };
  readonly lists: OrderLists;
  /** An open order that has not changed for this long is stale. */
  readonly forgottenSeconds: number;
}

/** Any order, as staff see it, with its prints and what was measured of them. Throws `NotFound`. */
export async function showToStaff(views: ShownToStaff, orderId: string) {
  const found = await findOrder(views, orderId);
  if (!found) throw new NotFound();
  return adminOrderDto(found, await printsOfOrder(views, found), views.clock.now());
}

/** Any order, as staff see it. Throws `NotFound`. */
export const adminReadOrder =
  (views: ShownToStaff) =>
  ({ params }: Request<typeof AdminReadOrder>) =>
    showToStaff(views, params.orderId);

/**
 * All orders, newest first, or the one with a number, or one customer's by id or address, or those that are open and do not move, or those in production, the latest deadline
 * first. Filters apply to the page, which may come out short.
 */
export const adminListOrders =
  (ports: Ports) =>
  async ({ query, caller }: Request<typeof AdminListOrders>) => {
    const { orderNumber, email, status, productionStatus, customerId, stale, late } = query;
    const now = ports.clock.now();
    const quietSince = addSeconds(now, -ports.forgottenSeconds).toISOString();
    const scope = [
      caller.userId,
      'admin-orders',
      customerId ?? '',
      email ?? '',
      status ?? '',
      productionStatus ?? '',
      stale ? 'true' : '',
      late ? 'late' : '',
    ];
    const page = orderNumber
      ? await numbered(ports, orderNumber)
      : customerId || email
        ? await customersPage(ports, customerId ?? (await ownerOf(ports, email)), query, scope)
        : stale
          ? await openOrdersPage(ports, 'OPEN', query, scope)
          : late || (productionStatus !== undefined && productionStatus !== 'DELIVERED')
            ? await productionPage(ports, late ? now : undefined, query, scope)
            : await allOrdersPage(ports, query, scope);
    const orders = page.orders.filter(
      ({ head }) =>
        (status === undefined || head.status === status) &&
        (productionStatus === undefined || head.productionStatus === productionStatus) &&
        (!stale || (!head.saga.done && !head.saga.parked && head.updatedAt <= quietSince)) &&
        (!late || isLate(head, now)),
    );
    const [shown, prints] = await Promise.all([showOrders(ports, orders), printsOfOrders(ports, orders)]);
    return {
      items: shown.map((order, index) => adminOrderDto(order, prints[index] ?? [], now)),
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

async function numbered({ store, orders }: Ports, orderNumber: string): Promise<OrdersPage> {
  const [id] = await store.readTogether([orders.numbered(orderNumber)]);
  const [order] = id === undefined ? [] : await store.readTogether([orders.order(id)]);
  return { orders: order ? [order] : [], position: undefined };
}

async function ownerOf({ store, identity }: Ports, email: string | undefined): Promise<string | undefined> {
  if (email === undefined) return undefined;
  const [userId] = await store.readTogether([identity.reads.ownerOf(email)]);
  return userId;
}

/** Of nobody there are no orders. */
async function customersPage(
  ports: Ports,
  customerId: string | undefined,
  { limit, cursor }: Paging,
  scope: string[],
): Promise<OrdersPage> {
  if (customerId === undefined) return { orders: [], position: undefined };
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

/** Orders in production; from a moment on those alone whose deadline was before it. */
async function productionPage(
  ports: Ports,
  dueBefore: Date | undefined,
  { limit, cursor }: Paging,
  scope: string[],
): Promise<OrdersPage> {
  const start = dueBefore && { before: dueBefore.toISOString() };
  const from = (await ports.cursors.open<OpenPosition>(cursor, scope)) ?? start;
  const { heads, position } = await ports.lists.inProduction(limit, from);
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
