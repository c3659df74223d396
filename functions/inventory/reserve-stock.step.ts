import { type OrdersReads, stockLines } from '../orders/reads.ts';
import { assertForward, hasEnded, type KnownStep, knownStep, receiptOf, SagaTurnedBack } from '../orders/saga.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import { addSeconds, type Clock } from '../shared/clock.ts';
import { announced } from '../shared/events/facts.ts';
import type { Step } from '../shared/steps.ts';
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { InventoryFailed, InventoryReleased, InventoryReserved } from './contract.ts';
import { type HeldUnits, type Hold, holdIdOf, shortSkus, wantedUnits } from './hold.ts';
import { poolsAtOneMoment } from './lists.ts';
import { type SpreadPools, spreadPools } from './plan-parts.ts';
import { unitsIn } from './pool.ts';
import type { InventoryReads } from './reads.ts';
import { BucketDrained, type InventoryWrites, PoolShort, PoolSpread, stockPostings } from './writes.ts';

/** Not enough of at least one SKU. The step's fact says of which. */
export class OutOfStock extends Error {
  override name = 'OutOfStock';
}

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly inventory: { readonly reads: InventoryReads; readonly writes: InventoryWrites };
  readonly clock: Clock;
  readonly holdSeconds: number;
  readonly spread: SpreadPools;
}

const STEP = 'reserve-stock';

/** Buckets that others drain before this order reaches them; each time it looks where units are left. */
const BUCKET_ROUNDS = 20;

/**
 * Holds every unit of an order, or nothing. A print is no unit of a pool: an order of prints alone has an empty hold, which says until
 * when it may be paid (docs/adr/0033). Do: throws `OutOfStock` (recorded, so that a repeat says the same) and
 * `SagaTurnedBack` for an order that is on its way back. A repeat after the hold has expired takes it again; if that is no
 * longer possible it turns the order back, because by then a payment may have been asked for.
 * Undo: gives back what is held or sold, once.
 */
export const reserveStock = (given: Omit<Ports, 'spread'>): Step => {
  const ports: Ports = { ...given, spread: spreadPools(given.store, given.inventory.reads) };
  return {
    name: STEP,
    do: ({ orderId, execution }) =>
      whileStale(async () => {
        const { view, hold } = await look(ports, orderId);
        assertForward(view.order.head);
        if (view.done === undefined) return reserve(ports, view, undefined, `${STEP}#do`);
        if (view.done.reason) throw new OutOfStock(view.done.reason.message);
        if (view.order.head.status !== 'RESERVED') return receiptOf(view.order.head);
        if (hold?.state === 'EXPIRED') return reserve(ports, view, hold, `re-hold#${execution}`);
        // A later attempt waits for the payment all over again, and the hold has to outlast it.
        if (hold?.state === 'HELD' && execution !== orderId) await prolong(ports, hold);
        return receiptOf(view.order.head);
      }),
    undo: ({ orderId }) =>
      whileStale(async () => {
        const { view, hold } = await look(ports, orderId);
        if (view.undone || hasEnded(view.order.head)) return receiptOf(view.order.head);
        return release(ports, view, hold);
      }),
  };
};

async function look({ store, orders, inventory }: Ports, orderId: string) {
  const [view, hold] = await store.readTogether([orders.reads.step(orderId, STEP), inventory.reads.hold(orderId)]);
  return { view: knownStep(view, orderId), hold };
}

async function reserve(ports: Ports, { order }: KnownStep, previous: Hold | undefined, key: string) {
  const { store, orders, inventory, clock, holdSeconds } = ports;
  const units = wantedUnits(stockLines(order.details.lines));
  const now = clock.now();
  const fact = announced(
    InventoryReserved,
    { orderId: order.head.id, reservationId: holdIdOf(order.head.id), items: units },
    {
      key,
      postings: stockPostings(units, 'available', 'held'),
      audience: 'customer',
      asks: 'payment.processing',
    },
  );
  for (let round = 0; round < BUCKET_ROUNDS; round++) {
    try {
      const parts = await ports.spread.parts(order.head.id, units, round === 0);
      await store.commit(
        [
          ...orders.writes.change(order.head, now, {
            going: 'forward',
            ...(previous ? {} : { to: 'RESERVED' as const }),
            fact,
          }),
          ...inventory.writes.take(order.head.id, units, addSeconds(now, holdSeconds), previous, parts),
        ],
        { beforeRetry: () => refuseIfShort(ports, units) },
      );
      return { version: order.head.version + 1 };
    } catch (error) {
      if (error instanceof PoolShort) return refuse(ports, order, units, key, previous !== undefined);
      if (error instanceof PoolSpread) ports.spread.learn(error.sku);
      else if (!(error instanceof BucketDrained)) throw error;
    }
  }
  throw new Stale('Others drain every bucket first');
}

/** Under contention an empty pool is an answer, not a reason to go on trying. */
async function refuseIfShort({ store, inventory }: Ports, units: readonly HeldUnits[]): Promise<void> {
  const [pools] = await store.readTogether([inventory.reads.pools(units.map(({ sku }) => sku))]);
  const [short] = shortSkus(units, pools);
  if (short !== undefined) throw new PoolShort(short);
}

async function refuse(
  { store, orders, inventory, clock }: Ports,
  order: KnownStep['order'],
  units: readonly HeldUnits[],
  key: string,
  again: boolean,
): Promise<never> {
  const pools = await poolsAtOneMoment(
    { store, inventory: inventory.reads },
    units.map(({ sku }) => sku),
  );
  const skus = shortSkus(
    units,
    pools.map(({ head, buckets }) => ({ sku: head.sku, available: unitsIn(buckets) })),
  );
  // Somebody gave units back between the refusal and this look: there is a second chance, and nobody is refused wrongly.
  if (skus.length === 0) throw new Stale('The pools have enough again');
  const message = `Not enough of ${skus.join(', ')}`;
  const fact = announced(
    InventoryFailed,
    { orderId: order.head.id, skus },
    { key, reason: { code: 'out-of-stock', message }, audience: 'customer' },
  );
  await store.commit(
    orders.writes.change(order.head, clock.now(), {
      going: again ? 'turn' : 'forward',
      failure: { code: 'out-of-stock', message: 'Something you ordered was sold out in the meantime.' },
      fact,
    }),
  );
  // `OutOfStock` leads past the payment's undo, which is right only as long as nobody can have been asked to pay.
  throw again ? new SagaTurnedBack(message) : new OutOfStock(message);
}

async function prolong({ store, inventory, clock, holdSeconds }: Ports, hold: Hold): Promise<void> {
  const now = clock.now();
  await store.write(inventory.writes.prolong(hold, addSeconds(now, holdSeconds), now));
}

async function release({ store, orders, inventory, clock }: Ports, { order }: KnownStep, hold: Hold | undefined) {
  const now = clock.now();
  const key = `${STEP}#undo`;
  const held = hold !== undefined && (hold.state === 'HELD' || hold.state === 'COMMITTED');
  const fact = held
    ? announced(
        InventoryReleased,
        { orderId: order.head.id, reservationId: hold.id, items: [...hold.units], cause: 'order' },
        { key, postings: stockPostings(hold.units, hold.state === 'HELD' ? 'held' : 'sold', 'available') },
      )
    : { key, type: 'inventory.nothing-held' };
  await store.commit([
    ...orders.writes.change(order.head, now, { going: 'turn', fact: { ...fact, audience: 'staff' } }),
    ...(held ? inventory.writes.giveBack(hold, 'RELEASED', now) : []),
  ]);
  return { version: order.head.version + 1 };
}
