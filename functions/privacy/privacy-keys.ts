import type { Key } from '../shared/store/store.ts';

/** The partition of what privacy keeps because of a person (`usr_…`): exports, the erasure, and their facts. */
export const personPartition = (userId: string): string => `PERSON#${userId}`;

/** Where it is noted which export a person asked for last. */
export const lastExportKey = (userId: string): Key => ({ pk: personPartition(userId), sk: 'META' });

/** Where an export (`exp_…`) of a person's data lies. */
export const exportKey = (userId: string, exportId: string): Key => ({
  pk: personPartition(userId),
  sk: `EXPORT#${exportId}`,
});

/** Where the erasure of a person lies. */
export const erasureKey = (userId: string): Key => ({ pk: personPartition(userId), sk: 'ERASURE' });

/** The partition of unfinished erasures in the first index. */
export const UNFINISHED = 'ERASURES';
