import { createHmac, timingSafeEqual } from 'node:crypto';

/** The keys in force: what is signed uses `current`, what is checked accepts both while a rotation is under way. */
export interface SigningKeys {
  readonly current: string;
  readonly previous: string | undefined;
}

export type Secret = () => Promise<SigningKeys>;

/** HMAC-SHA256 over length-delimited parts, base64url. */
export function sign(key: string, ...parts: readonly string[]): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:${part}`);
  return hmac.digest('base64url');
}

export const signedBy = (keys: SigningKeys, signature: string, ...parts: readonly string[]): boolean =>
  [keys.current, keys.previous].some((key) => key !== undefined && sameText(sign(key, ...parts), signature));

/** Compares in constant time; unequal lengths are unequal, never an exception. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * The one-time token of a mail's link, out of the id that events carry: whoever has the key can derive it, nobody else.
 * Its store keeps only its hash.
 */
export const mailToken = (key: string, tokenId: string): string => `${tokenId}.${sign(key, tokenId)}`;
