import type { Key } from '../shared/store.ts';

/** A user and the facts about it. */
export const userPartition = (userId: string): string => `USER#${userId}`;
export const userKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'META' });

/** Whose an address is. There is one item per address, so an address belongs to one user. */
export const emailKey = (email: string): Key => ({ pk: `EMAIL#${email}`, sk: 'META' });

export const tokenKey = (tokenId: string): Key => ({ pk: `TOKEN#${tokenId}`, sk: 'META' });

/** Each attempt to sign in lies by itself: there may be no user to it, and nobody's partition grows by being attacked. */
export const loginPartition = (attemptId: string): string => `LOGIN#${attemptId}`;
