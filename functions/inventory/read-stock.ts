import type { Request } from '../shared/http/api.ts';
import type { Store } from '../shared/store/store.ts';
import { availabilityOf, type StockStatus } from './contract.ts';
import { poolsNow } from './lists.ts';
import type { InventoryReads } from './reads.ts';

/** Availability of the SKUs asked for, in that order; one that does not exist is left out. Who keeps stock is told the units. */
export const readStock =
  ({ store, inventory }: { readonly store: Store; readonly inventory: InventoryReads }) =>
  async ({ query: { skus }, caller }: Request<typeof StockStatus>) => {
    const keepsStock = caller?.permissions.includes('inventory:write') ?? false;
    const pools = keepsStock
      ? await poolsNow({ store, inventory }, skus)
      : (await store.readTogether([inventory.pools(skus)]))[0];
    const available = new Map(pools.map((pool) => [pool.sku, pool.available]));
    return {
      items: skus.flatMap((sku) => {
        const units = available.get(sku);
        if (units === undefined) return [];
        return [{ sku, availability: availabilityOf(units), ...(keepsStock ? { available: units } : {}) }];
      }),
    };
  };
