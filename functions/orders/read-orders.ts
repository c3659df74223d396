import type { PaymentsReads } from '../payments/reads.ts';
import { NotFound, NotYours } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Caller, LiveUsers } from '../shared/http/api-ports.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import { permissionsOf } from '../shared/http/permissions.ts';
import type { Item, Store } from '../shared/store/store.ts';
import type { ShippingReads } from '../shipping/reads.ts';
import type { ListOrders, ReadOrder, ReadTimeline } from './contract.ts';
import { type Order, paymentIdOf } from './order.ts';
import { orderDto, type ShownOrder } from './order-dto.ts';
import type { CustomerLists } from './order-lists.ts';
import type { OrdersReads } from './reads.ts';
import { timelineOf } from './timeline.ts';

export interface OrderViews {
  readonly store: Store;
  readonly orders: OrdersReads;
  readonly payments: PaymentsReads;
  readonly shipping: ShippingReads;
  readonly lists: CustomerLists;
  readonly cursors: Cursors;
}

/** An order with its payment and shipment, in one read. */
export async function findOrder(
  { store, orders, payments, shipping }: OrderViews,
  orderId: string,
): Promise<ShownOrder | undefined> {
  const [order, payment, [shipment]] = await store.readTogether([
    orders.order(orderId),
    payments.payment(paymentIdOf(orderId)),
    shipping.shipments([orderId]),
  ]);
  return order && { ...order, payment, shipment };
}

/** Orders with their payments and shipments, in one read. */
export async function showOrders(
  { store, payments, shipping }: OrderViews,
  orders: readonly Order[],
): Promise<ShownOrder[]> {
  const ids = orders.map(({ head }) => head.id);
  const [paid, shipped] = await store.readTogether([payments.payments(ids.map(paymentIdOf)), shipping.shipments(ids)]);
  return orders.map((order) => ({
    ...order,
    payment: paid.find(({ orderId }) => orderId === order.head.id),
    shipment: shipped.find(({ orderId }) => orderId === order.head.id),
  }));
}

/** One of the caller's own orders; throws `NotFound` for anybody else's. */
export const readOrder =
  (views: OrderViews) =>
  async ({ params, caller }: Request<typeof ReadOrder>) => {
    const found = await findOrder(views, params.orderId);
    if (!found) throw new NotFound();
    if (found.head.customerId !== caller.userId) throw new NotYours();
    return orderDto(found);
  };

/** The caller's own orders, newest first. */
export const listOrders =
  (views: OrderViews) =>
  async ({ query, caller }: Request<typeof ListOrders>) => {
    const scope = [caller.userId, 'orders'];
    const position = await views.cursors.open<Item>(query.cursor, scope);
    const page = await views.lists.ofCustomer(caller.userId, query.limit, position);
    return {
      items: (await showOrders(views, page.items)).map(orderDto),
      nextCursor: page.position ? await views.cursors.seal(page.position, scope) : null,
    };
  };

/** The story of one of the caller's own orders; whoever may read all orders sees all stories, machinery included. */
export const readTimeline =
  (views: OrderViews & { readonly users: LiveUsers }) =>
  async ({ params, caller }: Request<typeof ReadTimeline>) => {
    const [order] = await views.store.readTogether([views.orders.order(params.orderId)]);
    const staff = await mayReadAll(views.users, caller);
    if (!order) throw new NotFound();
    if (order.head.customerId !== caller.userId && !staff) throw new NotYours();
    return { items: timelineOf(order.details, await views.lists.facts(params.orderId), staff) };
  };

/** Whose token says so and who still may: a role that was taken away is gone at once. */
async function mayReadAll(users: LiveUsers, caller: Caller): Promise<boolean> {
  if (!caller.permissions.includes('orders:read')) return false;
  const user = await users.current(caller.userId);
  return user !== undefined && !user.disabled && permissionsOf(user.role).includes('orders:read');
}
