import { domainToASCII } from 'node:url';
import * as z from 'zod';

/** What a browser takes in `<input type=email>` (HTML Living Standard, 4.10.5.1.5); a label has 63 characters (RFC 1035, 2.3.4). */
const VALID =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** Octets before the @, and of the whole address (RFC 5321, 4.5.3.1.1 and 4.5.3.1.3, less the brackets of a path). */
const LOCAL_LIMIT = 64;
const LIMIT = 254;

/**
 * An address with its domain as it travels: A-labels in small letters (RFC 5890). What is no domain stays as it is. A domain in
 * ASCII is only written small: the conversion reads `127.1` as a number.
 */
function withAsciiDomain(typed: string): string {
  const at = typed.lastIndexOf('@');
  const domain = typed.slice(at + 1);
  if (at < 0 || typed.length > LIMIT || !/[^\0-\x7f]/.test(domain)) return typed;
  // Of ASCII a domain has these alone; a slash or a colon would end the host for the conversion.
  if (/[^a-z0-9.-]/i.test(domain.replaceAll(/[^\0-\x7f]/g, ''))) return typed;
  const ascii = domainToASCII(domain);
  return ascii === '' || /(^|\.)\d+$/.test(ascii) ? typed : `${typed.slice(0, at)}@${ascii}`;
}

const fits = (address: string): boolean => VALID.test(address) && address.lastIndexOf('@') <= LOCAL_LIMIT;

/** As it is compared, stored and written to: without blanks around it, in small letters, the domain in A-labels. */
export const EmailAddress = z
  .string()
  .trim()
  .normalize('NFC')
  .regex(/^[^\s@]+@[^\s@]+$/u, 'not an e-mail address')
  .overwrite(withAsciiDomain)
  .max(LIMIT)
  .toLowerCase()
  .refine(fits, 'not an e-mail address')
  .meta({ id: 'EmailAddress', examples: ['ada@example.com'] });
