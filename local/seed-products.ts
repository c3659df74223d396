import { productOf } from '../functions/catalog/product.ts';
import { catalogReads } from '../functions/catalog/reads.ts';
import { saveProduct } from '../functions/catalog/save-product.ts';
import { catalogWrites } from '../functions/catalog/writes.ts';
import { inventoryReads } from '../functions/inventory/reads.ts';
import { inventoryWrites } from '../functions/inventory/writes.ts';
import { systemClock } from '../functions/shared/clock.ts';
import type { Store } from '../functions/shared/store/store.ts';
import { asOperator } from './as-operator.ts';
import type { SeedProduct } from './seed/product-lines.ts';
import { seedProductId, seedProductLines } from './seed/products.ts';

/**
 * Fills the shelves: pools first, then products with their cards. What is there already stays as it is, so a second
 * call changes nothing and one that broke off goes on. Answers how many products are new.
 */
export async function seedProducts({
  store,
  catalogTable,
  inventoryTable,
  lines = seedProductLines,
}: {
  readonly store: Store;
  readonly catalogTable: string;
  readonly inventoryTable: string;
  readonly lines?: readonly SeedProduct[];
}): Promise<number> {
  const catalog = { reads: catalogReads(catalogTable), writes: catalogWrites(catalogTable) };
  const inventory = { reads: inventoryReads(inventoryTable), writes: inventoryWrites(inventoryTable) };
  const save = saveProduct({ store, catalog, inventory: inventory.reads, clock: systemClock });

  const fill = (line: SeedProduct) => asOperator(() => fillOne(line));
  const fillOne = async ({ draft, stock, addedOn }: SeedProduct): Promise<boolean> => {
    const id = seedProductId(draft.slug);
    const [[product], pools] = await store.readTogether([
      catalog.reads.sellable([id]),
      inventory.reads.pools(Object.keys(stock)),
    ]);
    const missing = Object.entries(stock).filter(([sku]) => !pools.some((pool) => pool.sku === sku));
    if (missing.length > 0) {
      await store.commit(
        missing.flatMap(([sku, units]) => [
          inventory.writes.openPool(sku, units, systemClock.now()),
          inventory.writes.listPool(sku),
        ]),
      );
    }
    if (product) return false;
    await save(id, (before, now) => ({
      ...productOf(id, draft, before, now),
      createdAt: new Date(addedOn).toISOString(),
    }));
    return true;
  };

  // Departments side by side, but one product of a department after the other: they count in the same item.
  const departments = Map.groupBy(lines, ({ draft }) => draft.department);
  const added = await Promise.all(
    [...departments.values()].map(async (products) => {
      let count = 0;
      for (const line of products) if (await fill(line)) count += 1;
      return count;
    }),
  );
  return added.reduce((sum, count) => sum + count, 0);
}
