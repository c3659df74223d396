import type { Clock } from '../clock.ts';
import { count, log } from '../observability.ts';
import type { Refusal, SecurityTrail } from './api-ports.ts';

/** The most refusals that one function records in a minute for one user; callers who are not signed in count as one user together. Keeps attackers from flooding the table. */
const REFUSALS_PER_MINUTE = 60;

/**
 * Records refusals, up to a limit for each user and minute. Neither the limit nor a failed write changes an answer: both are
 * counted as `RefusalNotRecorded`. In: the function that records one refusal, and the clock.
 */
export function securityTrail(record: (refusal: Refusal) => Promise<unknown>, clock: Clock): SecurityTrail {
  let currentMinute = 0;
  const recorded = new Map<string | undefined, number>();
  const isOverLimit = (userId: string | undefined) => {
    const minute = Math.floor(clock.now().getTime() / 60_000);
    if (currentMinute !== minute) recorded.clear();
    currentMinute = minute;
    const times = (recorded.get(userId) ?? 0) + 1;
    recorded.set(userId, times);
    return times > REFUSALS_PER_MINUTE;
  };
  return {
    refused: async (refusal) => {
      if (isOverLimit(refusal.userId)) return count('RefusalNotRecorded');
      try {
        await record(refusal);
      } catch (error) {
        log.error('a refusal could not be recorded', error, { operation: refusal.operationId, kind: refusal.kind });
        count('RefusalNotRecorded');
      }
    },
  };
}
