/**
 * A day of a machine: the seconds in which it prints, and those that nobody has booked. They are a pool beside those of units:
 * taken by the condition that enough is left, given back with the hold. A day that nobody has booked or changed is not stored; it
 * has the hours of the price rules in force. Days are those of UTC.
 */
import type { CapacityChange, MachineDayDto } from './contract.ts';

export interface MachineDay {
  readonly machineId: string;
  /** `2026-12-03` */
  readonly date: string;
  /** In which it prints that day. */
  readonly openSeconds: number;
  /** Of those, what nobody has booked. */
  readonly left: number;
  /** Staff closed it: nothing more is booked. What is booked stays. */
  readonly closed?: true;
  /** Of the last change by staff. */
  readonly reason?: string;
  /** Counts the changes by staff: what they decide on. Bookings leave it alone. */
  readonly revision: number;
  /** Counts every change; 0 for a day that is not stored. */
  readonly version: number;
}

/** Days as they are stored. */
export interface MachineDays {
  /** Those of these machines from the first to the last date, both included; in any order. */
  between(machineIds: readonly string[], first: string, last: string): Promise<readonly MachineDay[]>;
}

/** Machine time of one day that an order has booked. */
export interface BookedHours {
  readonly machineId: string;
  readonly date: string;
  readonly seconds: number;
}

/** A machine as the price rules describe it. */
export interface RuledMachine {
  readonly id: string;
  readonly name: string;
  readonly hoursPerDay: number;
}

const SECONDS_PER_HOUR = 3_600;
const DAY_MS = 86_400_000;

/** Seconds a day in which a machine prints where staff set nothing else. */
export const daySecondsOf = ({ hoursPerDay }: Pick<RuledMachine, 'hoursPerDay'>): number =>
  Math.round(hoursPerDay * SECONDS_PER_HOUR);

/** The day so many days after a moment, `2026-12-03`. */
export const dateAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** The day so many days after a day. */
export const laterDate = (date: string, days: number): string => dateAfter(new Date(`${date}T00:00:00.000Z`), days);

/** A day as nobody has touched it yet. */
export const untouchedDay = (machine: RuledMachine, date: string): MachineDay => ({
  machineId: machine.id,
  date,
  openSeconds: daySecondsOf(machine),
  left: daySecondsOf(machine),
  revision: 0,
  version: 0,
});

/** Seconds that orders have booked. */
export const bookedOf = ({ openSeconds, left }: Pick<MachineDay, 'openSeconds' | 'left'>): number => openSeconds - left;

/** More is booked than the hours that staff ask for. */
export const BELOW_BOOKED = 'below-booked';

/** The day as staff want it, or `below-booked`. In: the day as it was read, what they ask. Closing is always possible. */
export function changedDay(day: MachineDay, { hours, reason }: CapacityChange): MachineDay | typeof BELOW_BOOKED {
  const next = { revision: day.revision + 1, version: day.version + 1, reason };
  if (hours === undefined) return { ...day, ...next, closed: true };
  const openSeconds = Math.round(hours * SECONDS_PER_HOUR);
  const left = openSeconds - bookedOf(day);
  if (left < 0) return BELOW_BOOKED;
  const { closed: _, ...open } = day;
  return { ...open, ...next, openSeconds, left };
}

const HUNDREDTHS = 100;
/** Hours with two digits; what is left is never said to be more than it is. */
const hoursOf = (seconds: number, round: (value: number) => number): number =>
  round((seconds / SECONDS_PER_HOUR) * HUNDREDTHS) / HUNDREDTHS;

/** A day as staff see it. */
export const machineDayDto = (day: MachineDay, { name }: Pick<RuledMachine, 'name'>): MachineDayDto => ({
  machineId: day.machineId,
  name,
  date: day.date,
  hours: hoursOf(day.openSeconds, Math.round),
  bookedHours: hoursOf(bookedOf(day), Math.ceil),
  leftHours: day.closed ? 0 : hoursOf(day.left, Math.floor),
  closed: day.closed ?? false,
  ...(day.reason === undefined ? {} : { reason: day.reason }),
  version: day.revision,
});
