import type { BookedHours } from './capacity/machine-day.ts';

/**
 * A hold keeps units of pools, and machine hours, for one order. It is taken whole or not at all, and it ends once: committed when the
 * order is paid, released when the order turns back, expired when nobody came for it. What ends without a sale
 * returns to the pools.
 */
export type HoldState = 'HELD' | 'COMMITTED' | 'RELEASED' | 'EXPIRED';

export interface HeldUnits {
  readonly sku: string;
  readonly quantity: number;
}

export interface Hold {
  readonly id: string;
  readonly orderId: string;
  readonly state: HoldState;
  readonly units: readonly HeldUnits[];
  /** Machine time of what is printed; absent where nothing is. */
  readonly hours?: readonly BookedHours[];
  readonly expiresAt: string;
  readonly version: number;
}

/** The id of the one hold of an order. */
export const holdIdOf = (orderId: string): string => orderId.replace(/^ord_/, 'hld_');

/** What a hold that ends without a sale gives back, as its event says it. */
export const returnedBy = ({ id, units, hours }: Hold) => ({
  reservationId: id,
  items: [...units],
  ...(hours ? { hours: [...hours] } : {}),
});

/** What lines want of each SKU: lines of one SKU are added up, because a transaction may touch a pool only once. */
export function wantedUnits(lines: readonly HeldUnits[]): HeldUnits[] {
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  return [...wanted].map(([sku, quantity]) => ({ sku, quantity }));
}

/** The SKUs of which fewer are available than wanted. A pool that does not exist has none. */
export const shortSkus = (
  wanted: readonly HeldUnits[],
  pools: readonly { readonly sku: string; readonly available: number }[],
): string[] =>
  wanted
    .filter(({ sku, quantity }) => (pools.find((pool) => pool.sku === sku)?.available ?? 0) < quantity)
    .map(({ sku }) => sku);

/** Units that running checkouts hold, by SKU. An index tells them: a hold of this moment may be missing. */
export type HeldUnitsBySku = () => Promise<ReadonlyMap<string, number>>;
