import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derivedId, idSchema, newId } from '../../../functions/shared/ids.ts';

describe('an id', () => {
  test('carries its kind and is what its schema expects', () => {
    expect(idSchema('prd').safeParse(newId('prd')).success).toBe(true);
    expect(idSchema('ord').safeParse(newId('prd')).success).toBe(false);
  });

  test('made of the same parts is the same, so a repeated checkout finds its order [BFF-09, ORD-13]', () => {
    const parts = ['usr_1', 'checkout', 'key'];
    expect(derivedId('ord', parts)).toBe(derivedId('ord', [...parts]));
    expect(idSchema('ord').safeParse(derivedId('ord', parts)).success).toBe(true);
  });

  test('made of other parts is another, also where the parts read the same run together [BFF-09]', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
        fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
        (a, b) => {
          fc.pre(JSON.stringify(a) !== JSON.stringify(b));
          expect(derivedId('ord', a)).not.toBe(derivedId('ord', b));
        },
      ),
    );
    expect(derivedId('ord', ['ab', 'c'])).not.toBe(derivedId('ord', ['a', 'bc']));
  });
});
