import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameText, sign, signedBy } from '../../../functions/shared/signatures.ts';

const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ':', '1', 'ü', '') }), { maxLength: 4 });

test('a signature is of its parts, and of none that only read the same', () => {
  fc.assert(
    fc.property(texts, texts, (some, others) => {
      fc.pre(JSON.stringify(some) !== JSON.stringify(others));
      expect(sign('key', ...some)).not.toBe(sign('key', ...others));
    }),
  );
  for (const [some, others] of [
    [['usr_1', '1'], ['usr_11']],
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [
      ['', 'a'],
      ['a', ''],
    ],
    [['a'], ['a', '']],
    [['a:b'], ['a', 'b']],
    [['a1:b'], ['a', 'b']],
  ] as const) {
    expect(sign('key', ...some), some.join()).not.toBe(sign('key', ...others));
  }
});

test('what was signed is taken from the present key and the one before, and from no other', () => {
  const keys = { current: 'new', previous: 'old' };
  for (const [key, taken] of [
    ['new', true],
    ['old', true],
    ['undefined', false],
  ] as const) {
    expect(signedBy(keys, sign(key, 'text'), 'text')).toBe(taken);
  }
  expect(signedBy({ current: 'new', previous: undefined }, sign('undefined', 'text'), 'text')).toBe(false);
  expect(signedBy(keys, sign('new', 'text'), 'texts')).toBe(false);
  expect(signedBy(keys, '', 'text')).toBe(false);
});

test('texts of another length are unequal, and no exception', () => {
  expect([sameText('ab', 'ab'), sameText('ab', 'abc'), sameText('', 'a'), sameText('ü', 'ue')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
