import { addSeconds } from '../../shared/clock.ts';
import { SignInUnavailable } from '../logins.ts';
import type { User } from '../people/user.ts';

/** Whoever may be at the user pool with another password for a login. */
export interface PasswordTurn {
  /** Unlike any other, also of the same link. */
  readonly id: string;
  /** RFC 3339, UTC: afterwards nobody is there any more. */
  readonly until: string;
}

/** Seconds for which somebody may be at the pool; longer than a function lives. */
const TURN_SECONDS = 60;

/**
 * A turn at the pool. In: the user whose password it is, a new id (`trn_…`), and the time. Throws `SignInUnavailable` while
 * somebody else has it: of two passwords on their way at once nobody could say which one would count.
 */
export function takeTurn(user: User, id: string, now: Date): PasswordTurn {
  assertNoTurn(user, now);
  return { id, until: addSeconds(now, TURN_SECONDS).toISOString() };
}

/** Throws `SignInUnavailable` while somebody has a turn, who may make the login anew with the role that the user had. */
export function assertNoTurn({ passwordTurn }: User, now: Date): void {
  if (passwordTurn && now < new Date(passwordTurn.until)) throw new SignInUnavailable(undefined);
}
