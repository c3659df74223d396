import type { Session } from './session.ts';

/** Sessions of one person that are looked at, the newest ones; nobody signs out of more by hand. */
export const SHOWN_SESSIONS = 100;

/** Where somebody is signed in. */
export interface SessionList {
  /** Newest first, over or not; one that began or ended a moment ago may be missing or still be there. */
  ofUser(userId: string): Promise<readonly Session[]>;
}
