import { marshall } from '@aws-sdk/util-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, positiveDecimal } from '../../../functions/shared/http/decimal.ts';

/** DynamoDB keeps 0, and magnitudes from 1e-130 to below 1e126. */
const canBeKept = (value: number): boolean => value === 0 || (Math.abs(value) >= 1e-130 && Math.abs(value) < 1e126);

describe('a decimal number of a request [BFF-07]', () => {
  test('can be kept by a table, however it was sent', () => {
    const taken = decimal(0, 1_000_000);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_000_000, noNaN: true }), (sent) => {
        const value = taken.parse(sent);
        expect(canBeKept(value)).toBe(true);
        expect(Math.abs(value - sent)).toBeLessThanOrEqual(0.000_000_6);
        expect(marshall({ value })['value']).toEqual({ N: String(value) });
      }),
      { examples: [[5e-324], [1e-131], [0.1 + 0.2], [1_000_000]] },
    );
  });

  test('is the same however often it is parsed', () => {
    const taken = decimal(0, 1e8);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), (sent) => {
        expect(taken.parse(taken.parse(sent))).toBe(taken.parse(sent));
      }),
    );
  });

  test.each([0, 5e-324, 0.000_000_9, -1])('that has to be more than 0 is not %s', (sent) => {
    expect(positiveDecimal(10).safeParse(sent).success).toBe(false);
  });

  test.each([0.000_001, 0.2, 10])('that has to be more than 0 may be %s', (sent) => {
    expect(positiveDecimal(10).parse(sent)).toBe(sent);
  });
});
