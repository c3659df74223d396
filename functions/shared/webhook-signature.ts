import { createHmac } from 'node:crypto';
import { type SigningKeys, sameText } from './signatures.ts';

/** How far the sender's clock and the way here may be off, in seconds, both ways. */
const TOLERANCE_SECONDS = 300;

/**
 * In: the header `t=<unix seconds>,v1=<hex>[,v1=<hex>]`, the body's bytes as they came, the keys in force.
 * Out: whether one signature is HMAC-SHA256 over `t.body` by a living key, and `t` is within five minutes of now.
 */
export function genuine(header: string | undefined, body: string, keys: SigningKeys, now: Date): boolean {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('='));
  const at = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\d{1,12}$/.test(at) || Math.abs(now.getTime() / 1000 - Number(at)) > TOLERANCE_SECONDS) return false;
  const given = parts.filter(([name]) => name === 'v1').map(([, value]) => value ?? '');
  return [keys.current, keys.previous].some((key) => {
    if (key === undefined) return false;
    const expected = createHmac('sha256', key).update(`${at}.${body}`).digest('hex');
    return given.some((signature) => sameText(signature, expected));
  });
}
