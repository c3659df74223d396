/**
 * The price of a print. A piece costs (material · (1 + waste) + machine time + finish) ÷ (1 − share of failures); the quantity's
 * break comes off; setup is added once, then the margin, what is missing to the minima of a piece and of a line, and rush.
 * Amounts are minor units and contain tax. They are reckoned exactly and rounded so that the lines add up to the price.
 */

import type { ChosenConfig } from './configuration.ts';
import { boxCm3Of, type Estimate, estimate } from './estimate.ts';
import { fits, type Model } from './model.ts';
import type { Machine, Material, PriceRules } from './rules.ts';

export const LINE_CODES = ['material', 'machine', 'finish', 'setup', 'margin', 'minimum', 'rush'] as const;
export type LineCode = (typeof LINE_CODES)[number];

/** A line of a price: whole cents, how it is reckoned, and what with. */
export interface PriceLine {
  readonly code: LineCode;
  readonly cents: number;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, number>>;
}

export interface Price {
  readonly machine: Machine;
  /** Whether a machine that prints the material has room for every item; the machine is the roomiest one if none has. */
  readonly fits: boolean;
  readonly lines: readonly PriceLine[];
  /** The sum of the lines. */
  readonly totalCents: number;
  /** Of one piece, supports among it. */
  readonly grams: number;
  /** Machine time of one piece and of all, whole seconds. */
  readonly pieceSeconds: number;
  readonly seconds: number;
  /** Supports as a share of the part. */
  readonly supportShare: number;
}

const MM2_PER_CM2 = 100;
const SECONDS_PER_HOUR = 3_600;
const GRAMS_PER_KG = 1_000;

/**
 * The price of a configuration: of the machines that print its material and have room for it, the cheapest one's. In: the model at
 * its printed size, the whole choice with its material, rules that passed their checks.
 */
export function priceOf(model: Model, config: ChosenConfig, material: Material, rules: PriceRules): Price {
  const printers = rules.machines.filter(({ materials }) => materials.includes(material.id));
  const roomy = printers.filter(({ buildVolumeMm }) => fits(model, buildVolumeMm));
  const room = ({ buildVolumeMm: { x, y, z } }: Machine): number => x * y * z;
  const candidates = roomy.length > 0 ? roomy : printers.toSorted((a, b) => room(b) - room(a)).slice(0, 1);
  const [cheapest] = candidates
    .map((machine) => priceOn(machine, model, config, material, rules))
    .toSorted((a, b) => a.totalCents - b.totalCents);
  if (!cheapest) throw new Error(`No machine prints ${material.id}`);
  return { ...cheapest, fits: roomy.length > 0 };
}

interface Parts {
  readonly material: number;
  readonly machine: number;
  readonly finish: number;
}

const sumOf = ({ material, machine, finish }: Parts): number => material + machine + finish;

function priceOn(
  machine: Machine,
  model: Model,
  config: ChosenConfig,
  material: Material,
  rules: PriceRules,
): Omit<Price, 'fits'> {
  const made = estimate(model, machine, config.infill);
  const finish = rules.finishes.find(({ id }) => id === config.finish);
  const grams = (made.partCm3 + made.supportCm3) * material.densityGPerCm3;
  const sound = 1 - material.failurePercent / 100;
  const areaCm2 = model.areaMm2 / MM2_PER_CM2;
  const finishCents = finish ? finish.centsPerPiece + finish.centsPerCm2 * areaCm2 : 0;
  /** Cents of so many pieces, before breaks. */
  const partsOf = (pieces: number): Parts => ({
    material: ((pieces * grams * material.centsPerKg) / GRAMS_PER_KG) * ((1 + material.wastePercent / 100) / sound),
    machine: machineCents(machine, model, made, pieces) / sound,
    finish: (pieces * finishCents) / sound,
  });

  const { quantity } = config;
  const full = partsOf(quantity);
  const broken = withBreaks(quantity, rules, (pieces) => sumOf(partsOf(pieces)));
  const share = sumOf(full) > 0 ? broken / sumOf(full) : 1;
  const cost = broken + rules.setupCents;
  const margin = (cost * rules.marginPercent) / 100;
  const pieces = broken * (1 + rules.marginPercent / 100);
  const missingPieces = Math.max(0, quantity * rules.minimumPieceCents - pieces);
  const missing = missingPieces + Math.max(0, rules.minimumOrderCents - (cost + margin + missingPieces));
  const rush = config.rush ? ((cost + margin + missing) * rules.rush.percent) / 100 : 0;

  const common = { pieces: quantity, failurePercent: material.failurePercent, breakPercent: (1 - share) * 100 };
  const lines = wholeCents([
    {
      code: 'material',
      exact: full.material * share,
      formula: 'grams × price per kg × (1 + waste) ÷ (1 − failures) × pieces × (1 − break)',
      inputs: {
        grams,
        partCm3: made.partCm3,
        supportCm3: made.supportCm3,
        centsPerKg: material.centsPerKg,
        wastePercent: material.wastePercent,
        ...common,
      },
    },
    { code: 'machine', exact: full.machine * share, ...machineLine(machine, model, made, quantity, common) },
    {
      code: 'finish',
      exact: full.finish * share,
      formula: '(price per piece + surface × price per cm²) ÷ (1 − failures) × pieces × (1 − break)',
      inputs: { areaCm2, centsPerPiece: finish?.centsPerPiece ?? 0, centsPerCm2: finish?.centsPerCm2 ?? 0, ...common },
    },
    { code: 'setup', exact: rules.setupCents, formula: 'once', inputs: { cents: rules.setupCents } },
    {
      code: 'margin',
      exact: margin,
      formula: 'percent of the lines above',
      inputs: { percent: rules.marginPercent },
    },
    {
      code: 'minimum',
      exact: missing,
      formula: 'what is missing to the least price of a piece and of a line',
      inputs: { centsPerPiece: rules.minimumPieceCents, centsPerLine: rules.minimumOrderCents, pieces: quantity },
    },
    {
      code: 'rush',
      exact: rush,
      formula: 'percent of the lines above',
      inputs: { percent: rules.rush.percent, leadDays: rules.rush.leadDays },
    },
  ]);
  return {
    machine,
    lines,
    totalCents: lines.reduce((sum, { cents }) => sum + cents, 0),
    grams,
    pieceSeconds: Math.ceil(made.seconds(1)),
    seconds: Math.ceil(made.seconds(quantity)),
    supportShare: made.partCm3 > 0 ? made.supportCm3 / made.partCm3 : 0,
  };
}

/**
 * What pieces cost with the break of their quantity, and never less than fewer of them: where a break begins, the price stands
 * until it has caught up. In: cents of so many pieces before breaks.
 */
function withBreaks(quantity: number, { quantityBreaks }: PriceRules, centsOf: (pieces: number) => number): number {
  const off = (pieces: number): number => quantityBreaks.findLast(({ from }) => from <= pieces)?.percent ?? 0;
  const counts = [quantity, ...quantityBreaks.filter(({ from }) => from <= quantity).map(({ from }) => from - 1)];
  return Math.max(...counts.map((pieces) => centsOf(pieces) * (1 - off(pieces) / 100)));
}

function machineCents(machine: Machine, model: Model, made: Estimate, pieces: number): number {
  if (machine.technology !== 'sls') return (made.seconds(pieces) / SECONDS_PER_HOUR) * machine.centsPerHour;
  return pieces * (machine.startCents + machine.centsPerBoxCm3 * boxCm3Of(model, machine.marginMm));
}

function machineLine(
  machine: Machine,
  model: Model,
  made: Estimate,
  quantity: number,
  common: Readonly<Record<string, number>>,
) {
  if (machine.technology !== 'sls') {
    return {
      formula: 'hours × price per hour ÷ (1 − failures) × (1 − break)',
      inputs: { hours: made.seconds(quantity) / SECONDS_PER_HOUR, centsPerHour: machine.centsPerHour, ...common },
    };
  }
  return {
    formula: '(start + box × price per cm³) ÷ (1 − failures) × pieces × (1 − break)',
    inputs: {
      startCents: machine.startCents,
      boxCm3: boxCm3Of(model, machine.marginMm),
      centsPerBoxCm3: machine.centsPerBoxCm3,
      ...common,
    },
  };
}

/** Digits of an input that are shown. */
const DIGITS = 6;

/**
 * Lines in whole cents. Each is what the sum up to it grows by when it is rounded, so that they add up to the rounded price and none
 * is negative. Lines of nothing are left out, but for material and machine.
 */
function wholeCents(lines: readonly (Omit<PriceLine, 'cents'> & { readonly exact: number })[]): PriceLine[] {
  let exactSum = 0;
  let cents = 0;
  return lines.flatMap(({ exact, inputs, ...line }) => {
    if (exact === 0 && line.code !== 'material' && line.code !== 'machine') return [];
    exactSum += exact;
    const whole = Math.round(exactSum) - cents;
    cents += whole;
    const shown = Object.entries(inputs).map(([name, value]) => [name, Number(value.toPrecision(DIGITS))]);
    return [{ ...line, cents: whole, inputs: Object.fromEntries(shown) as Record<string, number> }];
  });
}
