import type { Clock } from '../shared/clock.ts';
import { unreachable } from '../shared/domain-error.ts';
import { count, log } from '../shared/observability.ts';
import type { CauseOf, MailTemplate } from './contract.ts';
import { type Mail, newMail, released, sent, standingOf, taken } from './mail.ts';
import type { MailLedger } from './mail-ledger.ts';
import { type Mailer, MailRefused, type OutgoingMail } from './mailer.ts';
import { renderMail } from './render-mail.ts';
import { type Sources, writeLetter } from './write-letter.ts';

interface Ports {
  readonly sources: Sources;
  readonly ledger: MailLedger;
  readonly mailer: Mailer;
  readonly clock: Clock;
}

/** Somebody else is sending this mail at the moment; the queue asks again later whether it worked. */
export class MailInHand extends Error {
  override name = 'MailInHand';
}

/**
 * Sends the mail that follows an event, once per event and template. Throws what keeps it from being sent
 * (`MailRefused`, `MailUnanswered`, `MailInHand`, `MailTakenOver`): the queue tries again, and its dead letters have it
 * in the end; nobody but this ledger learns of it.
 */
export const sendMail =
  (ports: Ports) =>
  async <T extends MailTemplate>(template: T, cause: CauseOf<T>): Promise<void> => {
    const written = await writeLetter(ports.sources, template, cause);
    if (!written) return log.info('no mail due', { template, eventId: cause.id });
    const { letter, recipient, orderId } = written;
    const rendered = await renderMail(letter, recipient.locale);
    const due = { template, recipient: recipient.id, eventId: cause.id, ...(orderId ? { orderId } : {}) };
    const mail = await take(ports, newMail(due, ports.clock.now()));
    if (!mail) return log.info('mail sent before', { template, eventId: cause.id });
    await deliver(ports, mail, {
      ...rendered,
      notificationId: mail.id,
      template,
      correlationId: cause.correlationId,
      to: recipient.email,
    });
  };

/** The mail in our hands, or nothing when it was sent before. Throws `MailInHand` and `MailTakenOver`. */
async function take({ ledger, clock }: Ports, fresh: Mail): Promise<Mail | undefined> {
  const found = await ledger.open(fresh);
  if (!found) return fresh;
  const standing = standingOf(found, clock.now());
  switch (standing) {
    case 'done':
      return undefined;
    case 'in-hand':
      throw new MailInHand(`Mail ${found.id} is being sent`);
    case 'abandoned':
    case 'due': {
      const again = taken(found, clock.now());
      await ledger.save(again);
      if (standing === 'abandoned') {
        log.warn('mail sent again, its first sending unknown', { notificationId: found.id, template: found.template });
        count('PossibleDuplicateMail');
      }
      return again;
    }
    default:
      return unreachable(standing);
  }
}

async function deliver({ ledger, mailer, clock }: Ports, mail: Mail, outgoing: OutgoingMail): Promise<void> {
  const fields = { notificationId: mail.id, template: mail.template };
  try {
    const { messageId } = await mailer.send(outgoing);
    const now = clock.now();
    await ledger.saveSent(sent(mail, messageId, now), now);
    log.info('mail sent', { ...fields, messageId });
    count('MailSent', 1, { template: mail.template });
  } catch (error) {
    // Known not to be sent: the next try need not count as a second mail.
    if (error instanceof MailRefused) await ledger.save(released(mail));
    throw error;
  }
}
