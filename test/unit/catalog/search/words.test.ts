import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formsOf, wordsOf } from '../../../../functions/catalog/search/words.ts';

describe('spellings of a word', () => {
  test.each([
    ['Vase', ['vase']],
    ['CAFÉ', ['cafe']],
    ['cafe\u0301', ['cafe']],
    ['Straße', ['strasse']],
    ['STRASSE', ['strasse']],
    ['Œuvre', ['oeuvre']],
    ['façade', ['facade']],
    ['noël', ['noel']],
    ['Müller', ['muller', 'mueller']],
    ['Größe', ['grosse', 'groesse']],
    ['Mu\u0308ller', ['muller', 'mueller']],
    ['mueller', ['mueller']],
    ['blue', ['blue']],
    ['İstanbul', ['istanbul']],
    ['3D', ['3d']],
  ])('%s is found as %j [SRC-01]', (word, forms) => {
    expect(formsOf(word)).toEqual(forms);
  });

  test('a German word is found under each way to type its umlaut, and an English one under no other [SRC-01]', () => {
    const indexed = new Set(formsOf('Müller'));
    expect(
      ['müller', 'muller', 'mueller', 'MÜLLER'].every((typed) => formsOf(typed).some((form) => indexed.has(form))),
    ).toBe(true);
    expect(formsOf('Blüme').some((form) => formsOf('blue').includes(form))).toBe(false);
  });
});

describe('the words of a text', () => {
  test.each([
    ['Twist Vase, 24 cm', ['twist', 'vase', '24', 'cm']],
    ["L'eau d’été", ['l', 'eau', 'd', 'été']],
    ['USB-C/3D_print', ['usb', 'c', '3d', 'print']],
    [' \n\t–!', []],
    ['日本 plate', ['日本', 'plate']],
  ])('%j has %j [SRC-01]', (text, displays) => {
    expect(wordsOf(text).map(({ display }) => display)).toEqual(displays);
  });

  test('forms are letters and digits alone, and a form is found under itself [SRC-01]', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { forms } of wordsOf(text)) {
          for (const form of forms) {
            expect(form).toMatch(/^[\p{L}\p{N}]+$/u);
            expect(formsOf(form)).toContain(form);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('a word is cut at forty letters: a pasted line is no term', () => {
    expect(wordsOf('x'.repeat(5_000))[0]?.forms).toEqual(['x'.repeat(40)]);
  });
});
