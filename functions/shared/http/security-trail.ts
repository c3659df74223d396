import type { Clock } from '../clock.ts';
import { count, log } from '../observability.ts';
import type { Refusal, SecurityTrail } from './api-ports.ts';

/** Refusals of one user, or of all whom nobody knows, of which one function tells in a minute: what anybody can cause must not flood the trail. */
const REFUSALS_PER_MINUTE = 60;

/** A trail that tells only so much, and whose trouble changes no answer. In: what records one refusal, and the clock. */
export function securityTrail(record: (refusal: Refusal) => Promise<unknown>, clock: Clock): SecurityTrail {
  let counted = 0;
  const told = new Map<string | undefined, number>();
  const isOneTooMany = (userId: string | undefined) => {
    const minute = Math.floor(clock.now().getTime() / 60_000);
    if (counted !== minute) told.clear();
    counted = minute;
    const times = (told.get(userId) ?? 0) + 1;
    told.set(userId, times);
    return times > REFUSALS_PER_MINUTE;
  };
  return {
    refused: async (refusal) => {
      if (isOneTooMany(refusal.userId)) return count('RefusalNotRecorded');
      try {
        await record(refusal);
      } catch (error) {
        log.error('a refusal could not be recorded', error, { operation: refusal.operationId, kind: refusal.kind });
        count('RefusalNotRecorded');
      }
    },
  };
}
