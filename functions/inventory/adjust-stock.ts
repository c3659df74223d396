import type { CatalogReads } from '../catalog/reads.ts';
import type { QuotesReads } from '../quotes/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { isMaterial } from './capacity/workshop.ts';
import { type AdminChangeStock, type AdminReadStock, MOST_UNITS, type StockLevel } from './contract.ts';
import type { HeldUnitsBySku } from './hold.ts';
import { poolsAtOneMoment, wholePools } from './lists.ts';
import { BELOW_HELD, emptyPool, poolChange, stockLevel, unitsIn, type WholePool } from './pool.ts';
import type { PoolWrites } from './pool-writes.ts';
import type { InventoryReads } from './reads.ts';

interface Views {
  readonly store: Store;
  readonly inventory: InventoryReads;
  readonly catalog: CatalogReads;
  readonly quotes: Pick<QuotesReads, 'activeRules'>;
  readonly heldUnits: HeldUnitsBySku;
}

/** A change that buyers overtake is decided again so often: more often than elsewhere, because a rush is when staff widen a pool. */
const ROUNDS = 40;

/** The stock of a SKU as staff see it; without units before anybody has stocked it. Throws `NotFound`. */
export const readStockLevel =
  (views: Views) =>
  async ({ params: { sku } }: Request<typeof AdminReadStock>): Promise<StockLevel> => {
    const pool = await findPool(views, sku);
    return stockLevel(pool, (await views.heldUnits()).get(sku) ?? 0);
  };

/**
 * Changes the stock of a SKU by a delta, to a count, over more or fewer buckets, or at which threshold it is low; one
 * transaction with its fact. The version that staff decided on moves with every such change, so a repeat is refused. The pool is
 * read before the holds: whatever is taken in between makes a count be decided again. Throws `NotFound`, `ChangedMeanwhile`,
 * and the conflicts `below-held`, `no-pool` and `too-many-units`.
 */
export const changeStock =
  ({ writes, clock, ...views }: Views & { readonly writes: PoolWrites; readonly clock: Clock }) =>
  ({ params: { sku }, body, ifMatch }: Request<typeof AdminChangeStock>): Promise<StockLevel> =>
    whileStale(async () => {
      const pool = await findPool(views, sku);
      ifMatch(pool.head.revision);
      if (pool.head.version === 0 && (body.onHand ?? body.delta) === undefined) throw new NoPool(sku);
      const held = (await views.heldUnits()).get(sku) ?? 0;
      const change = poolChange(pool, body, held);
      if (change === BELOW_HELD) {
        // Units that staff move between buckets may have been missed; there is no hurry with a refusal.
        const [again = pool] = await poolsAtOneMoment(views, [sku]);
        if (poolChange(again, body, held) === BELOW_HELD) throw new BelowHeld(sku, unitsIn(again.buckets), held);
        throw new Stale('The pool has enough again');
      }
      const available = unitsIn(pool.buckets) + change.delta;
      if (available + held > MOST_UNITS) throw new TooManyUnits(sku);
      const lastChange = {
        reason: body.reason,
        ...(body.note === undefined ? {} : { note: body.note }),
        at: clock.now().toISOString(),
      };
      await views.store.commit(writes.changePool(pool, change, { onHand: available + held, change: lastChange }));
      const width = change.moves.length + change.opened.length;
      const head = {
        ...pool.head,
        available,
        buckets: width,
        lowAt: change.lowAt,
        lastChange,
        revision: pool.head.revision + 1,
      };
      return stockLevel({ head, buckets: [head] }, held);
    }, ROUNDS);

/** The pool of a SKU, without units where a product sells it from stock, or prints are made of it, and nobody has stocked it yet. Throws `NotFound`. */
async function findPool(views: Views, sku: string): Promise<WholePool> {
  const [pool] = await whileStale(() => wholePools(views, [sku]));
  if (pool) return pool;
  const { store, catalog, quotes } = views;
  const [sellers, active] = await store.readTogether([catalog.sellersOf([sku]), quotes.activeRules()]);
  if (isMaterial(sku, active?.rules)) return emptyPool(sku);
  const [products] = await store.readTogether([catalog.sellable(sellers)]);
  // What is printed to order has no units.
  if (products.every(({ kind }) => kind === 'print')) throw new NotFound();
  return emptyPool(sku);
}

/** Fewer units would be left than checkouts hold. */
export class BelowHeld extends DomainError {
  override name = 'BelowHeld';
  constructor(sku: string, available: number, held: number) {
    super('conflict', 'below-held', `Of ${sku}, checkouts hold ${held}; no more than ${available} can be taken away.`, {
      members: { available, held },
    });
  }
}

/** There is nothing yet to be spread, or to run low. */
export class NoPool extends DomainError {
  override name = 'NoPool';
  constructor(sku: string) {
    super('conflict', 'no-pool', `There are no units of ${sku} yet. Send onHand or delta first.`);
  }
}

/** More units than a pool takes. */
export class TooManyUnits extends DomainError {
  override name = 'TooManyUnits';
  constructor(sku: string) {
    super('conflict', 'too-many-units', `A pool takes ${MOST_UNITS} units; this would be more of ${sku}.`);
  }
}
