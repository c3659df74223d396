import { DomainError } from '../shared/domain-error.ts';
import { TooManyAttempts } from '../shared/http/attempts.ts';
import type { Role } from '../shared/http/permissions.ts';

export interface AccessToken {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** What the right password opens. */
export interface SignIn extends AccessToken {
  /** What all its access tokens call it, a caller's `signInId`. */
  readonly id: string;
  /** Gets further access tokens; it stays with us. */
  readonly refreshToken: string;
}

/** Passwords and tokens, kept and issued by somebody who is good at it. A login has the name of its user's id. */
export interface Logins {
  /** Makes a login, which nobody can reach as long as no user has its id. Throws `PasswordRefused`, and makes none. */
  open(userId: string, password: string): Promise<void>;
  /** Makes tokens from now on carry this role and no other; those that are out keep theirs until they expire. */
  assign(userId: string, role: Role): Promise<void>;
  /** Throws `PasswordRefused`, and changes nothing. */
  setPassword(userId: string, password: string): Promise<void>;
  /**
   * Makes a login anew, under the same name, with this password and role: no sign-in of before is left, nor any lock. One that
   * is not there is made. Throws `PasswordRefused`, and changes nothing.
   */
  renew(userId: string, role: Role, password: string): Promise<void>;
  /** A sign-in, or nothing where the password is wrong or there is no such login. Throws `LoginLocked`. */
  check(userId: string, password: string): Promise<SignIn | undefined>;
  /** A further access token of a sign-in, or nothing where that is over or the login is disabled. */
  refresh(userId: string, refreshToken: string): Promise<AccessToken | undefined>;
  /** Ends a sign-in; one that is over is ended already. */
  revoke(refreshToken: string): Promise<void>;
  /** Ends every sign-in of a login: none gets another token. */
  endAll(userId: string): Promise<void>;
  /** Removes a login; one that is not there is removed already. */
  close(userId: string): Promise<void>;
}

/** The user pool is too busy or cannot be reached. Whether a change had its effect is not known. */
export class SignInUnavailable extends DomainError {
  override name = 'SignInUnavailable';
  constructor(cause: unknown) {
    super('unavailable', 'sign-in-unavailable', 'Signing in is not possible right now. Please try again in a moment.', {
      cause,
      retryAfter: 2,
    });
  }
}

/** Seconds after which to try again. How long the pool's lock lasts is not told; a try meanwhile does not make it longer. */
const TRY_LOCKED_AGAIN_SECONDS = 30;

/**
 * The pool listens to no password of this login for a while, because of failures before: whether this one is right is not
 * known, so the attempt is no failure.
 */
export class LoginLocked extends TooManyAttempts {
  override name = 'LoginLocked';
  constructor() {
    super(TRY_LOCKED_AGAIN_SECONDS);
  }
}

/**
 * What `NewPassword` lets pass and the pool does not, which should be nothing: whoever tells the pool of a password that counts
 * has ended logins before.
 */
export class PasswordRefused extends DomainError {
  override name = 'PasswordRefused';
  constructor(cause: unknown) {
    super('invalid', 'password-refused', 'Choose another password.', { cause });
  }
}
