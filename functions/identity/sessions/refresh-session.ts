import { Reply, type Request } from '../../shared/http/api.ts';
import { NotSignedIn, sessionCookies } from '../../shared/http/browser-session.ts';
import { count } from '../../shared/observability.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { SessionPorts } from '../identity-ports.ts';
import { whereaboutsOf } from '../links/whereabouts.ts';
import type { AccessToken } from '../logins.ts';
import { NOBODY } from '../people/user.ts';
import { closeSession } from './close-session.ts';
import { type Refresh, SessionStolen } from './contract.ts';
import { sealToken, unsealToken } from './sealed-token.ts';
import { cookieSeconds, isAlive, rotated, type Session, standingOf } from './session.ts';
import { csrfOf, newCookie, openCookie } from './session-cookie.ts';

/**
 * A new access token out of a browser's session, whose secret is replaced. Throws `NotSignedIn`, which takes the cookies
 * away, and `SignInUnavailable`.
 *
 * The user pool is asked first: if it does not answer, nothing has changed. Then one conditional write replaces the secret,
 * so of many that come at once one is given the new cookie; the others held the right one when they came, and get a token
 * alone. A secret that was replaced earlier is somebody's copy: the session ends, for both.
 */
export const refreshSession =
  (ports: SessionPorts) =>
  async ({ sessionCookie, ...request }: Request<typeof Refresh>): Promise<Reply> => {
    const { store, identity, logins, sessionKey, clock } = ports;
    const keys = await sessionKey();
    const held = openCookie(keys, sessionCookie);
    if (!held) throw new NotSignedIn();
    let granted: AccessToken | undefined;
    const cookie = newCookie(keys, held.sessionId);
    return whileStale(async () => {
      const now = clock.now();
      const [session] = await store.readTogether([identity.reads.session(held.sessionId)]);
      const [user] = await store.readTogether([identity.reads.user(session?.userId ?? NOBODY)]);
      if (!session || !isAlive(session, user, now)) throw new NotSignedIn();
      const standing = standingOf(session, held.hash, now);
      // Whoever was granted a token in an earlier round held the right secret then.
      if (standing === 'stolen' && !granted) {
        await closeSession(ports, session, { event: SessionStolen, from: request });
        count('SessionStolen');
        throw new NotSignedIn();
      }
      const refreshToken = unsealToken(keys, session.refreshToken, session.id);
      if (refreshToken === undefined) throw new NotSignedIn();
      granted ??= await logins.refresh(user.id, refreshToken);
      if (!granted) {
        await closeSession(ports, session);
        throw new NotSignedIn();
      }
      const { token, expiresIn } = granted;
      const body = { token, tokenType: 'Bearer', expiresIn, userId: user.id };
      const withCookie = (opened: Session) => {
        const csrf = csrfOf(keys, opened.id);
        return new Reply(body, {}, sessionCookies({ session: cookie.value, csrf, maxAge: cookieSeconds(opened, now) }));
      };
      // Our secret is in its place already: only the answer to an earlier round's write was lost.
      if (session.secretHash === cookie.secretHash) return withCookie(session);
      if (standing !== 'current') return new Reply(body);
      const sealed = sealToken(keys, refreshToken, session.id);
      const next = rotated(
        session,
        { secretHash: cookie.secretHash, refreshToken: sealed },
        whereaboutsOf(request),
        now,
      );
      await store.write(identity.writes.changeSession(session, next));
      return withCookie(next);
    });
  };
