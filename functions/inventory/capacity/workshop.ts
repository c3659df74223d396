/** What the workshop has, by the price rules in force: its machines, and the pools that its materials are counted in. */
import { createHash } from 'node:crypto';
import type { PrintJob } from '../../orders/reads.ts';
import type { PriceRules } from '../../quotes/reads.ts';
import { MATERIAL_PREFIX } from '../contract.ts';
import type { HeldUnits } from '../hold.ts';
import { laterDate } from './machine-day.ts';
import type { Job, Plan } from './plan-jobs.ts';

/** As many characters as a SKU has. */
const SKU_LENGTH = 40;
const HASH_LENGTH = 12;

/**
 * The SKU of the pool that a material's grams are counted in: `MAT-PLA`. A material whose id is too long for a SKU has its beginning
 * and a hash of it.
 */
export function materialSku(material: string): string {
  const plain = `${MATERIAL_PREFIX}${material.toUpperCase()}`;
  if (plain.length <= SKU_LENGTH) return plain;
  const hash = createHash('sha256').update(material).digest('hex').slice(0, HASH_LENGTH).toUpperCase();
  return `${plain.slice(0, SKU_LENGTH - HASH_LENGTH - 1)}-${hash}`;
}

/** Whether a SKU is that of a material of the rules. */
export const isMaterial = (sku: string, rules: PriceRules | undefined): boolean =>
  rules?.materials.some(({ id }) => materialSku(id) === sku) ?? false;

/** Grams of material that jobs take, as units of pools. */
export const materialUnits = (jobs: readonly PrintJob[]): HeldUnits[] =>
  jobs.map(({ material, grams }) => ({ sku: materialSku(material), quantity: Math.max(1, Math.ceil(grams)) }));

/** Ids of the machines that print a material, in the order of the rules. */
const printersOf = (material: string, { machines }: PriceRules): string[] =>
  machines.filter(({ materials }) => materials.includes(material)).map(({ id }) => id);

/** What is to be planned of a job: on its own machine, or on any of the rules that prints its material. */
export const plannedJob = ({ machineId, material, seconds }: PrintJob, rules: PriceRules): Job => ({
  machineIds: machineId === undefined ? printersOf(material, rules) : [machineId],
  seconds,
});

/**
 * The day on which everything is ready to be sent: the last day of printing and the lead time after it, and nothing earlier than an
 * offer promised. In: jobs and the last days that were planned for them, in the same order.
 */
export function readyOn(
  jobs: readonly PrintJob[],
  { lastDays }: Plan,
  rules: Pick<PriceRules, 'leadDays' | 'rush'>,
): string {
  const days = jobs.map(({ rush, notBefore = '' }, index) => {
    const done = laterDate(lastDays[index] ?? '', rush ? rules.rush.leadDays : rules.leadDays);
    return done < notBefore ? notBefore : done;
  });
  return days.toSorted().at(-1) ?? '';
}
