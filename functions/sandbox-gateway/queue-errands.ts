import type { Clock } from '../shared/clock.ts';
import { delayUntil, type Errand, type Errands } from './errand.ts';

/** In: errands that changes have recorded. Out: nothing; each is queued until it is due. */
export const queueErrands =
  ({ errands, clock }: { readonly errands: Errands; readonly clock: Clock }) =>
  (recorded: readonly Errand[]): Promise<void> => {
    const now = clock.now();
    return errands.send(
      recorded.map((errand) => ({ errand, delaySeconds: errand.kind === 'look' ? delayUntil(errand.dueAt, now) : 0 })),
    );
  };
