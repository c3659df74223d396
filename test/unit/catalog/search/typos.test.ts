import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forgivenTypos, letterSet, maybeWithin, typoDistance } from '../../../../functions/catalog/search/typos.ts';

/** The same distance by its definition, without a limit. */
const bare = (a: string, b: string): number => {
  if (a === '' || b === '') return a.length + b.length;
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    bare(a.slice(0, -1), b) + 1,
    bare(a, b.slice(0, -1)) + 1,
    bare(a.slice(0, -1), b.slice(0, -1)) + (a.at(-1) === b.at(-1) ? 0 : 1),
    ...(swapped ? [bare(a.slice(0, -2), b.slice(0, -2)) + 1] : []),
  );
};

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 6 });

describe('typing errors', () => {
  test.each([
    ['vase', 'vase', 0],
    ['vsae', 'vase', 1],
    ['vas', 'vase', 1],
    ['vasse', 'vase', 1],
    ['vake', 'vase', 1],
    ['lanter', 'lantern', 1],
    ['filamant', 'filament', 1],
    ['fliamant', 'filament', 2],
    ['ca', 'abc', 3],
    ['lamp', 'vase', 3],
  ])('from %s to %s there are %i [SRC-01]', (typed, meant, errors) => {
    expect(typoDistance(typed, meant, 3)).toBe(errors);
    expect(typoDistance(meant, typed, 3)).toBe(errors);
  });

  test('are counted as by their definition, up to the limit [SRC-01]', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, max) => {
        expect(typoDistance(a, b, max)).toBe(Math.min(bare(a, b), max + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  test('are never missed by comparing letters first [SRC-01]', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const errors = bare(a, b);
        expect(maybeWithin(letterSet(a), letterSet(b), errors)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(maybeWithin(letterSet('lamp'), letterSet('vise'), 1)).toBe(false);
  });

  test.each([
    [3, 0],
    [4, 1],
    [7, 1],
    [8, 2],
  ])('of a word of %i letters %i are forgiven [SRC-01]', (letters, errors) => {
    expect(forgivenTypos(letters)).toBe(errors);
  });
});
