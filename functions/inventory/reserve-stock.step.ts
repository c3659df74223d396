import { type OrdersReads, type PrintJob, printLines, stockLines } from '../orders/reads.ts';
import { assertForward, hasEnded, type KnownStep, knownStep, receiptOf, SagaTurnedBack } from '../orders/saga.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import type { QuotesReads } from '../quotes/reads.ts';
import { addSeconds, type Clock } from '../shared/clock.ts';
import { announced } from '../shared/events/facts.ts';
import type { Step } from '../shared/steps.ts';
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { NoRoom, planHours } from './capacity/book-jobs.ts';
import { HoursTaken } from './capacity/day-writes.ts';
import type { MachineDays } from './capacity/machine-day.ts';
import { materialUnits } from './capacity/workshop.ts';
import { InventoryFailed, InventoryReleased, InventoryReserved } from './contract.ts';
import { type HeldUnits, type Hold, holdIdOf, returnedBy, shortSkus, wantedUnits } from './hold.ts';
import { poolsAtOneMoment } from './lists.ts';
import { type SpreadPools, spreadPools } from './plan-parts.ts';
import { unitsIn } from './pool.ts';
import type { InventoryReads } from './reads.ts';
import { BucketDrained, type InventoryWrites, PoolShort, PoolSpread, stockPostings } from './writes.ts';

/** Not enough of at least one SKU, or no machine has room. The step's fact says which. */
export class OutOfStock extends Error {
  override name = 'OutOfStock';
}

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly inventory: { readonly reads: InventoryReads; readonly writes: InventoryWrites };
  readonly days: MachineDays;
  readonly quotes: Pick<QuotesReads, 'activeRules'>;
  readonly clock: Clock;
  readonly holdSeconds: number;
  readonly spread: SpreadPools;
}

const STEP = 'reserve-stock';

/** Buckets that others drain, and days that others fill, before this order reaches them; each time it looks where there is more. */
const ROUNDS = 20;

/**
 * Holds every unit of an order, the machine hours and the material of what it prints, or nothing (docs/adr/0037). Hours are booked on
 * the first days that have room, which dates the order. Do: throws `OutOfStock` (recorded, so that a repeat says the same) and
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

/** Everything that an order takes out of pools. */
interface Wanted {
  readonly units: readonly HeldUnits[];
  readonly jobs: readonly PrintJob[];
}

function wantedBy({ details: { lines } }: KnownStep['order']): Wanted {
  const jobs = printLines(lines).flatMap(({ job }) => job ?? []);
  return { units: wantedUnits([...stockLines(lines), ...materialUnits(jobs)]), jobs };
}

async function reserve(ports: Ports, { order }: KnownStep, previous: Hold | undefined, key: string) {
  const wanted = wantedBy(order);
  for (let round = 0; round < ROUNDS; round++) {
    try {
      return await takeAll(ports, order, wanted, previous, { key, blindly: round === 0 });
    } catch (error) {
      if (error instanceof PoolShort) return refuseShort(ports, order, wanted.units, key, previous !== undefined);
      if (error instanceof NoRoom) return refuseFull(ports, order, error.machines, key, previous !== undefined);
      if (error instanceof PoolSpread) ports.spread.learn(error.sku);
      else if (!(error instanceof BucketDrained || error instanceof HoursTaken)) throw error;
    }
  }
  throw new Stale('Others are faster each time');
}

/** One attempt. Throws `NoRoom`, and what the writes refuse. */
async function takeAll(
  ports: Ports,
  { head }: KnownStep['order'],
  { units, jobs }: Wanted,
  previous: Hold | undefined,
  { key, blindly }: { readonly key: string; readonly blindly: boolean },
) {
  const { store, orders, inventory, clock, holdSeconds } = ports;
  const now = clock.now();
  const parts = await ports.spread.parts(head.id, units, blindly);
  const plan = await planHours(ports, jobs, now);
  const hours = plan?.hours.map(({ machineId, date, seconds }) => ({ machineId, date, seconds }));
  const fact = announced(
    InventoryReserved,
    {
      orderId: head.id,
      reservationId: holdIdOf(head.id),
      items: [...units],
      ...(plan ? { hours, eta: plan.eta } : {}),
    },
    {
      key,
      postings: stockPostings(units, 'available', 'held'),
      audience: 'customer',
      asks: 'payment.processing',
      ...(plan ? { details: { eta: plan.eta } } : {}),
    },
  );
  await store.commit(
    [
      ...orders.writes.change(head, now, {
        going: 'forward',
        ...(previous ? {} : { to: 'RESERVED' as const }),
        eta: plan?.eta,
        fact,
      }),
      ...inventory.writes.take(head.id, units, addSeconds(now, holdSeconds), previous, parts, plan?.hours),
    ],
    { beforeRetry: () => refuseIfShort(ports, units) },
  );
  return { version: head.version + 1 };
}

/** Under contention an empty pool is an answer, not a reason to go on trying. */
async function refuseIfShort({ store, inventory }: Ports, units: readonly HeldUnits[]): Promise<void> {
  const [pools] = await store.readTogether([inventory.reads.pools(units.map(({ sku }) => sku))]);
  const [short] = shortSkus(units, pools);
  if (short !== undefined) throw new PoolShort(short);
}

async function refuseShort(
  ports: Ports,
  order: KnownStep['order'],
  units: readonly HeldUnits[],
  key: string,
  again: boolean,
): Promise<never> {
  const { store, inventory } = ports;
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
  const told = 'Something you ordered was sold out in the meantime.';
  return refuse(ports, order, { skus }, { key, again, message: `Not enough of ${skus.join(', ')}`, told });
}

const refuseFull = (
  ports: Ports,
  order: KnownStep['order'],
  machines: readonly string[],
  key: string,
  again: boolean,
): Promise<never> =>
  refuse(
    ports,
    order,
    { skus: [], machines: [...machines] },
    {
      key,
      again,
      message: `No room on ${machines.join(', ')}`,
      told: 'Our machines are booked out for longer than we plan ahead.',
    },
  );

async function refuse(
  { store, orders, clock }: Ports,
  { head }: KnownStep['order'],
  missing: { skus: string[]; machines?: string[] },
  why: { readonly key: string; readonly again: boolean; readonly message: string; readonly told: string },
): Promise<never> {
  const { key, again, message, told } = why;
  const fact = announced(
    InventoryFailed,
    { orderId: head.id, ...missing },
    { key, reason: { code: 'out-of-stock', message }, audience: 'customer' },
  );
  await store.commit(
    orders.writes.change(head, clock.now(), {
      going: again ? 'turn' : 'forward',
      failure: { code: 'out-of-stock', message: told },
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
        { orderId: order.head.id, ...returnedBy(hold), cause: 'order' },
        { key, postings: stockPostings(hold.units, hold.state === 'HELD' ? 'held' : 'sold', 'available') },
      )
    : { key, type: 'inventory.nothing-held' };
  await store.commit([
    ...orders.writes.change(order.head, now, { going: 'turn', fact: { ...fact, audience: 'staff' } }),
    ...(held ? inventory.writes.giveBack(hold, 'RELEASED', now) : []),
  ]);
  return { version: order.head.version + 1 };
}
