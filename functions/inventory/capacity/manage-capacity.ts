import type { QuotesReads } from '../../quotes/reads.ts';
import type { Clock } from '../../shared/clock.ts';
import { DomainError, NotFound } from '../../shared/domain-error.ts';
import type { Request } from '../../shared/http/api.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { Store } from '../../shared/store/store.ts';
import type { InventoryReads } from '../reads.ts';
import {
  type AdminChangeCapacity,
  type AdminReadCapacity,
  type AdminReadMachineDay,
  type MachineDayDto,
  MOST_DAYS_SHOWN,
} from './contract.ts';
import { changeDay } from './day-writes.ts';
import {
  BELOW_BOOKED,
  bookedOf,
  changedDay,
  dateAfter,
  laterDate,
  type MachineDays,
  machineDayDto,
  untouchedDay,
} from './machine-day.ts';

interface Ports {
  readonly store: Store;
  readonly table: string;
  readonly inventory: InventoryReads;
  readonly quotes: Pick<QuotesReads, 'activeRules'>;
  readonly clock: Clock;
}

/** Days that are shown where nobody says how many. */
const DAYS_SHOWN = 14;

/** More hours of the day are booked than it would have. */
export class BelowBooked extends DomainError {
  override name = 'BelowBooked';
  constructor(bookedHours: number) {
    super('conflict', 'below-booked', 'Orders have booked more hours of that day. Close it if it cannot be printed.', {
      members: { bookedHours },
    });
  }
}

/** The load by machine and day. In: first and last day. Throws `invalid-range` and `no-price-rules`. */
export const readCapacity =
  ({ store, days, quotes, clock }: Omit<Ports, 'table' | 'inventory'> & { readonly days: MachineDays }) =>
  async ({ query }: Pick<Request<typeof AdminReadCapacity>, 'query'>): Promise<{ items: MachineDayDto[] }> => {
    const from = query.from ?? dateAfter(clock.now(), 0);
    const dates = datesOf(from, query.to ?? laterDate(from, DAYS_SHOWN - 1));
    const machines = await machinesInForce({ store, quotes });
    const ids = machines.map(({ id }) => id);
    const found = await days.between(ids, dates[0] ?? from, dates.at(-1) ?? from);
    return {
      items: machines.flatMap((machine) =>
        dates.map((date) => {
          const day = found.find((one) => one.machineId === machine.id && one.date === date);
          return machineDayDto(day ?? untouchedDay(machine, date), machine);
        }),
      ),
    };
  };

/** One day of one machine. Throws `NotFound` and `no-price-rules`. */
export const readMachineDay =
  (ports: Omit<Ports, 'table' | 'clock'>) =>
  async ({ params }: Pick<Request<typeof AdminReadMachineDay>, 'params'>): Promise<MachineDayDto> => {
    const { machine, day } = await dayOf(ports, params);
    return machineDayDto(day, machine);
  };

/**
 * Gives a machine other hours on a day, or closes the day. The version that staff decided on moves with every such change and with no
 * booking. Throws `NotFound`, `ChangedMeanwhile`, `BelowBooked` and `no-price-rules`.
 */
export const changeCapacity =
  ({ store, table, inventory, quotes, clock }: Ports) =>
  ({ params: { machineId, date }, body, ifMatch }: Request<typeof AdminChangeCapacity>): Promise<MachineDayDto> =>
    whileStale(async () => {
      const { machine, day: before } = await dayOf({ store, inventory, quotes }, { machineId, date });
      ifMatch(before.revision);
      const after = changedDay(before, body);
      if (after === BELOW_BOOKED) throw new BelowBooked(bookedOf(before) / 3_600);
      await store.commit(changeDay(table, before, after, clock.now()));
      return machineDayDto(after, machine);
    });

/** A machine and a day of it, as it is stored or as nobody has touched it yet. Throws `NotFound` and `no-price-rules`. */
async function dayOf(
  { store, inventory, quotes }: Omit<Ports, 'table' | 'clock'>,
  { machineId, date }: { readonly machineId: string; readonly date: string },
) {
  const machine = (await machinesInForce({ store, quotes })).find(({ id }) => id === machineId);
  if (!machine) throw new NotFound();
  const [found] = await store.readTogether([inventory.machineDay(machineId, date)]);
  return { machine, day: found ?? untouchedDay(machine, date) };
}

async function machinesInForce({ store, quotes }: Pick<Ports, 'store' | 'quotes'>) {
  const [active] = await store.readTogether([quotes.activeRules()]);
  if (!active) throw new DomainError('conflict', 'no-price-rules', 'There are no machines yet: no price rules.');
  return active.rules.machines;
}

/** The days from one to another, both included. Throws `invalid-range`. */
function datesOf(from: string, to: string): string[] {
  const dates = Array.from({ length: MOST_DAYS_SHOWN }, (_, index) => laterDate(from, index));
  const last = dates.indexOf(to);
  if (last >= 0) return dates.slice(0, last + 1);
  throw new DomainError('invalid', 'invalid-range', `Ask for 1 to ${MOST_DAYS_SHOWN} days.`, {
    errors: [{ pointer: '/query/to', message: `not within ${MOST_DAYS_SHOWN} days from ${from}` }],
  });
}
