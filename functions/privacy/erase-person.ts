import type { Clock } from '../shared/clock.ts';
import { count, log } from '../shared/observability.ts';
import type { PersonalPart } from '../shared/personal.ts';
import { eachOnItsOwn } from '../shared/schedule.ts';
import type { Store } from '../shared/store/store.ts';
import type { ErasePorts } from './contexts.ts';
import { isOverdue, isSettled } from './erasure.ts';
import type { PrivacyReads } from './reads.ts';
import type { PrivacyWrites } from './writes.ts';

export interface ErasurePorts {
  readonly store: Store;
  readonly contexts: readonly Pick<PersonalPart<never, ErasePorts>, 'context' | 'erase'>[];
  readonly sources: ErasePorts;
  readonly privacy: {
    readonly reads: Pick<PrivacyReads, 'erasure'>;
    readonly writes: Pick<PrivacyWrites, 'finishErasure'>;
  };
  readonly clock: Clock;
}

/**
 * Has every context let go of a person who has left, and closes the erasure once nothing is open and nothing more can come.
 * May be repeated. One context that fails keeps none of the others from it; throws at the end if one did.
 */
export const erasePerson =
  ({ store, contexts, sources, privacy, clock }: ErasurePorts) =>
  async (userId: string): Promise<void> => {
    const begun = clock.now();
    const open: string[] = [];
    await eachOnItsOwn(
      contexts,
      ({ context }) => `${userId} in ${context}`,
      async (context) => void open.push(...(await context.erase(sources, userId))),
    );
    const [erasure] = await store.readTogether([privacy.reads.erasure(userId)]);
    if (!erasure || erasure.finishedAt !== undefined) return;
    if (open.length === 0) {
      if (isSettled(erasure, begun)) await store.write(privacy.writes.finishErasure(erasure, clock.now()));
      return;
    }
    log.info('still open of somebody who has left', { userId, open: open.join(' ') });
    if (isOverdue(erasure, begun)) count('ErasuresOverdue');
  };
