import type { components, operations } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, FRESH, queries, shop } from '../../shop/client.ts';
import type { AdminOrder } from './shapes.ts';

export type ProductionStatus = components['schemas']['ProductionStatus'];
export type Move = operations['changeOrderStatus']['requestBody']['content']['application/json'];

/** The track, one step after another. */
export const TRACK = [
  'RECEIVED',
  'IN_REVIEW',
  'IN_PRODUCTION',
  'IN_QA',
  'READY_TO_SHIP',
  'SHIPPED',
  'DELIVERED',
] as const satisfies readonly ProductionStatus[];

/** The status after a status; nothing after the last. */
export const nextOf = (status: ProductionStatus): ProductionStatus | undefined => TRACK[TRACK.indexOf(status) + 1];

const LOOK_MS = 30_000;
const PAGE = 25;

/** Orders of one status of the track, or those of all that are past their deadline. */
export const onTrack = (productionStatus: ProductionStatus) =>
  infiniteQueryOptions({
    queryKey: ['office', 'orders', 'track', productionStatus],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/admin/orders', {
          params: { query: { productionStatus, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
    refetchInterval: LOOK_MS,
  });

/** Orders that somebody forgot. */
export const warnings = () =>
  queryOptions({
    queryKey: ['office', 'warnings'],
    queryFn: ({ signal }) => answered(shop.GET('/admin/warnings', { signal })),
    staleTime: FRESH.live,
    refetchInterval: LOOK_MS,
  });

export async function readTrackAgain(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['office', 'orders'] }),
    queries.invalidateQueries({ queryKey: ['office', 'order'] }),
    queries.invalidateQueries({ queryKey: ['office', 'warnings'] }),
  ]);
}

/** Moves an order on its track. In: the version that was read. Throws `Refused`: 412, `illegal-transition`, `nothing-printed`. */
export const moveOrder = (orderId: string, version: number, body: Move): Promise<AdminOrder> =>
  answered(
    shop.PATCH('/orders/{orderId}/status', {
      params: { path: { orderId }, header: { 'If-Match': `"${version}"` } },
      body,
    }),
  );
