import type { Request } from '../../shared/http/api.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { UserPorts } from '../identity-ports.ts';
import type { Profile } from '../shapes.ts';
import type { ChangeMe } from './contract.ts';
import { findCaller } from './find-caller.ts';
import { profileOf } from './user.ts';

/**
 * Changes what the caller is called and the language of mails; orders keep the name they were placed under. Throws
 * `ChangedMeanwhile` and `InvalidToken`.
 */
export const changeMe =
  ({ store, identity: { reads, writes }, clock }: UserPorts) =>
  async ({ caller, body, ifMatch }: Request<typeof ChangeMe>): Promise<Profile> =>
    whileStale(async () => {
      const user = await findCaller(store, reads, caller.userId);
      ifMatch(user.version);
      if (Object.keys(body).length === 0) return profileOf(user);
      // As a transaction it is known again when it is sent twice; a single write would meet its own new version.
      await store.commit([writes.change(user, clock.now(), body)]);
      const [changed = user] = await store.readTogether([reads.user(user.id)]);
      return profileOf(changed);
    });
