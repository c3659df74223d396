import { materialSku } from '../functions/inventory/capacity/workshop.ts';
import { inventoryReads } from '../functions/inventory/reads.ts';
import { inventoryWrites } from '../functions/inventory/writes.ts';
import { systemClock } from '../functions/shared/clock.ts';
import type { Store } from '../functions/shared/store/store.ts';
import { SEED_PRICE_RULES } from './seed/price-rules.ts';

/** Grams of each material that a new shop starts with. */
const GRAMS = 50_000;

/** Opens the pools of what prints are made of. A pool that is there stays, so a second call changes nothing. */
export async function seedMaterials(store: Store, table: string): Promise<void> {
  const skus = SEED_PRICE_RULES.materials.map(({ id }) => materialSku(id));
  const { pools } = inventoryReads(table);
  const writes = inventoryWrites(table);
  const [there] = await store.readTogether([pools(skus)]);
  const missing = skus.filter((sku) => !there.some((pool) => pool.sku === sku));
  if (missing.length === 0) return;
  const now = systemClock.now();
  await store.commit(missing.flatMap((sku) => [writes.openPool(sku, GRAMS, now), writes.listPool(sku)]));
}
