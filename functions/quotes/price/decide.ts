/** Whether a price may be given at once, or a person looks first. */
import type { Price } from './price.ts';
import type { PriceRules } from './rules.ts';

/** Why a person looks at a quote; `person-asked` is the customer's wish, the others are what the rules do not price at once. */
export const REVIEW_REASONS = {
  'person-asked': 'You asked that a person looks at it.',
  'not-watertight': 'The surface has holes, or it cannot be told what is inside.',
  'volume-uncertain': 'The volume cannot be determined with certainty.',
  'does-not-fit': 'It is larger than the machines that print this material.',
  'many-supports': 'It needs much support, which makes the estimate less certain.',
  'thin-walls': 'Some walls are thinner than the material allows.',
  'thin-walls-unknown': 'Made smaller than it was drawn, its walls may be too thin.',
  'long-print': 'A piece takes very long to print.',
  'large-order': 'It is beyond what we price without looking.',
} as const;
export type ReviewReason = keyof typeof REVIEW_REASONS;

/** What is known of a model beyond what its price is made of. */
export interface Soundness {
  /** Of the surface as it prints: no open edge, and every face could be turned outward. */
  readonly watertight: boolean;
  /** The volume, or the shape itself, is not certain (docs/adr/0018). */
  readonly uncertain: boolean;
  /** Share of walls that are thinner than the material allows, as drawn; nothing where nobody measured it. */
  readonly thinShare: number | undefined;
  /** Smaller than 1 where it is printed smaller than it was measured. */
  readonly factor: number;
}

/**
 * In: the price, what is known of the model, the rules. Out: why a person has to look, in the order of the table; empty where
 * the price is given at once. Source of the conditions: what the estimate's error was measured on.
 */
export function reasonsToLook(price: Price, model: Soundness, rules: PriceRules): ReviewReason[] {
  const { atOnce } = rules;
  const found: Partial<Record<ReviewReason, boolean>> = {
    'not-watertight': !model.watertight,
    'volume-uncertain': model.uncertain,
    'does-not-fit': !price.fits,
    'many-supports': hasManySupports(price, rules),
    'thin-walls': (model.thinShare ?? 0) > atOnce.thinPercent / 100,
    // Walls shrink with the part, and by how much they are above the least thickness nobody knows.
    'thin-walls-unknown': model.factor < 1 || model.thinShare === undefined,
    'long-print': price.pieceSeconds > atOnce.hours * 3_600,
    'large-order': price.totalCents > atOnce.upToCents,
  };
  return (Object.keys(REVIEW_REASONS) as ReviewReason[]).filter((reason) => found[reason]);
}

const hasManySupports = (price: Price, { atOnce }: PriceRules): boolean =>
  price.supportShare > atOnce.supportPercent / 100;

/** What an estimate may be off by. */
export interface StatedError {
  /** Percent up and down; nothing where it was never measured. */
  readonly percent?: number;
  readonly basis: string;
}

/** In: a price, the rules. Out: the error that is stated with it. */
export function statedError(price: Price, rules: PriceRules): StatedError {
  const measured = rules.error[price.machine.technology];
  if (!measured) return { basis: 'Not measured for this technology.' };
  return {
    percent: hasManySupports(price, rules) ? measured.manySupportsPercent : measured.percent,
    basis: measured.basis,
  };
}

/** The day on which it is ready to be sent, `2026-11-30`: lead time, and the days that its machine prints. In: when it is ordered. */
export function etaOf(price: Price, rush: boolean, rules: PriceRules, now: Date): string {
  const printing = Math.ceil(price.seconds / 3_600 / price.machine.hoursPerDay);
  const days = (rush ? rules.rush.leadDays : rules.leadDays) + printing;
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
