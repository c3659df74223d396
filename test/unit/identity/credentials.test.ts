import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NewPassword } from '../../../functions/identity/contract.ts';
import { Register } from '../../../functions/identity/sign-up/contract.ts';
import { EmailAddress } from '../../../functions/shared/http/shapes.ts';

describe('an e-mail address', () => {
  test.each([
    ['Ada.Lovelace@Example.COM', 'ada.lovelace@example.com'],
    ['  ada@example.com ', 'ada@example.com'],
    // The Kelvin sign is, by Unicode, the very letter K.
    ['\u212Aate@example.com', 'kate@example.com'],
    ["o'brien+shop@mail.example.co.uk", "o'brien+shop@mail.example.co.uk"],
    ['u@example.xn--p1ai', 'u@example.xn--p1ai'],
    ['u@müller.example', 'u@xn--mller-kva.example'],
    ['u@mu\u0308ller.example', 'u@xn--mller-kva.example'],
    ['u@XN--MLLER-KVA.example', 'u@xn--mller-kva.example'],
    ['u@почта.рф', 'u@xn--80a1acny.xn--p1ai'],
    ['u@例え。テスト', 'u@xn--r8jz45g.xn--zckzah'],
    ['u@localhost', 'u@localhost'],
    ["!#$%&'*+/=?^_`{|}~-.@1.example", "!#$%&'*+/=?^_`{|}~-.@1.example"],
    ['u@127.1', 'u@127.1'],
    [`${'a'.repeat(64)}@${'b'.repeat(63)}.example`, `${'a'.repeat(64)}@${'b'.repeat(63)}.example`],
  ])('%s is kept as %s, so that one person has one account [AUT-01]', (typed, kept) => {
    expect(EmailAddress.parse(typed)).toBe(kept);
    expect(EmailAddress.parse(kept)).toBe(kept);
  });

  test.each([
    ['without a domain', 'ada'],
    ['whose name has 65 characters', `${'a'.repeat(65)}@example.com`],
    ['with a label of 64 characters', `ada@${'b'.repeat(64)}.example`],
    ['whose A-labels have more than 254 characters', `a@${'ü'.repeat(50)}.${`${'b'.repeat(62)}.`.repeat(3)}example`],
    ['with a path behind the domain', 'ada@müller.example/evil'],
    ['with a port behind the domain', 'ada@müller.example:25'],
    ['with a number for a domain, in wide digits', 'ada@\uff11\uff12\uff17.\uff11'],
    ['with a percent sign, in a wide form', 'ada@a\uff0541.example'],
    ['with a label that begins with a hyphen', 'ada@-example.com'],
    ['with an empty label', 'ada@example..com'],
    ['with a dot at the end', 'ada@example.com.'],
    ['in quotes', '"ada lovelace"@example.com'],
    ['of an address in brackets', 'ada@[192.0.2.1]'],
    ['with a letter of no ASCII before the @', 'müller@example.com'],
    ['with two @', 'ada@@example.com'],
    ['with a blank', 'ada lovelace@example.com'],
    ['with a line break', 'ada@example.com\r\nBcc: eve@example.com'],
    ['with a Cyrillic letter that looks like ours', '\u0430da@example.com'],
    ['longer than 254 characters', `a@${`${'b'.repeat(60)}.`.repeat(4)}example.com`],
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
