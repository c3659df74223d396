import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from './mailer.ts';

/** Every end of a line as a line feed: the composer makes CRLF of those, and leaves others alone. */
const withLineFeeds = (text: string): string => text.replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n');

/**
 * A mail as the bytes that travel (RFC 5322, multipart/alternative). In: the mail and the shop's own address. The
 * composer encodes every header, so no value can end its line; a recipient is the one address and nothing else. Lines end in CRLF alone (RFC 5321, 2.3.8):
 * strict receivers refuse a bare line feed.
 */
export const composeMessage = (mail: OutgoingMail, sender: string): Promise<Buffer> =>
  new MailComposer({
    from: { name: 'PrintVerse', address: sender },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: withLineFeeds(mail.text),
    html: withLineFeeds(mail.html),
    newline: 'windows',
    headers: {
      'X-Correlation-ID': mail.correlationId,
      // RFC 3834: keeps answering machines quiet.
      'Auto-Submitted': 'auto-generated',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
