/** The erasure of a person: begun the moment that they leave, finished once nothing that is about them runs any more. */
import { addSeconds } from '../shared/clock.ts';

export interface Erasure {
  readonly userId: string;
  /** RFC 3339, UTC. */
  readonly begunAt: string;
  readonly finishedAt?: string;
}

/**
 * Seconds after which nothing comes up any more of what began before the user went: a request or a consumer that read the user
 * lives for a minute at most, and an index lags by seconds.
 */
const SETTLED_SECONDS = 600;
const DAY_SECONDS = 86_400;
/** The law gives a month; an order ends within hours, or is parked and waits for staff. */
const OVERDUE_DAYS = 7;

/** Whether a look that began at `now` and found nothing open was the last one that is needed. */
export const isSettled = ({ begunAt }: Erasure, now: Date): boolean =>
  now >= addSeconds(new Date(begunAt), SETTLED_SECONDS);

/** Whether somebody has to look why it does not end. */
export const isOverdue = ({ begunAt }: Erasure, now: Date): boolean =>
  now >= addSeconds(new Date(begunAt), OVERDUE_DAYS * DAY_SECONDS);
