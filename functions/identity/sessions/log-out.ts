import { Reply, type Request } from '../../shared/http/api.ts';
import { endedCookies } from '../../shared/http/browser-session.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { SessionPorts } from '../identity-ports.ts';
import { closeSession } from './close-session.ts';
import { LoggedOut, type LogOut } from './contract.ts';
import { openCookie } from './session-cookie.ts';

/**
 * Ends the session of the browser that asks, and takes its cookies. Whichever secret of it the browser holds will do: the
 * worst that a copy can do here is to be safe. A session that is gone is ended already.
 */
export const logOut =
  (ports: SessionPorts) =>
  async ({ sessionCookie, ...request }: Request<typeof LogOut>): Promise<Reply> => {
    const keys = await ports.sessionKey();
    const held = openCookie(keys, sessionCookie);
    await whileStale(async () => {
      if (!held) return;
      const [session] = await ports.store.readTogether([ports.identity.reads.session(held.sessionId)]);
      if (!session) return;
      await closeSession(ports, session, { event: LoggedOut, from: request });
    });
    return new Reply(undefined, {}, endedCookies());
  };
