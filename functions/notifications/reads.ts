import { storedKind } from '../shared/store/decode.ts';
import type { Mail } from './mail.ts';

/** Mails as they are stored. */
export const storedMail = storedKind<Mail>('mail', 1);

/** The partition of a person's mails in the ledger's first index. In: the id of the user. */
export const recipientPartition = (userId: string): string => `RECIPIENT#${userId}`;
