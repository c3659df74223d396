import type { components, operations } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, FRESH, shop } from '../../shop/client.ts';
import type { AdminOrder } from './shapes.ts';

export type OrderStatus = components['schemas']['OrderStatus'];
export type ProductionStatus = components['schemas']['ProductionStatus'];

type Query = NonNullable<operations['adminListOrders']['parameters']['query']>;
export type OrderFilter = Pick<Query, 'orderNumber' | 'email' | 'status' | 'productionStatus' | 'customerId' | 'stale'>;

export const ORDER_STATUSES = [
  'CREATED',
  'RESERVED',
  'PAID',
  'SHIPPING_SCHEDULED',
  'COMPLETED',
  'CANCELED',
  'FAILED',
] as const satisfies readonly OrderStatus[];
export const PRODUCTION_STATUSES = [
  'RECEIVED',
  'IN_REVIEW',
  'IN_PRODUCTION',
  'IN_QA',
  'READY_TO_SHIP',
  'SHIPPED',
  'DELIVERED',
] as const satisfies readonly ProductionStatus[];

const PAGE = 50;
const LOOK_MS = 20_000;

export const orders = (filter: OrderFilter, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ['office', 'orders', filter, limit],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/admin/orders', {
          params: { query: { ...filter, limit, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
    refetchInterval: LOOK_MS,
  });

const SECOND_MS = 1000;

/** Whether nothing more happens to an order before somebody does something. */
const rests = ({ saga }: AdminOrder): boolean => saga.done || saga.parked;

export const order = (orderId: string) =>
  queryOptions({
    queryKey: ['office', 'order', orderId],
    queryFn: ({ signal }) => answered(shop.GET('/admin/orders/{orderId}', { params: { path: { orderId } }, signal })),
    staleTime: FRESH.live,
    refetchInterval: ({ state }) => (state.data && rests(state.data) ? 15 * SECOND_MS : 2 * SECOND_MS),
  });

/** Every fact of an order, machinery included. In: the version that the order has now; a new one is a new story. */
export const facts = (orderId: string, version: number) =>
  queryOptions({
    queryKey: ['office', 'order', orderId, 'facts', version],
    queryFn: async ({ signal }) =>
      (await answered(shop.GET('/orders/{orderId}/timeline', { params: { path: { orderId } }, signal }))).items,
    placeholderData: (before) => before,
    // A mail is noted a moment after the version has moved.
    refetchInterval: 15 * SECOND_MS,
  });
