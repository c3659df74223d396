import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowestPrice30d, type PriceEntry, withPrice } from '../../../functions/catalog/price-history.ts';
import { money } from '../../../functions/shared/money.ts';

const DAY_MS = 24 * 3_600_000;
const start = Date.parse('2026-01-01T00:00:00.000Z');
const onDay = (day: number): Date => new Date(start + day * DAY_MS);
const price = (cents: number) => ({ sku: 'VASE', price: money(cents, 'EUR') });
/** The history after these prices, each from its day on. */
const after = (...changes: readonly (readonly [day: number, cents: number])[]): PriceEntry[] =>
  changes.reduce<PriceEntry[]>((history, [day, cents]) => withPrice(history, price(cents), onDay(day)), []);
const lowest = (history: readonly PriceEntry[], day: number) => lowestPrice30d(history, onDay(day))?.amount;

describe('the lowest price of 30 days', () => {
  test.each([
    ['the price before it, where there was one price', after([0, 2_000], [40, 1_500]), 41, 2_000],
    ['the lower of two that were asked in those days', after([0, 1_800], [30, 2_000], [50, 1_500]), 50, 1_800],
    ['not one that had ended 30 days before', after([0, 1_000], [15, 2_000], [50, 1_500]), 50, 2_000],
    ['one that was in force when the 30 days began', after([0, 1_000], [21, 2_000], [50, 1_500]), 50, 1_000],
    [
      'above what is asked now or below it: a price that was raised first is no bargain',
      after([0, 1_200], [40, 2_000], [41, 1_500]),
      42,
      1_200,
    ],
    ['nothing where the price was never another', after([0, 2_000]), 1, undefined],
    ['nothing where the price was raised', after([0, 2_000], [40, 2_100]), 41, undefined],
    ['nothing any more 30 days after the reduction', after([0, 2_000], [40, 1_500]), 70, undefined],
  ])('beside a reduced price is %s [CAT-01]', (_, history, day, wanted) => {
    expect(lowest(history, day)).toBe(wanted);
  });

  test('is what a look at every moment of the 30 days finds, however often the price was changed [CAT-01]', () => {
    const change = fc.record({ days: fc.integer({ min: 0, max: 12 }), cents: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 40 }),
        (changes, later) => {
          let day = 0;
          let history: PriceEntry[] = [];
          /** What a day ends at; days without a change are filled in from the one before. */
          const asked: number[] = [];
          const fillTo = (end: number) => {
            for (let next = asked.length; next <= end; next++) asked[next] = asked[next - 1] ?? 0;
          };
          for (const [index, { days, cents }] of changes.entries()) {
            if (index > 0) day += days;
            fillTo(day);
            asked[day] = cents;
            history = withPrice(history, price(cents), onDay(day));
          }
          const today = day + later;
          fillTo(today);
          let since = today;
          while (since > 0 && asked[since - 1] === asked[today]) since -= 1;
          const reduced = since > 0 && (asked[since - 1] ?? 0) > (asked[today] ?? 0) && since > today - 30;
          const wanted = reduced ? Math.min(...asked.slice(Math.max(0, since - 30), since)) : undefined;
          expect(lowest(history, today)).toBe(wanted);
        },
      ),
    );
  });

  test('needs no more than 40 entries, and errs to the lower price where there were more [CAT-01]', () => {
    const hourly = Array.from({ length: 200 }, (_, hour) => [hour / 24, 1_000 + ((hour * 7) % 50)] as const);
    const history = after(...hourly, [10, 500]);
    expect(history.length).toBeLessThanOrEqual(40);
    expect(lowest(history, 10)).toBe(1_000);
  });
});

describe('the history', () => {
  test('begins anew in another currency, and stays as it is at the same price [CAT-01]', () => {
    const history = after([0, 2_000], [1, 1_900]);
    expect(withPrice(history, price(1_900), onDay(2))).toEqual(history);
    const francs = { sku: 'VASE', price: money(1_900, 'CHF') };
    expect(withPrice(history, francs, onDay(2))).toEqual([{ ...francs, since: onDay(2).toISOString() }]);
  });
});
