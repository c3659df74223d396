import { describe, expect, test } from 'vitest';
import { line } from '../../../functions/shared/http/shapes.ts';

const Name = line(20);

describe('one line of text', () => {
  test.each([
    ['of any script', 'Žofie 李 عائشة'],
    ['with a sign beyond the first plane', 'Grace 🖨'],
    ['composed of several signs', '👩\u200d🔧 & Co.'],
    ['that is as long as it may be', 'a'.repeat(20)],
  ])('%s is taken as it is [BFF-03]', (_, text) => {
    expect(Name.parse(text)).toBe(text);
  });

  test('is taken without the blanks and line breaks around it [BFF-03]', () => {
    expect(Name.parse(' \u2028 Grace\r\n')).toBe('Grace');
  });

  test.each([
    ['nothing but blanks', ' \u3000\n '],
    ['more than it may have', 'a'.repeat(21)],
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
  ])('with %s is none [BFF-03]', (_, text) => {
    expect(Name.safeParse(text).success).toBe(false);
  });
});
