import { createHash, randomBytes } from 'node:crypto';
import { type SigningKeys, sign, signedBy } from '../../shared/signatures.ts';

/**
 * The cookie of a session: `<ses_…>.<secret>`, the secret being 256 random bits and a signature over them and the session's
 * id, both base64url. So a secret that was replaced long ago can be told from noise without being kept: only one that we
 * made may end a session, whose id is no secret.
 */
const COOKIE = /^(ses_[0-9A-HJKMNP-TV-Z]{26})[.](([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{43}))$/;

/** A secret that a browser holds, as far as it is kept. */
export interface HeldSecret {
  readonly sessionId: string;
  /** SHA-256, base64url: of 256 random bits, so it need not be slow. */
  readonly hash: string;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A cookie with a new secret, and the hash to keep of it. In: the keys and the session's id. */
export function newCookie(
  { current }: SigningKeys,
  sessionId: string,
): { readonly value: string; readonly secretHash: string } {
  const random = randomBytes(32).toString('base64url');
  const secret = random + sign(current, 'session', sessionId, random);
  return { value: `${sessionId}.${secret}`, secretHash: hashOf(secret) };
}

/** In: the keys and what a browser presents. Out: what was held, or nothing where it is none of ours. */
export function openCookie(keys: SigningKeys, presented: string): HeldSecret | undefined {
  const [, sessionId = '', secret = '', random = '', signature = ''] = COOKIE.exec(presented) ?? [];
  return signedBy(keys, signature, 'session', sessionId, random) ? { sessionId, hash: hashOf(secret) } : undefined;
}

/** What a page of ours sends back to show that it can read cookies of ours: the same through a session. */
export const csrfOf = ({ current }: SigningKeys, sessionId: string): string => sign(current, 'csrf', sessionId);

/** Whether the token belongs to the session that the cookie names. */
export function csrfBelongs(keys: SigningKeys, cookie: string, csrf: string): boolean {
  const sessionId = COOKIE.exec(cookie)?.[1];
  return sessionId !== undefined && signedBy(keys, csrf, 'csrf', sessionId);
}
