/**
 * Access patterns:
 * - the products of a status, newest first: Query gsi2 `PRODUCTS#<status>#<shard>`, sorted by the time that they were made, id
 */
import { newestFirst } from '../../shared/store/sharded-list.ts';
import type { Store } from '../../shared/store/store.ts';
import { statusList } from '../catalog-keys.ts';
import type { ProductLists } from './list-products.ts';

/** The lists of staff over this table: a moment old. */
export const productLists = (store: Store, table: string): ProductLists => ({
  async page(status, limit, before) {
    const { items, last } = await newestFirst(store, { table, list: statusList(status) }, { limit, before });
    return { ids: items.map(({ id }) => String(id)), last };
  },
});
