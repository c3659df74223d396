/**
 * On which days jobs are printed. A job that fits into a day is printed within one; a longer one begins where a day has time left, goes
 * on through days that are wholly free, and ends on one that has room for its rest. Closed days are left out.
 */
import {
  type BookedHours,
  dateAfter,
  daySecondsOf,
  type MachineDay,
  type RuledMachine,
  untouchedDay,
} from './machine-day.ts';

/** Days that are planned ahead, tomorrow being the first: today's hours are being printed already. */
export const HORIZON_DAYS = 60;

/** Days that the jobs of one order may take: each is a write of the order's transaction, which has at most 100. */
export const MOST_BOOKED_DAYS = 40;

/** Machine time that is wanted in one go. */
export interface Job {
  /** Machines that can print it, those preferred first. */
  readonly machineIds: readonly string[];
  /** Of all its pieces. */
  readonly seconds: number;
}

/** Machine time to be booked. `opens`: the day is not stored yet, and has so many seconds. */
export interface PlannedHours extends BookedHours {
  readonly opens?: number;
}

export interface Plan {
  readonly hours: readonly PlannedHours[];
  /** The day on which the last part of each job is printed, in the order of the jobs. */
  readonly lastDays: readonly string[];
}

/** The days that a job may be printed on. */
export const planningDays = (now: Date): string[] =>
  Array.from({ length: HORIZON_DAYS }, (_, index) => dateAfter(now, index + 1));

/**
 * The first days that have room for jobs, one job after the other; each on the machine that is done first. In: the jobs, the machines of
 * the price rules in force, the days of these machines as they are stored, the time. Out: what to book, or nothing where not all of
 * them have room within the horizon.
 */
export function planJobs(
  jobs: readonly Job[],
  machines: readonly RuledMachine[],
  stored: readonly MachineDay[],
  now: Date,
): Plan | undefined {
  const days = new Map(stored.map((day) => [keyOf(day), day]));
  const booked = new Map<string, PlannedHours>();
  const lastDays: string[] = [];
  for (const { machineIds, seconds } of jobs) {
    const calendars = machineIds
      .flatMap((id) => machines.find((machine) => machine.id === id) ?? [])
      .map((machine) => calendarOf(machine, days, now));
    const [first] = calendars
      .flatMap(({ daySeconds, machineDays }) => {
        const parts = partsOf(machineDays, Math.max(1, Math.ceil(seconds)), daySeconds);
        const last = parts?.at(-1)?.day.date;
        return parts && last !== undefined ? [{ parts, last }] : [];
      })
      .toSorted((a, b) => (a.last < b.last ? -1 : Number(a.last > b.last)));
    if (!first) return undefined;
    for (const { day, seconds: taken } of first.parts) {
      const { machineId, date, openSeconds, left, version } = day;
      const key = keyOf(day);
      const before = booked.get(key)?.seconds ?? 0;
      booked.set(key, { machineId, date, seconds: before + taken, ...(version === 0 ? { opens: openSeconds } : {}) });
      days.set(key, { ...day, left: left - taken });
    }
    lastDays.push(first.last);
  }
  return booked.size > MOST_BOOKED_DAYS ? undefined : { hours: [...booked.values()], lastDays };
}

const keyOf = ({ machineId, date }: Pick<MachineDay, 'machineId' | 'date'>): string => `${machineId}#${date}`;

const calendarOf = (machine: RuledMachine, days: ReadonlyMap<string, MachineDay>, now: Date) => ({
  daySeconds: daySecondsOf(machine),
  machineDays: planningDays(now).map(
    (date) => days.get(keyOf({ machineId: machine.id, date })) ?? untouchedDay(machine, date),
  ),
});

interface DayPart {
  readonly day: MachineDay;
  readonly seconds: number;
}

/**
 * The earliest parts of days that a job may take. In: the days of one machine in their order, the job's seconds, the seconds of a usual
 * day. Of two beginnings with room the earlier one is never done later: from the later one on both go through the same days.
 */
function partsOf(days: readonly MachineDay[], seconds: number, daySeconds: number): DayPart[] | undefined {
  const open = days.filter(({ closed, openSeconds }) => !closed && openSeconds > 0);
  for (const [index, day] of open.entries()) {
    if (day.left <= 0) continue;
    if (day.left >= seconds) return [{ day, seconds }];
    if (seconds <= daySeconds) continue;
    const parts = onwards(open.slice(index), seconds);
    if (parts) return parts;
  }
  return undefined;
}

/** What is left of the first day, whole free days, and the beginning of a last one; nothing where another job stands in the way. */
function onwards([first, ...next]: readonly MachineDay[], seconds: number): DayPart[] | undefined {
  if (!first) return undefined;
  const parts: DayPart[] = [{ day: first, seconds: first.left }];
  let rest = seconds - first.left;
  for (const day of next) {
    const taken = Math.min(rest, day.openSeconds);
    if (day.left < taken) return undefined;
    parts.push({ day, seconds: taken });
    rest -= taken;
    if (rest === 0) return parts;
  }
  return undefined;
}
