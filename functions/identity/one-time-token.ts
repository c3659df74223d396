import { createHash } from 'node:crypto';
import { addSeconds } from '../shared/clock.ts';
import { mailToken, sameText } from '../shared/signatures.ts';

export type TokenPurpose = 'verify-email';

/** What is kept of the token in a mail: enough to know it again, too little to make it. */
export interface OneTimeToken {
  readonly id: string;
  readonly purpose: TokenPurpose;
  readonly userId: string;
  /** SHA-256 of the whole token, base64url. */
  readonly hash: string;
  /** RFC 3339, UTC. */
  readonly expiresAt: string;
}

/** How long a link can be used, in seconds. */
const LIFETIME: Readonly<Record<TokenPurpose, number>> = { 'verify-email': 24 * 3_600 };

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * What to keep of a new token. In: a new id (`tok_…`), what it is for and whose it is, the key that the token is
 * derived with, and the time. The token itself is made by whoever writes the mail, out of the id and the same key.
 */
export const oneTimeToken = (
  { id, purpose, userId }: Pick<OneTimeToken, 'id' | 'purpose' | 'userId'>,
  key: string,
  now: Date,
): OneTimeToken => ({
  id,
  purpose,
  userId,
  hash: hashOf(mailToken(key, id)),
  expiresAt: addSeconds(now, LIFETIME[purpose]).toISOString(),
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
