import type { components } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, FRESH, queries, shop } from '../../shop/client.ts';

export type Saga = components['schemas']['Saga'];
export type SagaState = 'parked' | 'open';

const LOOK_MS = 20_000;
const PAGE = 50;

const page = (state: SagaState, limit: number, cursor: string | undefined, signal: AbortSignal) =>
  answered(shop.GET('/admin/sagas', { params: { query: { state, limit, ...(cursor ? { cursor } : {}) } }, signal }));

/** Orders whose sagas are parked or still moving. */
export const sagas = (state: SagaState) =>
  infiniteQueryOptions({
    queryKey: ['office', 'sagas', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => page(state, PAGE, pageParam, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
    refetchInterval: LOOK_MS,
  });

/** How many orders are parked, and whether there are more than one page tells. */
export const parkedCount = () =>
  queryOptions({
    queryKey: ['office', 'sagas', 'count'],
    queryFn: async ({ signal }) => {
      const { items, nextCursor } = await page('parked', PAGE, undefined, signal);
      return { count: items.length, more: nextCursor !== null };
    },
    staleTime: FRESH.live,
    refetchInterval: LOOK_MS,
  });

/** Sends a parked order on its way again. Throws `Refused`: `not-parked`. */
export const retrySaga = (orderId: string) =>
  answered(shop.POST('/admin/sagas/{orderId}/retry', { params: { path: { orderId } } }));

export async function readSagasAgain(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['office', 'sagas'] }),
    queries.invalidateQueries({ queryKey: ['office', 'orders'] }),
    queries.invalidateQueries({ queryKey: ['office', 'order'] }),
  ]);
}
