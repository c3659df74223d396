/**
 * The notifications table.
 *
 * MAIL#<ntf_…> / META             one mail: Put while absent (open), Put over the version before it
 * gsi1 RECIPIENT#<usr_…>          a person's mails (personal.ts)
 * MAIL#<ntf_…> / FACT#email.sent  once, with the Put that makes it sent
 */
import { announced, recordFact } from '../shared/events/facts.ts';
import { replaceItem } from '../shared/store/optimistic.ts';
import { type Item, putNew, type Store, type Write } from '../shared/store/store.ts';
import { EmailSent } from './contract.ts';
import type { Mail } from './mail.ts';
import { type MailLedger, MailTakenOver } from './mail-ledger.ts';
import { recipientPartition, storedMail } from './reads.ts';

const partitionOf = (mail: Mail): string => `MAIL#${mail.id}`;

const itemOf = (mail: Mail) =>
  storedMail.encode(mail, {
    pk: partitionOf(mail),
    sk: 'META',
    gsi1pk: recipientPartition(mail.recipient),
    gsi1sk: `${mail.createdAt}#${mail.id}`,
  });

/** The entry is there already. */
class AlreadyOpen extends Error {
  override name = 'AlreadyOpen';
  readonly mail: Mail | undefined;
  constructor(item: Item | undefined) {
    super('The mail is in the ledger already');
    this.mail = item && storedMail.decode(item);
  }
}

const takenOver = () => new MailTakenOver('Somebody else has this mail in hand');

/** The ledger in its table, over the store's conditional writes. */
export function dynamoMailLedger(store: Store, table: string): MailLedger {
  const replace = (mail: Mail): Write =>
    replaceItem({ table, item: itemOf(mail), refused: takenOver }, { version: mail.version - 1 });
  return {
    async open(mail) {
      try {
        await store.write(putNew(table, itemOf(mail), (found) => new AlreadyOpen(found)));
        return undefined;
      } catch (error) {
        if (error instanceof AlreadyOpen) return error.mail;
        throw error;
      }
    },
    async save(mail) {
      await store.write(replace(mail));
    },
    saveSent(mail, now) {
      const { id: notificationId, template, orderId } = mail;
      const fact = recordFact({
        table,
        partition: partitionOf(mail),
        subject: notificationId,
        sequence: mail.version,
        now,
        draft: announced(
          EmailSent,
          { notificationId, template, ...(orderId ? { orderId } : {}) },
          { key: EmailSent.type, audience: 'staff' },
        ),
        repeated: takenOver,
      });
      return store.commit([replace(mail), fact]);
    },
  };
}
