import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CartLine, lineOf } from '../../../functions/cart/cart.ts';
import { MAX_LINES, MAX_QUANTITY } from '../../../functions/cart/contract.ts';
import { withLarger, withSummed } from '../../../functions/cart/merging.ts';
import { money } from '../../../functions/shared/money.ts';

const lineFor = (name: number, quantity: number): CartLine =>
  lineOf(
    { productId: `prd_${name}`, sku: `SKU-${name}`, name: `Thing ${name}`, unitPrice: money(100, 'EUR') },
    quantity,
  );
const lines = fc
  .uniqueArray(fc.nat(70), { maxLength: MAX_LINES })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.integer({ min: 1, max: MAX_QUANTITY }).map((q) => lineFor(name, q)))),
  );
/** Units of each thing on the shelves. */
const shelves = fc.array(fc.nat(150), { minLength: 71, maxLength: 71 });
const stockOf = (units: readonly number[]) => (line: CartLine) =>
  'sku' in line ? (units[Number(line.sku.slice(4))] ?? 0) : 1;
const quantityIn = (some: readonly CartLine[], { itemId }: CartLine) =>
  some.find((line) => line.itemId === itemId)?.quantity ?? 0;

describe.each([
  ['summed', withSummed, (own: number, other: number) => own + other],
  ['the larger taken', withLarger, Math.max],
] as const)('two carts, quantities %s', (_, merge, together) => {
  test('hold of each thing what both say, as far as stock and limit go, and never less than before [CRT-06, K17]', () => {
    fc.assert(
      fc.property(lines, lines, shelves, (mine, theirs, units) => {
        const merged = merge(mine, theirs, stockOf(units));
        expect(merged.slice(0, mine.length).map(({ itemId }) => itemId)).toEqual(mine.map(({ itemId }) => itemId));
        expect(merged.length).toBeLessThanOrEqual(MAX_LINES);
        for (const line of merged) {
          const [own, other] = [quantityIn(mine, line), quantityIn(theirs, line)];
          const capped = Math.min(together(own, other), stockOf(units)(line), MAX_QUANTITY);
          expect(line.quantity).toBe(Math.max(own, other === 0 ? own : capped));
        }
        const left = theirs.filter((line) => quantityIn(merged, line) === 0);
        if (merged.length < MAX_LINES) for (const line of left) expect(stockOf(units)(line)).toBe(0);
      }),
    );
  });

  test('leave the lines alone that they were made of, and a cart that nothing comes into [CRT-06]', () => {
    fc.assert(
      fc.property(lines, shelves, (mine, units) => {
        const before = structuredClone(mine);
        expect(merge(mine, [], stockOf(units))).toEqual(before);
        expect(mine).toEqual(before);
      }),
    );
  });
});

test('what a page kept by itself changes nothing when it comes again [CRT-07, K17]', () => {
  fc.assert(
    fc.property(lines, lines, shelves, (mine, local, units) => {
      const once = withLarger(mine, local, stockOf(units));
      expect(withLarger(once, local, stockOf(units))).toEqual(once);
    }),
  );
});

test('a line that is there keeps the price at which it was last changed [CRT-06]', () => {
  const cheaper = { ...lineFor(1, 1), unitPrice: money(50, 'EUR') };
  const [line] = withSummed([lineFor(1, 2)], [cheaper], () => 9);
  expect(line).toEqual(lineFor(1, 3));
});
