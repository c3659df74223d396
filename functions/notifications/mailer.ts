import type { MailTemplate } from './contract.ts';

export interface OutgoingMail {
  readonly notificationId: string;
  readonly template: MailTemplate;
  readonly correlationId: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** The provider said no: nothing was sent, and trying again later does no harm. */
export class MailRefused extends Error {
  override name = 'MailRefused';
}

/** The provider did not answer: the mail may be on its way all the same. */
export class MailUnanswered extends Error {
  override name = 'MailUnanswered';
}

export interface Mailer {
  /** Hands a mail over, once, without retries. Throws `MailRefused` and `MailUnanswered`, neither of which names an address. */
  send(mail: OutgoingMail): Promise<{ readonly messageId: string }>;
}
