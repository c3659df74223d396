import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Companion,
  MAX_COMPANIONS,
  ordersNow,
  trendOf,
  weightOf,
  withOrder,
} from '../../../functions/catalog/demand.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const start = Date.parse('2026-11-21T12:00:00.000Z');
const moment = fc.integer({ min: 0, max: 52 * WEEK_MS }).map((ms) => new Date(start + ms));

describe('what is asked for', () => {
  test('counts half as much with every seven days [CAT-03, CAT-10]', () => {
    fc.assert(
      fc.property(moment, (at) => {
        expect(ordersNow(weightOf(at), new Date(at.getTime() + WEEK_MS))).toBeCloseTo(0.5, 6);
      }),
    );
  });

  test('adds up to what a look at every order finds, in whatever order they are told [CAT-03, CAT-10]', () => {
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 50 }), (orders) => {
        const now = new Date(start + 60 * WEEK_MS);
        const sum = orders.reduce((total, at) => total + weightOf(at), 0);
        const wanted = orders.reduce((total, at) => total + 0.5 ** ((now.getTime() - at.getTime()) / WEEK_MS), 0);
        expect(ordersNow(sum, now) / wanted).toBeCloseTo(1, 6);
      }),
    );
  });

  test('ranks by it at any time: more is never ranked lower, and nothing is ranked last [CAT-03, CAT-10]', () => {
    const sums = fc
      .array(moment, { minLength: 1, maxLength: 30 })
      .map((orders) => orders.reduce((sum, at) => sum + weightOf(at), 0));
    fc.assert(
      fc.property(sums, sums, (a, b) => {
        expect(Math.sign(trendOf(a) - trendOf(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
        expect(trendOf(a)).toBeGreaterThan(trendOf(undefined));
      }),
    );
  });
});

describe('what is bought together', () => {
  test('is bounded, strongest first, and never counted too low [CAT-06]', () => {
    const others = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(others, { maxLength: 120 }), (orders) => {
        const exact = new Map<string, number>();
        let kept: Companion[] = [];
        for (const order of orders) {
          const ids = [...new Set(order.map((one) => `prd_${one}`))];
          for (const id of ids) exact.set(id, (exact.get(id) ?? 0) + 1);
          kept = withOrder(kept, ids, 1);
        }
        expect(kept.length).toBe(Math.min(MAX_COMPANIONS, exact.size));
        expect(kept.filter(({ productId, sum }) => sum < (exact.get(productId) ?? 0))).toEqual([]);
        expect(kept.map(({ sum }) => sum)).toEqual(kept.map(({ sum }) => sum).toSorted((a, b) => b - a));
      }),
    );
  });
});
