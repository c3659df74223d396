import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EmailAddress, NewPassword } from '../../../functions/identity/contract.ts';
import { Register } from '../../../functions/identity/sign-up/contract.ts';

describe('an e-mail address', () => {
  test.each([
    ['Ada.Lovelace@Example.COM', 'ada.lovelace@example.com'],
    ['  ada@example.com ', 'ada@example.com'],
    // The Kelvin sign is, by Unicode, the very letter K.
    ['\u212Aate@example.com', 'kate@example.com'],
    ["o'brien+shop@mail.example.co.uk", "o'brien+shop@mail.example.co.uk"],
  ])('%s is kept as %s, so that one person has one account [AUT-01]', (typed, kept) => {
    expect(EmailAddress.parse(typed)).toBe(kept);
    expect(EmailAddress.parse(kept)).toBe(kept);
  });

  test.each([
    ['without a domain', 'ada'],
    ['of a domain without a dot', 'ada@example'],
    ['with two @', 'ada@@example.com'],
    ['with a blank', 'ada lovelace@example.com'],
    ['with a line break', 'ada@example.com\r\nBcc: eve@example.com'],
    ['with a Cyrillic letter that looks like ours', '\u0430da@example.com'],
    ['longer than 254 characters', `${'a'.repeat(243)}@example.com`],
  ])('%s is none [AUT-01]', (_, typed) => {
    expect(EmailAddress.safeParse(typed).success).toBe(false);
  });
});

describe('a new password', () => {
  test.each([
    ['a few words', 'correct horse battery'],
    ['no ASCII', 'ünïcödé-wörds'],
    ['twelve symbols', '🔑'.repeat(12)],
    ['256 characters long', 'a'.repeat(256)],
  ])('may be %s [AUT-02]', (_, password) => {
    expect(NewPassword.safeParse(password).success).toBe(true);
  });

  test.each([
    ['shorter than twelve characters', 'elevenchars'],
    ['six symbols of two units', '🔑'.repeat(6)],
    ['blank at the beginning', ' leading-blank-1'],
    ['blank at the end', 'trailing-blank-1 '],
    ['two lines', 'with\nline-break-1'],
    ['divided by a line separator', 'with\u2028separator-1'],
    ['longer than 256 characters', 'a'.repeat(257)],
  ])('may not be %s [AUT-02]', (_, password) => {
    expect(NewPassword.safeParse(password).success).toBe(false);
  });

  test('is the same however the keyboard composes it [AUT-02]', () => {
    expect(NewPassword.parse('Mu\u0308llers-Kuchen')).toBe(NewPassword.parse('M\u00fcllers-Kuchen'));
  });

  /** What Cognito's own reference asks of a password, beside the pool's policy. */
  const cognitoTakes = (password: string) =>
    /^\S+.*\S+$/.test(password) && password.length <= 256 && [...password].length >= 12;

  test('that passes here passes at the user pool [AUT-02]', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 10, maxLength: 40 }), (typed) => {
        const parsed = NewPassword.safeParse(typed);
        if (parsed.success) expect(cognitoTakes(parsed.data)).toBe(true);
      }),
    );
  });
});

test.each([
  ['a field that nobody knows', { role: 'admin' }],
  ['a line break in a name', { name: 'Ada\r\nBcc: eve@example.com' }],
  ['an empty name', { name: '   ' }],
  ['a name beyond 100 characters', { name: 'a'.repeat(101) }],
  ['a language that we do not write', { locale: 'it' }],
])('a registration with %s is refused [AUT-01, BFF-03]', (_, more) => {
  const good = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };
  expect(Register.body.safeParse(good).success).toBe(true);
  expect(Register.body.safeParse({ ...good, ...more }).success).toBe(false);
});
