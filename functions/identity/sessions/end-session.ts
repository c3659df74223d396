import { NotFound, NotYours } from '../../shared/domain-error.ts';
import type { Request } from '../../shared/http/api.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { SessionPorts } from '../identity-ports.ts';
import { findCaller } from '../people/find-caller.ts';
import { closeSession } from './close-session.ts';
import { type EndSession, LoggedOut } from './contract.ts';
import { isAlive } from './session.ts';

/** Ends one of the caller's sessions. Throws `NotFound` for one that is over, or somebody else's, and `InvalidToken`. */
export const endSession =
  (ports: SessionPorts) =>
  async ({ caller, params, ...request }: Request<typeof EndSession>): Promise<undefined> => {
    const { reads } = ports.identity;
    await whileStale(async () => {
      const now = ports.clock.now();
      const user = await findCaller(ports.store, reads, caller.userId);
      const [session] = await ports.store.readTogether([reads.session(params.sessionId)]);
      if (session && session.userId !== user.id) throw new NotYours();
      if (!session || !isAlive(session, user, now)) throw new NotFound();
      await closeSession(ports, session, { event: LoggedOut, from: request });
    });
  };
