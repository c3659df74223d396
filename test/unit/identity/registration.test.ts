import { describe, expect, test } from 'vitest';
import { newUser, type User } from '../../../functions/identity/people/user.ts';
import { outcomeOf } from '../../../functions/identity/sessions/sign-in.ts';
import { registrationOf } from '../../../functions/identity/sign-up/registration.ts';

const now = new Date('2026-11-21T10:00:00.000Z');
const ada = newUser(
  'usr_01J00000000000000000000000',
  { email: 'ada@example.com', name: 'Ada', locale: 'de' },
  { role: 'customer', verified: false },
  now,
);
const confirmed: User = { ...ada, verified: true };

describe('registering an address', () => {
  test.each([
    ['nobody’s', undefined, 'new'],
    ['one that was never confirmed', ada, 'supersede'],
    ['a confirmed user’s', confirmed, 'repeat'],
    ['a disabled user’s', { ...confirmed, disabled: true }, 'repeat'],
    ['that of somebody disabled before confirming', { ...ada, disabled: true }, 'repeat'],
  ] as const)('that is %s [AUT-01]', (_, user, kind) => {
    expect(registrationOf(user).kind).toBe(kind);
  });
});

describe('signing in', () => {
  test.each([
    [undefined, false, 'unknown-address'],
    [undefined, true, 'unknown-address'],
    [ada, false, 'wrong-password'],
    [{ ...confirmed, disabled: true }, false, 'wrong-password'],
    [{ ...confirmed, disabled: true }, true, 'disabled'],
    [{ ...ada, disabled: true }, true, 'disabled'],
    [ada, true, 'not-verified'],
    [confirmed, false, 'wrong-password'],
    [confirmed, true, 'success'],
  ] as const)(
    'case %#: the right password alone learns anything about an account [AUT-07, AUT-08]',
    (user, right, outcome) => {
      expect(outcomeOf(user, right)).toBe(outcome);
    },
  );
});
