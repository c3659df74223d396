import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bestFactor,
  expectedOf,
  fitOf,
  fittedMachine,
  fittedMaterial,
  LEAST_JOBS,
  meanError,
} from '../../../functions/quotes/price/fit.ts';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';

const amount = fc.double({ min: 0.1, max: 10_000, noNaN: true });
const pair = fc.record({ expected: amount, actual: amount });
const pairs = fc.array(pair, { minLength: 1, maxLength: 40 });
const many = fc.array(pair, { minLength: LEAST_JOBS, maxLength: 40 });

describe('the factor that finished jobs are fitted by [QUO-02]', () => {
  test('is the one by which every job is off, where all are off alike', () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: LEAST_JOBS, maxLength: 40 }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (jobs, factor) => {
          const fit = fitOf(jobs.map((expected) => ({ expected, actual: expected * factor })));
          expect(fit?.factor).toBeCloseTo(factor, 9);
          expect(fit?.after).toBeCloseTo(0, 9);
        },
      ),
    );
  });

  test('is never worse than no factor, and no other one is better', () => {
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.01, max: 100, noNaN: true }), (jobs, other) => {
        const least = meanError(jobs, bestFactor(jobs));
        for (const factor of [1, other]) expect(least).toBeLessThanOrEqual(meanError(jobs, factor) * (1 + 1e-9));
      }),
    );
  });

  test('does not depend on the order of the jobs', () => {
    fc.assert(
      fc.property(many, (jobs) => {
        expect(bestFactor(jobs.toReversed())).toBe(bestFactor(jobs));
      }),
    );
  });

  test('grows with what jobs take: twice as much is twice the factor', () => {
    fc.assert(
      fc.property(pairs, (jobs) => {
        const doubled = jobs.map(({ expected, actual }) => ({ expected, actual: actual * 2 }));
        expect(bestFactor(doubled)).toBeCloseTo(bestFactor(jobs) * 2, 9);
      }),
    );
  });

  test('is moved by no single job that went wrong', () => {
    const jobs = Array.from({ length: LEAST_JOBS }, () => ({ expected: 10, actual: 12 }));
    expect(bestFactor([...jobs, { expected: 10, actual: 1_000 }])).toBe(1.2);
  });

  test('is not told from fewer than ten jobs', () => {
    const jobs = Array.from({ length: LEAST_JOBS - 1 }, () => ({ expected: 10, actual: 12 }));
    expect(fitOf(jobs)).toBeUndefined();
    expect(fitOf([...jobs, { expected: 10, actual: 12 }])).toEqual({
      jobs: 10,
      factor: 1.2,
      before: expect.closeTo(1 / 6, 9),
      after: 0,
    });
  });
});

describe('the constants beside the rule’s [QUO-02]', () => {
  test('a slower machine has slower speeds and longer times', () => {
    const machine = SEED_PRICE_RULES.machines.find(({ technology }) => technology === 'fdm');
    if (!machine) throw new Error('The seed has a machine that melts filament');
    for (const { name, rule, fitted } of fittedMachine(machine, 1.25)) {
      expect(fitted / rule).toBeCloseTo(name.endsWith('PerS') ? 0.8 : 1.25, 9);
    }
  });

  test('the fitted waste makes the rule expect what was weighed', () => {
    const [material] = SEED_PRICE_RULES.materials;
    if (!material) throw new Error('The seed has a material');
    const quoted = { grams: 100, seconds: 3_600 };
    const [waste] = fittedMaterial(material, 1.1);
    const refitted = expectedOf({ ...material, wastePercent: waste?.fitted ?? 0 }, quoted);
    expect(refitted.grams).toBeCloseTo(expectedOf(material, quoted).grams * 1.1, 9);
  });
});
