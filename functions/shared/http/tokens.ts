import { DomainError } from '../domain-error.ts';
import type { Role } from './permissions.ts';

/** Who a verified access token speaks for. */
export interface Identity {
  readonly userId: string;
  readonly role: Role;
  /** The sign-in that this token and its successors come from; Cognito's `origin_jti`. */
  readonly signInId: string | undefined;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

export interface Tokens {
  /** Throws `InvalidToken` for anything but a living access token of our own client. */
  verify(token: string): Promise<Identity>;
}

export class InvalidToken extends DomainError {
  override name = 'InvalidToken';
  constructor(cause?: unknown) {
    super('unauthenticated', 'invalid-token', 'Sign in first: the access token is missing, wrong or has expired.', {
      cause,
    });
  }
}
