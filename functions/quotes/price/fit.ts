/**
 * How well the constants of machines and materials tell what prints really take, and which ones would tell it better. One factor is
 * fitted for each machine (time) and each material (grams): a shop has tens of jobs of a machine, and not hundreds, which would
 * not bear one factor for every constant. Source of the measure: relative error, as the estimate's own error is stated.
 */
import type { Machine, Material } from './rules.ts';

/** What was expected of a finished job, and what it took; both in the same unit, above nothing. */
export interface Pair {
  readonly expected: number;
  readonly actual: number;
}

/** A factor for what is expected, and the mean relative error without and with it. */
export interface Fit {
  readonly jobs: number;
  readonly factor: number;
  /** Mean of |expected − actual| ÷ actual, by the rule as it is. */
  readonly before: number;
  /** The same with the factor, each job judged by the factor that the others alone would give. */
  readonly after: number;
}

/** Fewer jobs of a machine or a material than this say nothing certain. */
export const LEAST_JOBS = 10;

/** Mean of |factor · expected − actual| ÷ actual. In: at least one pair. */
export const meanError = (pairs: readonly Pair[], factor: number): number =>
  pairs.reduce((sum, { expected, actual }) => sum + Math.abs(factor * expected - actual) / actual, 0) / pairs.length;

/**
 * The factor with the least mean relative error. Σ |k·e − a| ÷ a is Σ (e ÷ a) · |k − a ÷ e|, whose least is at the median of a ÷ e
 * weighted by e ÷ a; so one job that went wrong does not move it. In: at least one pair.
 */
export function bestFactor(pairs: readonly Pair[]): number {
  const ratios = pairs.map(({ expected, actual }) => actual / expected).toSorted((a, b) => a - b);
  const half = ratios.reduce((sum, ratio) => sum + 1 / ratio, 0) / 2;
  let weight = 0;
  for (const ratio of ratios) {
    weight += 1 / ratio;
    if (weight >= half) return ratio;
  }
  throw new Error('There is nothing to fit by');
}

/** In: the jobs of one machine or material. Out: the fit; nothing where there are too few. */
export function fitOf(pairs: readonly Pair[]): Fit | undefined {
  if (pairs.length < LEAST_JOBS) return undefined;
  const withoutItself = pairs.map((pair, index) => meanError([pair], bestFactor(pairs.toSpliced(index, 1))));
  return {
    jobs: pairs.length,
    factor: bestFactor(pairs),
    before: meanError(pairs, 1),
    after: withoutItself.reduce((sum, error) => sum + error, 0) / pairs.length,
  };
}

/** A constant of the rules beside what the jobs say that it should be. */
export interface FittedConstant {
  readonly name: string;
  readonly rule: number;
  readonly fitted: number;
}

/** In: a machine and the factor of its time. Out: the constants of its time model, speeds divided and times multiplied by it. */
export function fittedMachine(machine: Machine, factor: number): FittedConstant[] {
  const speed = (name: string, rule: number): FittedConstant => ({ name, rule, fitted: rule / factor });
  const time = (name: string, rule: number): FittedConstant => ({ name, rule, fitted: rule * factor });
  switch (machine.technology) {
    case 'fdm':
      return [
        ...(machine.wallMmPerS === undefined ? [] : [speed('wallMmPerS', machine.wallMmPerS)]),
        speed('solidMm3PerS', machine.solidMm3PerS),
        speed('infillMm3PerS', machine.infillMm3PerS),
        time('layerSeconds', machine.layerSeconds),
        time('supportSecondsPerCm3', machine.supportSecondsPerCm3),
      ];
    case 'msla':
      return [time('layerSeconds', machine.layerSeconds), time('bottomSeconds', machine.bottomSeconds)];
    case 'sls':
      return [time('buildSeconds', machine.buildSeconds)];
  }
}

/** In: a material and the factor of its grams. Out: the waste that makes up for it, since a density is not a guess. */
export const fittedMaterial = ({ wastePercent }: Material, factor: number): FittedConstant[] => [
  { name: 'wastePercent', rule: wastePercent, fitted: ((1 + wastePercent / 100) * factor - 1) * 100 },
];

/** What the rules expect to be weighed and to be run for a job, failed pieces among it. In: grams and seconds as quoted, of all pieces. */
export function expectedOf(material: Material, quoted: { readonly grams: number; readonly seconds: number }) {
  const sound = 1 - material.failurePercent / 100;
  return {
    grams: (quoted.grams * (1 + material.wastePercent / 100)) / sound,
    minutes: quoted.seconds / 60 / sound,
  };
}
