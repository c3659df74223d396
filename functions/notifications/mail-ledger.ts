import type { Mail } from './mail.ts';

/** Somebody else changed the mail's entry in the meantime. */
export class MailTakenOver extends Error {
  override name = 'MailTakenOver';
}

export interface MailLedger {
  /** Enters a mail that is not there; answers the one that is. */
  open(mail: Mail): Promise<Mail | undefined>;
  /** Puts the entry in place of the version before it. Throws `MailTakenOver`. */
  save(mail: Mail): Promise<void>;
  /** As `save`, together with the fact that the mail was sent. Throws `MailTakenOver`. */
  saveSent(mail: Mail, now: Date): Promise<void>;
}
