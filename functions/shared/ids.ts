import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import * as z from 'zod';

/** Crockford's base 32: no I, L, O or U, so that an id can be read out on the telephone. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type Prefix =
  | 'usr'
  | 'prd'
  | 'ord'
  | 'pay'
  | 'hld'
  | 'shp'
  | 'evt'
  | 'ntf'
  | 'tok'
  | 'cor'
  | 'ref'
  | 'whk'
  | 'lgn'
  | 'ses'
  | 'adr'
  | 'exp'
  | 'imp'
  | 'rfs'
  | 'trn'
  | 'rep'
  | 'rev'
  | 'img'
  | 'crt'
  | 'itm'
  | 'quo'
  | 'upl';

/** A new id, e.g. `prd_01J…`: sortable by the time it was made, unguessable enough to be public. */
export const newId = (prefix: Prefix): string => `${prefix}_${ulid()}`;

/**
 * The same parts give the same id, and different parts never share one: each part is length-delimited
 * before hashing, so ("ab","c") and ("a","bc") differ. 26 Crockford characters carry 130 bits of SHA-256.
 */
export function derivedId(prefix: Prefix, parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return `${prefix}_${crockford(hash.digest(), 26)}`;
}

/** `length` characters of Crockford's alphabet out of `bytes`, five bits each. */
export function crockford(bytes: Uint8Array, length: number): string {
  let out = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && out.length < length) {
      bits -= 5;
      out += CROCKFORD[(value >>> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  return out;
}

const idSchemas = new Map<Prefix, z.ZodString>();

/**
 * An id as it comes from outside: anything else of that form is simply absent, never an error of its own. One schema for each
 * prefix, because making hundreds of them is felt at a cold start.
 */
export function idSchema(prefix: Prefix): z.ZodString {
  const made = idSchemas.get(prefix);
  if (made) return made;
  const schema = z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`), `expected an id that starts with ${prefix}_`)
    .meta({ examples: [`${prefix}_01KAK0V5T2M3N4P5Q6R7S8T9VW`] });
  idSchemas.set(prefix, schema);
  return schema;
}
