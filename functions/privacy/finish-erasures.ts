import { eachOnItsOwn } from '../shared/schedule.ts';
import type { Erasures } from './erasures.ts';

/**
 * Looks again at everybody who has left and whose erasure is not finished: an order that ran has ended, something that was
 * written in the very moment has come up, a context that failed works again. Costs one query where there is nobody.
 */
export const finishErasures =
  ({ erasures, erase }: { readonly erasures: Erasures; readonly erase: (userId: string) => Promise<void> }) =>
  async (): Promise<void> =>
    eachOnItsOwn(
      await erasures.unfinished(),
      ({ userId }) => userId,
      ({ userId }) => erase(userId),
    );
