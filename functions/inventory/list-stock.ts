import type { Request } from '../shared/http/api.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { AdminListStock } from './contract.ts';
import type { HeldUnitsBySku } from './hold.ts';
import { wholePools } from './lists.ts';
import { stockLevel } from './pool.ts';
import type { InventoryReads } from './reads.ts';

/** All pools, in the order of their SKUs. */
export interface StockList {
  /** SKUs that begin with `prefix`, behind `after`; `next` is what the next page comes behind. */
  page(request: {
    readonly prefix: string;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<{ readonly skus: readonly string[]; readonly next: string | undefined }>;
}

interface Ports {
  readonly store: Store;
  readonly inventory: InventoryReads;
  readonly list: StockList;
  readonly heldUnits: HeldUnitsBySku;
  readonly cursors: Cursors;
}

/** The stock of all SKUs as it is now. Filters apply to each page, which may come out short. Throws `invalid-cursor`. */
export const listStock =
  (ports: Ports) =>
  async ({ query: { query = '', low, soldOut, limit, cursor }, caller }: Request<typeof AdminListStock>) => {
    const scope = [caller.userId, 'admin-inventory', query, String(low ?? ''), String(soldOut ?? '')];
    const after = await ports.cursors.open<string>(cursor, scope);
    const { skus, next } = await ports.list.page({ prefix: query, after, limit });
    const [pools, held] = await Promise.all([whileStale(() => wholePools(ports, skus)), ports.heldUnits()]);
    const bySku = new Map(pools.map((pool) => [pool.head.sku, pool]));
    const levels = skus.flatMap((sku) => {
      const pool = bySku.get(sku);
      return pool ? [stockLevel(pool, held.get(sku) ?? 0)] : [];
    });
    return {
      items: levels.filter(
        (level) =>
          (low === undefined || level.low === low) && (soldOut === undefined || (level.available === 0) === soldOut),
      ),
      nextCursor: next === undefined ? null : await ports.cursors.seal(next, scope),
    };
  };
