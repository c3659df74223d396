import type { Clock } from '../shared/clock.ts';
import { NotFound, NotYours } from '../shared/domain-error.ts';
import type { Request } from '../shared/http.ts';
import type { Secret } from '../shared/signatures.ts';
import { whileStale } from '../shared/steps.ts';
import type { Store } from '../shared/store.ts';
import { closeSession } from './close-session.ts';
import { type EndSession, LoggedOut } from './contract.ts';
import type { Logins } from './logins.ts';
import { callerAsUser } from './read-me.ts';
import type { IdentityReads } from './reads.ts';
import { isAlive } from './session.ts';
import type { IdentityWrites } from './writes.ts';

/** Ends one of the caller's sessions. Throws `NotFound` for one that is over, or somebody else's, and `InvalidToken`. */
export const endSession =
  (ports: {
    readonly store: Store;
    readonly identity: { readonly reads: IdentityReads; readonly writes: IdentityWrites };
    readonly logins: Logins;
    readonly sessionKey: Secret;
    readonly clock: Clock;
  }) =>
  async ({ caller, params, ...request }: Request<typeof EndSession>): Promise<undefined> => {
    const { reads } = ports.identity;
    const keys = await ports.sessionKey();
    await whileStale(async () => {
      const now = ports.clock.now();
      const user = await callerAsUser(ports.store, reads, caller.userId);
      const [session] = await ports.store.readTogether([reads.session(params.sessionId)]);
      if (session && session.userId !== user.id) throw new NotYours();
      if (!session || !isAlive(session, user, now)) throw new NotFound();
      await closeSession({ ...ports, keys }, session, now, { event: LoggedOut, from: request });
    });
  };
