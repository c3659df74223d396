import { storedKind } from '../shared/store/decode.ts';
import { everyItem, type Store } from '../shared/store/store.ts';
import type { Mail } from './mail.ts';

export type { Mail } from './mail.ts';

/** Mails as they are stored. */
export const storedMail = storedKind<Mail>('mail', 1);

/** The partition of a person's mails in the ledger's first index. In: the id of the user. */
export const recipientPartition = (userId: string): string => `RECIPIENT#${userId}`;

/** All mails to a user that the ledger knows, oldest first. */
export const mailsOf =
  (store: Store, table: string) =>
  async (userId: string): Promise<readonly Mail[]> =>
    (await everyItem(store, { table, index: 'gsi1', partition: recipientPartition(userId) })).map(storedMail.decode);
