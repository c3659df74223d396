/** Access pattern: pools by SKU. gsi2 `POOLS#<shard>`, sorted by SKU; a page costs one query a shard. */
import type { Store } from '../shared/store/store.ts';
import { LIST_SHARDS, listPartition, listPosition } from './inventory-keys.ts';
import type { StockList } from './list-stock.ts';
import { storedListed } from './reads.ts';

/** The list of all pools over the inventory table. */
export const stockList = (store: Store, table: string): StockList => ({
  async page({ prefix, after, limit }) {
    // Behind the beginning itself come all that begin so.
    const behind = after === undefined ? prefix : listPosition(after);
    const shards = await Promise.all(
      Array.from({ length: LIST_SHARDS }, (_, shard) =>
        store.query({
          table,
          index: 'gsi2',
          partition: listPartition(shard),
          ...(behind === '' ? {} : { sortAfter: behind }),
          limit: limit + 1,
        }),
      ),
    );
    const skus = shards
      .flatMap(({ items }) => items.map((item) => storedListed.decode(item).sku))
      .filter((sku) => sku.startsWith(prefix))
      .toSorted((a, b) => (listPosition(a) < listPosition(b) ? -1 : 1));
    const page = skus.slice(0, limit);
    return { skus: page, next: skus.length > limit ? page.at(-1) : undefined };
  },
});
