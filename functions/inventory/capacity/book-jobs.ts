import type { PrintJob } from '../../orders/reads.ts';
import type { QuotesReads } from '../../quotes/reads.ts';
import type { Store } from '../../shared/store/store.ts';
import type { MachineDay, MachineDays } from './machine-day.ts';
import { type Plan, planJobs, planningDays } from './plan-jobs.ts';
import { plannedJob, readyOn } from './workshop.ts';

interface Ports {
  readonly store: Store;
  readonly days: MachineDays;
  readonly quotes: Pick<QuotesReads, 'activeRules'>;
}

/** Not all jobs of an order have room within the horizon. */
export class NoRoom extends Error {
  override name = 'NoRoom';
  readonly machines: readonly string[];
  constructor(machines: readonly string[]) {
    super(`No room on ${machines.join(', ')}`);
    this.machines = machines;
  }
}

/** Looks for room where days change between any two of them; the last one counts. */
const LOOKS = 4;

/**
 * The hours to book for an order's jobs, and the day on which they are ready to be sent; nothing for an order without jobs, which
 * costs no read. Days are read side by side, which is no picture of a moment: that there is no room is said of two readings in
 * which no day has another version. Throws `NoRoom`, also where the rules in force no longer have the machine.
 */
export async function planHours(
  { store, days: machineDays, quotes }: Ports,
  jobs: readonly PrintJob[],
  now: Date,
): Promise<(Plan & { readonly eta: string }) | undefined> {
  if (jobs.length === 0) return undefined;
  const [active] = await store.readTogether([quotes.activeRules()]);
  if (!active) throw new NoRoom(jobs.flatMap(({ machineId }) => machineId ?? []));
  const { rules } = active;
  const wanted = jobs.map((job) => plannedJob(job, rules));
  const machineIds = [...new Set(wanted.flatMap((job) => job.machineIds))];
  const dates = planningDays(now);
  let before: string | undefined;
  for (let look = 0; look < LOOKS; look++) {
    const days = await machineDays.between(machineIds, dates[0] ?? '', dates.at(-1) ?? '');
    const plan = planJobs(wanted, rules.machines, days, now);
    if (plan) return { ...plan, eta: readyOn(jobs, plan, rules) };
    const versions = versionsOf(days);
    if (versions === before) break;
    before = versions;
  }
  throw new NoRoom(machineIds);
}

const versionsOf = (days: readonly MachineDay[]): string =>
  days
    .map(({ machineId, date, version }) => `${machineId}#${date}#${version}`)
    .toSorted()
    .join();
