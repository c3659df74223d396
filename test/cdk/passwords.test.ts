import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NewPassword } from '../../functions/identity/contract.ts';
import { stages } from '../../lib/config.ts';
import { assemblyOf } from '../support/assembly.ts';

// A password that the pool refuses is refused too late: logins have ended and links are void by then.
const app = await assemblyOf(stages.dev);
const [pool] = app.of('AWS::Cognito::UserPool');

interface Policy {
  readonly MinimumLength?: number;
  readonly RequireLowercase?: boolean;
  readonly RequireUppercase?: boolean;
  readonly RequireNumbers?: boolean;
  readonly RequireSymbols?: boolean;
  readonly PasswordHistorySize?: number;
}
const policy = pool?.properties.Policies.PasswordPolicy as Policy;

/** Whether Cognito takes a password for anybody: its policy, and what its API says of every password. */
function takes(asked: Policy, password: string): boolean {
  const length = [...password].length;
  return (
    length >= (asked.MinimumLength ?? 8) &&
    // Whichever way it counts.
    password.length <= 256 &&
    /^\S+.*\S+$/u.test(password) &&
    (!asked.RequireLowercase || /\p{Ll}/u.test(password)) &&
    (!asked.RequireUppercase || /\p{Lu}/u.test(password)) &&
    (!asked.RequireNumbers || /\p{Nd}/u.test(password)) &&
    (!asked.RequireSymbols || /[^\p{L}\p{N}]/u.test(password)) &&
    // An earlier one may be typed again.
    !asked.PasswordHistorySize
  );
}

const letters = fc.constantFrom(
  'a',
  'B',
  '7',
  '-',
  ' ',
  '\u00a0',
  '\u3000',
  '🔑',
  'e\u0301',
  'ﬁ',
  '\u2028',
  '\n',
  '\u0000',
);
const typed = fc.oneof(
  fc.array(letters, { minLength: 10, maxLength: 15 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', minLength: 10, maxLength: 260 }),
  fc.constantFrom('a'.repeat(12), '🔑'.repeat(12), '🔑'.repeat(128), 'a'.repeat(256), `a${' '.repeat(10)}b`),
);

/** Of many that somebody may type, what our schema lets pass and a pool refuses. */
const refusedByPool = (asked: Policy): string[] =>
  fc.sample(typed, 5_000).flatMap((password) => {
    const { data } = NewPassword.safeParse(password);
    return data === undefined || takes(asked, data) ? [] : [data];
  });

describe('a new password', () => {
  test('that our schema takes is taken by the user pool [AUT-02, AUT-17]', () => {
    expect(policy.MinimumLength).toBeGreaterThan(0);
    expect(refusedByPool(policy)).toEqual([]);
  });

  test.each([
    { MinimumLength: 13 },
    { RequireLowercase: true },
    { RequireUppercase: true },
    { RequireNumbers: true },
    { RequireSymbols: true },
    { PasswordHistorySize: 1 },
  ])('would be seen to be refused by a pool that asks for more (%o) [AUT-02]', (more) => {
    expect(refusedByPool({ ...policy, ...more }).length).toBeGreaterThan(0);
  });
});
