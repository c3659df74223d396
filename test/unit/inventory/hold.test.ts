import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { availabilityOf } from '../../../functions/inventory/contract.ts';
import { shortSkus, wantedUnits } from '../../../functions/inventory/hold.ts';
import { stockPostings } from '../../../functions/inventory/writes.ts';

const anyLines = fc.array(
  fc.record({ sku: fc.constantFrom('A-1', 'B-2', 'C-3'), quantity: fc.integer({ min: 1, max: 99 }) }),
  { maxLength: 50 },
);

describe('a hold', () => {
  test('wants each SKU once, however many lines name it [INV-03]', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const wanted = wantedUnits(lines);
        expect(new Set(wanted.map(({ sku }) => sku)).size).toBe(wanted.length);
        for (const { sku, quantity } of wanted) {
          const asked = lines.filter((line) => line.sku === sku).reduce((total, line) => total + line.quantity, 0);
          expect(quantity).toBe(asked);
        }
      }),
    );
  });

  test('is short of exactly the SKUs of which there are fewer than wanted, and of unknown ones [INV-06]', () => {
    const wanted = [
      { sku: 'A-1', quantity: 2 },
      { sku: 'B-2', quantity: 3 },
      { sku: 'C-3', quantity: 1 },
    ];
    const pools = [
      { sku: 'A-1', available: 2 },
      { sku: 'B-2', available: 2 },
    ];
    expect(shortSkus(wanted, pools)).toEqual(['B-2', 'C-3']);
  });

  test('moves units between accounts without making or losing any [INV-03, INV-09]', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const postings = stockPostings(wantedUnits(lines), 'available', 'held');
        expect(postings.reduce((total, posting) => total + posting.delta, 0)).toBe(0);
      }),
    );
  });
});

describe('availability', () => {
  test.each([
    [-1, 'sold-out'],
    [0, 'sold-out'],
    [1, 'low'],
    [4, 'low'],
    [5, 'in-stock'],
  ] as const)('of %i units is %s [INV-01]', (units, expected) => {
    expect(availabilityOf(units)).toBe(expected);
  });
});
