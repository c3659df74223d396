import { storedKind } from '../shared/store/decode.ts';
import type { KeyedRead } from '../shared/store/store.ts';
import { type Hold, holdIdOf } from './hold.ts';
import { holdKey, poolKey } from './inventory-keys.ts';

export { type Hold, shortSkus, wantedUnits } from './hold.ts';

export interface Pool {
  readonly sku: string;
  /** Units that nobody holds. */
  readonly available: number;
  readonly version: number;
}

/** Pools and holds as they are stored. */
export const storedPool = storedKind<Pool>('pool', 1);
export const storedHold = storedKind<Hold>('hold', 1);

/** Keyed reads of the inventory table, for this context's and its neighbours' entries. */
export const inventoryReads = (table: string) => ({
  pools: (skus: readonly string[]): KeyedRead<readonly Pool[]> => ({
    table,
    keys: skus.map(poolKey),
    parse: (items) => items.map(storedPool.decode),
  }),

  hold: (orderId: string): KeyedRead<Hold | undefined> => ({
    table,
    keys: [holdKey(holdIdOf(orderId))],
    parse: ([item]) => item && storedHold.decode(item),
  }),
});
export type InventoryReads = ReturnType<typeof inventoryReads>;
