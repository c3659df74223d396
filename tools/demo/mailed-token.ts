import type { Mail } from '../../local/mailbox.ts';
import { until } from './client.ts';

/** The token at the end of a mailed link, once there is a mail to the address that has one. In: how its page is called, `verify` or `reset`. */
export const mailedToken = (mailUrl: string, email: string, page: string): Promise<string> =>
  until(`a link to ${page} in a mail to ${email}`, async () => {
    const mails = (await (await fetch(mailUrl)).json()) as Mail[];
    // A page of the shop where it has pages (/verify), else the API itself (/auth/verify-email).
    const link = new RegExp(`/${page}[\\w-]*\\?token=([\\w.-]+)`);
    const texts = mails.filter(({ To }) => To.includes(email)).map(({ BodyText }) => link.exec(BodyText)?.[1]);
    return texts.findLast((token) => token !== undefined);
  });
