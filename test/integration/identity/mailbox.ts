import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Mail } from '../../../local/mailbox.ts';
import { eventually } from '../../support/eventually.ts';

/** An address that nobody else uses. */
export const newAddress = (name = 'ada') => `${name}-${randomBytes(6).toString('hex')}@example.com`;

/** The mails to an address so far, oldest first. */
export async function mailsSoFar(email: string): Promise<Mail[]> {
  const mails = (await (await fetch(inject('shop').outputs.mailUrl)).json()) as Mail[];
  return mails.filter(({ To }) => To.includes(email));
}

/** The mails to an address, oldest first, once there are as many. */
export const mailsTo = (email: string, atLeast: number): Promise<Mail[]> =>
  eventually(`${atLeast} mails to ${email}`, async () => {
    const mails = await mailsSoFar(email);
    return mails.length >= atLeast ? mails : undefined;
  });

/** The link of a mail that ends in a token. */
export const linkIn = (mail: Mail | undefined): URL =>
  new URL(/https?:\/\/\S+token=[\w.-]+/.exec(mail?.BodyText ?? '')?.[0] ?? '');
export const tokenIn = (mail: Mail | undefined): string => linkIn(mail).searchParams.get('token') ?? '';
