import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SigningKeys } from '../../shared/signatures.ts';

const CIPHER = 'aes-256-gcm';
/** Bytes, as NIST SP 800-38D recommends for GCM. */
const NONCE = 12;
const TAG = 16;

const cipherKey = (key: string): Uint8Array => new Uint8Array(hkdfSync('sha256', key, '', 'refresh-token', 32));

/**
 * A token that only we can read, for one place only. In: the keys, of which one for this purpose is derived, the token, and
 * what the place is called. Out: nonce, tag and ciphertext, base64url.
 */
export function sealToken({ current }: SigningKeys, token: string, place: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, cipherKey(current), nonce).setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** The token that was sealed for this place; nothing where its key is gone, or somebody has changed or moved it. */
export function unsealToken({ current, previous }: SigningKeys, sealed: string, place: string): string | undefined {
  for (const key of [current, previous]) {
    const token = key === undefined ? undefined : unsealBy(key, Buffer.from(sealed, 'base64url'), place);
    if (token !== undefined) return token;
  }
  return undefined;
}

function unsealBy(key: string, sealed: Buffer, place: string): string | undefined {
  try {
    const cipher = createDecipheriv(CIPHER, cipherKey(key), sealed.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(place))
      .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([cipher.update(sealed.subarray(NONCE + TAG)), cipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
