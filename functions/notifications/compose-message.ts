import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from './mailer.ts';

/**
 * A mail as the bytes that travel (RFC 5322, multipart/alternative). In: the mail and the shop's own address. The
 * composer encodes every header, so no value can end its line; a recipient is the one address and nothing else.
 */
export const composeMessage = (mail: OutgoingMail, sender: string): Promise<Buffer> =>
  new MailComposer({
    from: { name: 'PrintVerse', address: sender },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
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
