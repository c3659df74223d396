import { DomainError } from '../../shared/domain-error.ts';
import type { User } from '../people/user.ts';
import type { LoginOutcome } from './contract.ts';

/** Unknown, wrong or disabled: told in the same words. */
export class InvalidCredentials extends DomainError {
  override name = 'InvalidCredentials';
  constructor() {
    super('unauthenticated', 'invalid-credentials', 'E-mail or password is wrong.');
  }
}

/** Said only to whoever has given the right password. */
export class EmailNotVerified extends DomainError {
  override name = 'EmailNotVerified';
  constructor() {
    super('forbidden', 'email-not-verified', 'Confirm your e-mail address first, by the link that we have mailed you.');
  }
}

/**
 * What an attempt to sign in comes to. In: the user of the address, if there is one, and whether the user pool took the
 * password. A wrong password outweighs the rest, so that nobody learns about an account without it.
 */
export const outcomeOf = (user: User | undefined, passwordRight: boolean): LoginOutcome => {
  if (!user) return 'unknown-address';
  if (!passwordRight) return 'wrong-password';
  if (user.disabled) return 'disabled';
  return user.verified ? 'success' : 'not-verified';
};
