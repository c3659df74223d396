import { monthlyEntry } from '../shared/store/monthly-list.ts';
import type { Key } from '../shared/store/store.ts';

/** The partition of a user (`usr_…`): the user and the facts about it. */
export const userPartition = (userId: string): string => `USER#${userId}`;
/** Where a user lies. */
export const userKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'META' });

/** Where the addresses that a user keeps lie. */
export const addressBookKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'ADDRESSES' });

/** The partition in the first index of what lies elsewhere because of a user: one-time tokens, and from where somebody did what. */
export const tracesPartition = (userId: string): string => `TRACES#${userId}`;

/** The list of all users, by month. */
export const USERS = 'USERS';
/** Index attributes that put a user into it. */
export const usersEntry = ({ id, createdAt }: { readonly id: string; readonly createdAt: string }) =>
  monthlyEntry(USERS, createdAt, id);

/** Where it is written whose a normalised address is. One item per address, so an address belongs to one user. */
export const emailKey = (email: string): Key => ({ pk: `EMAIL#${email}`, sk: 'META' });

/** Where what is kept of a one-time token (`tok_…`) lies. */
export const tokenKey = (tokenId: string): Key => ({ pk: `TOKEN#${tokenId}`, sk: 'META' });

/** The partition of a session (`ses_…`): the session and the fact that ended it. */
export const sessionPartition = (sessionId: string): string => `SESSION#${sessionId}`;
/** Where a session lies. */
export const sessionKey = (sessionId: string): Key => ({ pk: sessionPartition(sessionId), sk: 'META' });
/** The partition of a user's sessions in the first index. */
export const sessionListPartition = (userId: string): string => `SESSIONS#${userId}`;

/** Where the address that a user had until a change (`tok_…`, the token that confirmed it) lies for a while. */
export const formerEmailKey = (userId: string, tokenId: string): Key => ({
  pk: userPartition(userId),
  sk: `FORMER-EMAIL#${tokenId}`,
});

/** The partition of an attempt to sign in (`lgn_…`). Each lies by itself: there may be no user to it, and nobody's partition grows by being attacked. */
export const loginPartition = (attemptId: string): string => `LOGIN#${attemptId}`;

/** The partition of a refused request (`rfs_…`), each by itself as well. */
export const refusalPartition = (refusalId: string): string => `REFUSAL#${refusalId}`;
