import { createHash } from 'node:crypto';
import { addSeconds } from '../../shared/clock.ts';
import { DomainError } from '../../shared/domain-error.ts';
import { mailToken, sameText } from '../../shared/signatures.ts';
import type { User } from '../people/user.ts';

export type TokenPurpose = 'verify-email' | 'reset-password' | 'change-email';

/** What is kept of the token in a mail: enough to know it again, too little to make it. */
export interface OneTimeToken {
  readonly id: string;
  readonly purpose: TokenPurpose;
  readonly userId: string;
  /** The address that it was mailed to, where that is not the user's own: the one that is to take its place. */
  readonly email?: string;
  /** SHA-256 of the whole token, base64url. */
  readonly hash: string;
  /** RFC 3339, UTC. */
  readonly expiresAt: string;
}

/** Wrong, used, replaced or too old: told in the same words. */
export class InvalidOneTimeToken extends DomainError {
  override name = 'InvalidOneTimeToken';
  constructor() {
    super('invalid', 'invalid-token', 'This link is wrong, was used before or is too old. Ask for a new one.');
  }
}

/** How long a link can be used, in seconds. */
const LIFETIME: Readonly<Record<TokenPurpose, number>> = {
  'verify-email': 24 * 3_600,
  'reset-password': 3_600,
  'change-email': 24 * 3_600,
};

/**
 * Where a user names the one token of a purpose that is good; a newer one takes its place. A token that its user does not
 * name opens nothing, used or replaced or ended; it lies there until its time is over, and nobody has to remove it.
 */
const NAMED_IN = {
  'verify-email': 'verificationId',
  'reset-password': 'resetId',
  'change-email': 'emailChangeId',
} as const satisfies Record<TokenPurpose, keyof User>;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * What to keep of a new token. In: a new id (`tok_…`), what it is for and whose it is, the key that the token is
 * derived with, and the time. The token itself is made by whoever writes the mail, out of the id and the same key.
 */
export const oneTimeToken = (
  token: Pick<OneTimeToken, 'id' | 'purpose' | 'userId' | 'email'>,
  key: string,
  now: Date,
): OneTimeToken => ({
  ...token,
  hash: hashOf(mailToken(key, token.id)),
  expiresAt: addSeconds(now, LIFETIME[token.purpose]).toISOString(),
});

/** In: what somebody presents as a token. Out: the id that it would be kept under, or nothing for what is none. */
export const tokenIdOf = (presented: string): string | undefined =>
  /^(tok_[0-9A-HJKMNP-TV-Z]{26})[.][A-Za-z0-9_-]{43}$/.exec(presented)?.[1];

/**
 * Whether what is presented opens this token's door: it is the very token, for this purpose, and younger than its
 * expiry. A changed key does not matter: what was mailed stays good.
 */
export const opens = (kept: OneTimeToken, presented: string, purpose: TokenPurpose, now: Date): boolean =>
  kept.purpose === purpose && sameText(kept.hash, hashOf(presented)) && now < new Date(kept.expiresAt);

/** Id of the user's token of a purpose that is still good, if there is one. */
export const goodTokenOf = (user: User, purpose: TokenPurpose): string | undefined => user[NAMED_IN[purpose]];

/** The change of a user that makes this its good token of the purpose. */
export const naming = ({ id, purpose }: OneTimeToken): Partial<Record<(typeof NAMED_IN)[TokenPurpose], string>> => ({
  [NAMED_IN[purpose]]: id,
});

/** The change of a user after which no token of it is good. */
export const namingNone = { verificationId: null, resetId: null, emailChangeId: null } as const satisfies Record<
  (typeof NAMED_IN)[TokenPurpose],
  null
>;
