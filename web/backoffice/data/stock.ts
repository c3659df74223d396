import type { components, operations } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, FRESH, queries, shop } from '../../shop/client.ts';

export type StockLevel = components['schemas']['StockLevel'];
export type StockReason = components['schemas']['StockReason'];
export type StockChange = operations['adminChangeStock']['requestBody']['content']['application/json'];

export const STOCK_REASONS = [
  'delivery',
  'count',
  'damage',
  'loss',
  'return',
  'correction',
  'drop',
  'other',
] as const satisfies readonly StockReason[];

export interface StockFilter {
  readonly query?: string;
  readonly low?: 'true';
  readonly soldOut?: 'true';
}

const PAGE = 50;

export const stock = (filter: StockFilter, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ['office', 'stock', filter, limit],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/admin/inventory', {
          params: { query: { ...filter, limit, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
  });

export const readStock = (sku: string): Promise<StockLevel> =>
  answered(shop.GET('/admin/inventory/{sku}', { params: { path: { sku } } }));

/** Changes one thing of a stock. In: the version that it was decided on. Throws `Refused`: 412, `below-held`, `no-pool`, … */
export async function changeStock(sku: string, version: number, body: StockChange): Promise<StockLevel> {
  const header = { 'If-Match': `"${version}"` };
  const changed = await answered(shop.PUT('/admin/inventory/{sku}', { params: { path: { sku }, header }, body }));
  await queries.invalidateQueries({ queryKey: ['office', 'stock'] });
  return changed;
}
