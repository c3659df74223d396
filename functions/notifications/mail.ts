/**
 * A mail in the ledger: one per event and template. Whoever sends it holds it under a lease meanwhile; exactly once
 * cannot be had where the provider's answer may be lost, so it is once, or twice and counted.
 */
import { addSeconds } from '../shared/clock.ts';
import { unreachable } from '../shared/domain-error.ts';
import { derivedId } from '../shared/ids.ts';
import type { MailStatus, MailTemplate } from './contract.ts';

/**
 * Seconds for which a sender is left alone. Longer than its function may live, so that a lease which has run out was
 * left by a sender that is gone; shorter than the queue's wait until the next try, which is six of those lives.
 */
const LEASE_SECONDS = 60;

export interface Mail {
  readonly id: string;
  readonly template: MailTemplate;
  readonly status: MailStatus;
  /** Id of the user, or `staff`; the address stays with its owner. */
  readonly recipient: string;
  readonly eventId: string;
  readonly orderId?: string;
  /** Until then somebody is sending it. */
  readonly leasedUntil?: string;
  readonly messageId?: string;
  readonly sentAt?: string;
  readonly createdAt: string;
  readonly version: number;
}

/** The id of the one mail that follows an event by a template, so that a repeated event finds it. */
export const mailIdOf = (eventId: string, template: MailTemplate): string => derivedId('ntf', [eventId, template]);

/** A new mail in the hands of the one who is about to send it. */
export const newMail = (due: Pick<Mail, 'template' | 'recipient' | 'eventId' | 'orderId'>, now: Date): Mail => ({
  ...due,
  id: mailIdOf(due.eventId, due.template),
  status: 'queued',
  leasedUntil: addSeconds(now, LEASE_SECONDS).toISOString(),
  createdAt: now.toISOString(),
  version: 1,
});

/**
 * How a mail stands for one who wants to send it: `due`, `in-hand` (somebody is at it), `abandoned` (its sender
 * vanished and may have sent it), or `done`.
 */
export function standingOf({ status, leasedUntil }: Mail, now: Date): 'due' | 'in-hand' | 'abandoned' | 'done' {
  switch (status) {
    case 'sent':
    case 'delivered':
    case 'bounced':
      return 'done';
    case 'queued':
      if (leasedUntil === undefined) return 'due';
      return leasedUntil > now.toISOString() ? 'in-hand' : 'abandoned';
    case 'scheduled':
    case 'failed':
      return 'due';
    default:
      return unreachable(status);
  }
}

/** In the hands of a sender again, for one more lease. */
export const taken = (mail: Mail, now: Date): Mail => ({
  ...mail,
  status: 'queued',
  leasedUntil: addSeconds(now, LEASE_SECONDS).toISOString(),
  version: mail.version + 1,
});

/** Back in the queue, known not to be sent. */
export const released = ({ leasedUntil: _, ...mail }: Mail): Mail => ({ ...mail, version: mail.version + 1 });

/** Taken by the provider under its `messageId`. */
export const sent = ({ leasedUntil: _, ...mail }: Mail, messageId: string, now: Date): Mail => ({
  ...mail,
  status: 'sent',
  messageId,
  sentAt: now.toISOString(),
  version: mail.version + 1,
});
