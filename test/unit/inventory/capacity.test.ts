import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AdminChangeCapacity } from '../../../functions/inventory/capacity/contract.ts';
import { laterDate, type MachineDay, untouchedDay } from '../../../functions/inventory/capacity/machine-day.ts';
import { machineDays } from '../../../functions/inventory/capacity/machine-days.dynamodb.ts';
import { changeCapacity, readCapacity } from '../../../functions/inventory/capacity/manage-capacity.ts';
import { HORIZON_DAYS, type Job, planJobs, planningDays } from '../../../functions/inventory/capacity/plan-jobs.ts';
import { materialSku, readyOn } from '../../../functions/inventory/capacity/workshop.ts';
import { Sku } from '../../../functions/inventory/contract.ts';
import { expireHolds } from '../../../functions/inventory/expire-holds.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { OutOfStock } from '../../../functions/inventory/reserve-stock.step.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { expectation } from '../../../functions/shared/http/request-input.ts';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';
import { audit } from '../../support/audit.ts';
import { type SimulatedShop, simulatedShop } from '../../support/simulation/shop.ts';

const HOUR = 3_600;
const now = new Date('2026-11-21T10:00:00.000Z');
const TOMORROW = '2026-11-22';
const slow = { id: 'slow', name: 'Slow', hoursPerDay: 20 };
const fast = { id: 'fast', name: 'Fast', hoursPerDay: 10 };
const on = (date: string, change: Partial<MachineDay>, machine = slow): MachineDay => ({
  ...untouchedDay(machine, date),
  version: 1,
  ...change,
});
const planned = (jobs: readonly Job[], days: readonly MachineDay[] = [], machines = [slow, fast]) =>
  planJobs(jobs, machines, days, now)?.hours.map(({ machineId, date, seconds }) => [machineId, date, seconds / HOUR]);
const job = (hours: number, ...machineIds: string[]): Job => ({
  machineIds: machineIds.length > 0 ? machineIds : ['slow'],
  seconds: hours * HOUR,
});

describe('a plan of jobs', () => {
  test('takes the first day that has room for the whole job, tomorrow at the earliest [K22]', () => {
    expect(planned([job(5)])).toEqual([['slow', TOMORROW, 5]]);
    expect(planned([job(5)], [on(TOMORROW, { left: 4 * HOUR })])).toEqual([['slow', '2026-11-23', 5]]);
  });

  test('leaves out days that staff closed [K22]', () => {
    expect(planned([job(30)], [on('2026-11-23', { closed: true })])).toEqual([
      ['slow', TOMORROW, 20],
      ['slow', '2026-11-24', 10],
    ]);
  });

  test('spreads a job that is larger than a day over days in a row, and never over another job [K22]', () => {
    const days = [on(TOMORROW, { left: 5 * HOUR }), on('2026-11-24', { left: 2 * HOUR })];
    expect(planned([job(27)], days)).toEqual([
      ['slow', TOMORROW, 5],
      ['slow', '2026-11-23', 20],
      ['slow', '2026-11-24', 2],
    ]);
    expect(planned([job(28)], days)).toEqual([
      ['slow', '2026-11-24', 2],
      ['slow', '2026-11-25', 20],
      ['slow', '2026-11-26', 6],
    ]);
  });

  test('takes the machine that is done first, and the preferred one where two are [K22]', () => {
    expect(planned([job(5, 'fast', 'slow')])).toEqual([['fast', TOMORROW, 5]]);
    expect(planned([job(15, 'fast', 'slow')])).toEqual([['slow', TOMORROW, 15]]);
  });

  test('adds up what the jobs of one order take of a day, and says when each is done [K22]', () => {
    const plan = planJobs([job(15), job(6), job(4)], [slow], [], now);
    expect(plan?.hours.map(({ date, seconds }) => [date, seconds / HOUR])).toEqual([
      [TOMORROW, 19],
      ['2026-11-23', 6],
    ]);
    expect(plan?.lastDays).toEqual([TOMORROW, '2026-11-23', TOMORROW]);
  });

  test('is none where the horizon is full, the machine is gone, or the job is longer than a transaction is wide [K22]', () => {
    const full = planningDays(now).map((date) => on(date, { left: 0 }));
    expect(planned([job(1)], full)).toBeUndefined();
    expect(planned([job(1, 'sold')])).toBeUndefined();
    expect(planned([job(20 * 41)])).toBeUndefined();
  });

  const days = fc
    .array(fc.record({ left: fc.integer({ min: 0, max: 72_000 }), closed: fc.boolean() }), { maxLength: HORIZON_DAYS })
    .map((some) =>
      some.map(({ left, closed }, index) =>
        on(laterDate(TOMORROW, index), { left, ...(closed ? { closed: true as const } : {}) }),
      ),
    );

  test('never takes more than a day has left nor a closed day, books every second, and nothing is done earlier [K22]', () => {
    fc.assert(
      fc.property(
        days,
        fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 8 }),
        (some, wanted) => {
          const plan = planJobs(
            wanted.map((seconds) => ({ machineIds: ['slow'], seconds })),
            [slow],
            some,
            now,
          );
          const dayOf = (date: string) => some.find((day) => day.date === date) ?? untouchedDay(slow, date);
          if (plan) {
            const dates = plan.hours.map(({ date }) => date);
            expect(new Set(dates).size).toBe(dates.length);
            expect(plan.hours.every(({ date, seconds }) => !dayOf(date).closed && seconds <= dayOf(date).left)).toBe(
              true,
            );
            expect(plan.hours.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(
              wanted.reduce((sum, one) => sum + one, 0),
            );
          }
          const [first = 1] = wanted;
          const open = planningDays(now)
            .map(dayOf)
            .filter(({ closed }) => !closed);
          const earliest = open.find(({ left }) => left >= first)?.date;
          if (first <= 72_000 && wanted.length === 1) expect(plan?.lastDays[0]).toBe(earliest);
          if (plan && earliest !== undefined) expect((plan.lastDays[0] ?? '') <= earliest).toBe(true);
        },
      ),
    );
  });
});

test('an order is ready after the last print and its lead time, and never before the day of its offer [K22, ORD-17]', () => {
  const rules = { leadDays: 3, rush: { leadDays: 1, percent: 40 } };
  const one = { machineId: 'slow', material: 'pla', seconds: HOUR, grams: 9, rush: false };
  const plan = { hours: [], lastDays: ['2026-12-01', '2026-12-02'] };
  expect(readyOn([one, { ...one, rush: true }], plan, rules)).toBe('2026-12-04');
  expect(readyOn([one, { ...one, notBefore: '2026-12-24' }], plan, rules)).toBe('2026-12-24');
});

test('every material has a SKU of its own, however long its id is [K22]', () => {
  expect(materialSku('pla')).toBe('MAT-PLA');
  const long = (end: string) => materialSku(`${'a'.repeat(38)}-${end}`);
  for (const sku of [long('b'), long('c')]) expect(Sku.parse(sku)).toBe(sku);
  expect(long('b')).not.toBe(long('c'));
});

const HOLDING = { machineId: 'powder-165', material: 'nylon', seconds: HOUR, grams: 20, rush: false };

async function workshop({ grams = 50_000 } = {}) {
  const shop = simulatedShop({ stock: 0 });
  await shop.openWorkshop(grams);
  const { store, clock } = shop;
  const ports = {
    store,
    table: 'inventory',
    inventory: inventoryReads('inventory'),
    days: machineDays(store, 'inventory'),
    quotes: quotesReads('quotes'),
    clock,
  };
  const change = changeCapacity(ports);
  const put = (machineId: string, date: string, ifMatch: string | undefined, body: object) =>
    shop.aside(async () =>
      change({
        params: { machineId, date },
        body: AdminChangeCapacity.body.parse({ reason: 'Service', ...body }),
        ifMatch: expectation(AdminChangeCapacity, ifMatch),
      } as never),
    );
  /** Leaves the machine so many hours on one day and none on any other. */
  const narrow = async (machineId: string, date: string, hours: number) => {
    for (const other of planningDays(clock.now())) {
      await put(machineId, other, '"0"', other === date ? { hours } : { closed: true });
    }
  };
  const reserve = (orderId: string) => shop.call(orderId, 'reserve-stock', 'do');
  const read = (query: object = {}) => readCapacity(ports)({ query });
  const dayOf = async (machineId: string, date: string) =>
    (await read({ from: date, to: date })).items.find((day) => day.machineId === machineId);
  return { shop, put, narrow, reserve, read, dayOf };
}

const nylonLeft = (shop: SimulatedShop) =>
  shop.store.items('inventory').find(({ pk }) => pk === 'POOL#MAT-NYLON#0')?.['available'];

describe('the reservation of a print', () => {
  test('books hours and grams with the order, and dates it [K22, ORD-17]', async () => {
    const { shop, reserve, dayOf } = await workshop();
    const orderId = await shop.place({ job: HOLDING });
    await reserve(orderId);
    const { order, hold } = await shop.byId(orderId);
    expect(order.head).toMatchObject({ status: 'RESERVED', eta: '2026-11-25' });
    expect(hold).toMatchObject({
      units: [{ sku: 'MAT-NYLON', quantity: 20 }],
      hours: [{ machineId: 'powder-165', date: TOMORROW, seconds: HOUR }],
    });
    expect(await dayOf('powder-165', TOMORROW)).toMatchObject({ hours: 24, bookedHours: 1, leftHours: 23, version: 0 });
    expect(nylonLeft(shop)).toBe(49_980);
  });

  test('is bought whole by a saga that succeeds, and given back whole by one that fails [K22, PAY-14]', async () => {
    const { shop, dayOf } = await workshop();
    const bought = await shop.place({ job: HOLDING });
    const declined = await shop.place({ job: HOLDING, cardToken: 'tok_declined' });
    expect((await shop.run(bought)).status).toBe('SUCCEEDED');
    await shop.run(declined);
    expect((await shop.byId(bought)).hold?.state).toBe('COMMITTED');
    expect((await shop.byId(declined)).hold?.state).toBe('RELEASED');
    expect(await dayOf('powder-165', TOMORROW)).toMatchObject({ bookedHours: 1 });
    expect(nylonLeft(shop)).toBe(49_980);
    expect(audit({ ...shop.evidence(), opened: { 'MAT-NYLON': 50_000 } })).toEqual([]);
  });

  test('is given back when the hold expires, and taken again on a later day where another order was faster [K22, INV-12]', async () => {
    const { shop, narrow, reserve, dayOf, put } = await workshop();
    await narrow('powder-165', TOMORROW, 1);
    const orderId = await shop.place({ job: HOLDING });
    await reserve(orderId);
    const { hold } = await shop.byId(orderId);
    shop.clock.time = new Date(Date.parse(hold?.expiresAt ?? '') + 1);
    const inventory = { reads: inventoryReads('inventory'), writes: inventoryWrites('inventory') };
    const orders = { reads: ordersReads('orders'), writes: ordersWrites('orders') };
    const dueHolds = { due: async () => (hold ? [hold] : []) };
    await shop.aside(expireHolds({ store: shop.store, dueHolds, orders, inventory, clock: shop.clock }));
    expect(await dayOf('powder-165', TOMORROW)).toMatchObject({ bookedHours: 0, leftHours: 1 });
    expect(nylonLeft(shop)).toBe(50_000);
    const other = await shop.place({ job: HOLDING });
    await reserve(other);
    await put('powder-165', '2026-11-29', '"1"', { hours: 2 });
    await reserve(orderId);
    expect((await shop.byId(orderId)).hold).toMatchObject({ state: 'HELD', hours: [{ date: '2026-11-29' }] });
    expect((await shop.byId(orderId)).order.head.eta).toBe('2026-12-02');
  });

  test('fails as out of stock where no day of the horizon has room, or the material is short; nothing is held [K22]', async () => {
    const full = await workshop();
    await full.narrow('powder-165', TOMORROW, 0.5);
    const orderId = await full.shop.place({ job: HOLDING });
    await expect(full.reserve(orderId)).rejects.toBeInstanceOf(OutOfStock);
    await expect(full.reserve(orderId)).rejects.toBeInstanceOf(OutOfStock);
    expect((await full.shop.byId(orderId)).order.head.failure?.code).toBe('out-of-stock');
    expect(nylonLeft(full.shop)).toBe(50_000);
    const bare = await workshop({ grams: 19 });
    const short = await bare.shop.place({ job: HOLDING });
    await expect(bare.reserve(short)).rejects.toBeInstanceOf(OutOfStock);
    expect(await bare.dayOf('powder-165', TOMORROW)).toMatchObject({ bookedHours: 0 });
  });

  test('of 100 orders on 20 machine hours at once sells 20, while staff move the hours [K22]', async () => {
    const { shop, narrow, reserve, put, dayOf } = await workshop();
    await narrow('powder-165', TOMORROW, 20);
    const ids: string[] = [];
    for (let index = 0; index < 100; index++) ids.push(await shop.place({ job: HOLDING }));
    const ends = await Promise.allSettled([
      ...ids.map(reserve),
      put('powder-165', TOMORROW, '"1"', { hours: 21 }).then(() => put('powder-165', TOMORROW, '"2"', { hours: 20 })),
    ]);
    const refused = ends.filter((end) => end.status === 'rejected');
    const codes = new Set(refused.map(({ reason }) => (reason as { code?: string }).code ?? reason.name));
    for (const code of codes) expect(['OutOfStock', 'below-booked']).toContain(code);
    const day = await dayOf('powder-165', TOMORROW);
    expect(day?.leftHours).toBe(0);
    expect(day?.bookedHours).toBe(day?.hours);
    expect(day?.bookedHours).toBeGreaterThanOrEqual(20);
    const held = shop.store.items('inventory').filter(({ state }) => state === 'HELD');
    expect(held).toHaveLength(day?.bookedHours ?? 0);
    expect(
      audit({ ...shop.evidence(), opened: { 'MAT-NYLON': 50_000 } }).filter((fault) => !fault.startsWith('ord_')),
    ).toEqual([]);
  });
});

describe('capacity as staff see and change it', () => {
  test('is a row for each machine and day, by the price rules where nobody changed it [K22]', async () => {
    const { read } = await workshop();
    const { items } = await read();
    expect(items).toHaveLength(SEED_PRICE_RULES.machines.length * 14);
    expect(items[0]).toEqual({
      machineId: 'fdm-250',
      name: 'MK3-like',
      date: '2026-11-21',
      hours: 20,
      bookedHours: 0,
      leftHours: 20,
      closed: false,
      version: 0,
    });
  });

  test.each([
    ['an end before its beginning', { from: '2026-12-02', to: '2026-12-01' }],
    ['more than 31 days', { from: '2026-12-01', to: '2027-01-01' }],
  ])('refuses %s [K22]', async (_, query) => {
    const { read } = await workshop();
    await expect(read(query)).rejects.toMatchObject({ code: 'invalid-range' });
  });

  test('is changed on the version that was read; bookings do not move it [K22]', async () => {
    const { shop, put, reserve, dayOf } = await workshop();
    await reserve(await shop.place({ job: HOLDING }));
    await expect(put('powder-165', TOMORROW, undefined, { hours: 2 })).rejects.toMatchObject({
      code: 'if-match-required',
    });
    expect(await put('powder-165', TOMORROW, '"0"', { hours: 2 })).toMatchObject({ leftHours: 1, version: 1 });
    await expect(put('powder-165', TOMORROW, '"0"', { hours: 9 })).rejects.toMatchObject({ code: 'changed-meanwhile' });
    await expect(put('powder-165', TOMORROW, '"1"', { hours: 0.9 })).rejects.toMatchObject({ code: 'below-booked' });
    expect(await put('powder-165', TOMORROW, '"1"', { closed: true })).toMatchObject({
      closed: true,
      bookedHours: 1,
      leftHours: 0,
      reason: 'Service',
    });
    expect(await put('powder-165', TOMORROW, '"2"', { hours: 4 })).toMatchObject({ closed: false, leftHours: 3 });
    expect(await dayOf('powder-165', TOMORROW)).toMatchObject({ hours: 4, bookedHours: 1, version: 3 });
    await expect(put('sold', TOMORROW, '"0"', { hours: 4 })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('takes hours or closed, one of them, and a reason [K22]', () => {
    const takes = (body: object) => AdminChangeCapacity.body.safeParse(body).success;
    expect(takes({ hours: 0, reason: 'Holiday' })).toBe(true);
    for (const body of [
      { hours: 3, closed: true, reason: 'x' },
      { reason: 'x' },
      { hours: 3 },
      { hours: 25, reason: 'x' },
    ]) {
      expect(takes(body)).toBe(false);
    }
  });
});
