/** How what lies elsewhere because of a user is found with the user, and how long it is kept. */
import { addSeconds } from '../shared/clock.ts';
import type { Put, Write } from '../shared/store/store.ts';
import { tracesPartition } from './identity-keys.ts';
import { NOBODY } from './people/user.ts';

/** How long it is remembered here from where somebody did or tried something, in days; the audit trail has its own memory. */
const WHEREABOUTS_DAYS = 30;
const DAY_SECONDS = 86_400;

/** When what says from where somebody did something at `now` is forgotten. */
export const forgottenAt = (now: Date): Date => addSeconds(now, WHEREABOUTS_DAYS * DAY_SECONDS);

/** The index attributes by which an item is found with its user; what is nobody's is not looked for. In: RFC 3339. */
export const traceOf = (userId: string, at: string) =>
  userId === NOBODY ? {} : { gsi1pk: tracesPartition(userId), gsi1sk: at };

/** A write of something that is found with its user, if there is one. */
export const traced = (userId: string = NOBODY, now: Date, write: Put): Write => ({
  ...write,
  item: { ...write.item, ...traceOf(userId, now.toISOString()) },
});
