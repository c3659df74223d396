import { endedCookies } from '../shared/browser-session.ts';
import type { Clock } from '../shared/clock.ts';
import { Reply, type Request } from '../shared/http.ts';
import type { Secret } from '../shared/signatures.ts';
import { whileStale } from '../shared/steps.ts';
import type { Store } from '../shared/store.ts';
import { closeSession } from './close-session.ts';
import { LoggedOut, type LogOut } from './contract.ts';
import type { Logins } from './logins.ts';
import type { IdentityReads } from './reads.ts';
import { openCookie } from './session-cookie.ts';
import type { IdentityWrites } from './writes.ts';

/**
 * Ends the session of the browser that asks, and takes its cookies. Whichever secret of it the browser holds will do: the
 * worst that a copy can do here is to be safe. A session that is gone is ended already.
 */
export const logOut =
  (ports: {
    readonly store: Store;
    readonly identity: { readonly reads: IdentityReads; readonly writes: IdentityWrites };
    readonly logins: Logins;
    readonly sessionKey: Secret;
    readonly clock: Clock;
  }) =>
  async ({ sessionCookie, ...request }: Request<typeof LogOut>): Promise<Reply> => {
    const keys = await ports.sessionKey();
    const held = openCookie(keys, sessionCookie);
    await whileStale(async () => {
      if (!held) return;
      const [session] = await ports.store.readTogether([ports.identity.reads.session(held.sessionId)]);
      if (!session) return;
      await closeSession({ ...ports, keys }, session, ports.clock.now(), { event: LoggedOut, from: request });
    });
    return new Reply(undefined, {}, endedCookies());
  };
