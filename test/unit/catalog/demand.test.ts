import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Companion,
  companionsIn,
  MAX_COMPANIONS,
  ordersNow,
  type PeriodSum,
  periodOf,
  trendOf,
  weightOf,
  withOrder,
} from '../../../functions/catalog/demand.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const start = Date.parse('2026-11-21T12:00:00.000Z');
const moment = fc.integer({ min: 0, max: 52 * WEEK_MS }).map((ms) => new Date(start + ms));

/** What is stored after these orders. */
const counted = (orders: readonly Date[]): PeriodSum[] =>
  [...Map.groupBy(orders, periodOf)].map(([period, times]) => ({
    period,
    sum: times.reduce((sum, at) => sum + weightOf(at), 0),
  }));

describe('what is asked for', () => {
  test('counts half as much with every seven days [CAT-03, CAT-10]', () => {
    fc.assert(
      fc.property(moment, (at) => {
        expect(ordersNow(counted([at]), new Date(at.getTime() + WEEK_MS))).toBeCloseTo(0.5, 6);
      }),
    );
  });

  test('adds up to what a look at every order finds, in whatever order they are told [CAT-03, CAT-10]', () => {
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 50 }), (orders) => {
        const now = new Date(start + 60 * WEEK_MS);
        const wanted = orders.reduce((total, at) => total + 0.5 ** ((now.getTime() - at.getTime()) / WEEK_MS), 0);
        expect(ordersNow(counted(orders), now) / wanted).toBeCloseTo(1, 6);
      }),
    );
  });

  test('ranks by it at any time: more is never ranked lower, and nothing is ranked last [CAT-03, CAT-10]', () => {
    const now = new Date(start + 60 * WEEK_MS);
    const sums = fc.array(moment, { minLength: 1, maxLength: 30 }).map(counted);
    fc.assert(
      fc.property(sums, sums, (a, b) => {
        const more = ordersNow(a, now) - ordersNow(b, now);
        expect(Math.sign(trendOf(a) - trendOf(b)) * Math.sign(more)).toBeGreaterThanOrEqual(0);
        expect(trendOf(a)).toBeGreaterThan(trendOf([]));
      }),
    );
  });

  test('stays a number that the table gives back, in any year and with 100 million orders in half of it [CAT-03, RES-06]', () => {
    const ever = fc.date({ min: new Date('2000-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(ever, (at) => {
        expect(weightOf(at) * 100_000_000).toBeLessThan(Number.MAX_SAFE_INTEGER);
        expect(weightOf(at)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe('what is bought together', () => {
  test('stands in the same proportion in another period [CAT-06]', () => {
    const kept = [
      { productId: 'prd_a', sum: 3 * 2 ** 26 },
      { productId: 'prd_b', sum: 2 ** 26 },
    ];
    expect(companionsIn(kept, 1, 2)).toEqual([
      { productId: 'prd_a', sum: 3 },
      { productId: 'prd_b', sum: 1 },
    ]);
  });

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
