import { unreachable } from '../../shared/domain-error.ts';
import { announced } from '../../shared/events/facts.ts';
import { Reply, type Request } from '../../shared/http/api.ts';
import { sessionCookies } from '../../shared/http/browser-session.ts';
import { permissionsOf } from '../../shared/http/permissions.ts';
import { newId } from '../../shared/ids.ts';
import type { SessionPorts } from '../identity-ports.ts';
import { whereaboutsOf } from '../links/whereabouts.ts';
import { findUser } from '../people/find-user.ts';
import { strangerOf } from '../people/user.ts';
import { type LogIn, LoginAttempted } from './contract.ts';
import { sealToken } from './sealed-token.ts';
import { cookieSeconds, newSession, sessionIdOf } from './session.ts';
import { csrfOf, newCookie } from './session-cookie.ts';
import { EmailNotVerified, InvalidCredentials, outcomeOf } from './sign-in.ts';

/**
 * Exchanges e-mail and password for an access token, and opens a session for browsers, whose cookies come with it. The user
 * pool is asked for every address, known or not, so that neither the answer nor its time tells which it is; each attempt is
 * recorded, a success together with its session. Throws `InvalidCredentials`, `EmailNotVerified` and `SignInUnavailable`.
 */
export const logIn =
  ({ store, identity: { reads, writes }, logins, sessionKey, clock }: SessionPorts) =>
  async ({ body, ...request }: Request<typeof LogIn>): Promise<Reply> => {
    const keys = await sessionKey();
    // Before the pool is asked: whatever ends the user's logins meanwhile ends this one too.
    const user = await findUser(store, reads, body.email);
    const granted = await logins.check(user?.id ?? strangerOf(body.email), body.password);
    const outcome = outcomeOf(user, granted !== undefined);
    const now = clock.now();
    const from = whereaboutsOf(request);
    const attempted = (sessionId?: string) =>
      writes.recordLogin(
        newId('lgn'),
        user,
        now,
        announced(
          LoginAttempted,
          { ...(user ? { userId: user.id } : {}), outcome, ...(sessionId ? { sessionId } : {}), ...from },
          { key: 'attempted' },
        ),
      );
    if (outcome !== 'success') await store.write(attempted());
    switch (outcome) {
      case 'unknown-address':
      case 'wrong-password':
      case 'disabled':
        throw new InvalidCredentials();
      case 'not-verified':
        throw new EmailNotVerified();
      case 'success': {
        if (!user || !granted) throw new Error('A success without a user or a sign-in');
        const id = sessionIdOf(granted.id);
        const { value, secretHash } = newCookie(keys, id);
        const held = {
          secretHash,
          refreshToken: sealToken(keys, granted.refreshToken, id),
          rememberMe: body.rememberMe ?? false,
        };
        const session = newSession({ id, user }, held, from, now);
        await store.commit([writes.openSession(session), attempted(id)]);
        return new Reply(
          {
            user: {
              id: user.id,
              email: user.email,
              name: user.name,
              role: user.role,
              permissions: [...permissionsOf(user.role)],
            },
            token: granted.token,
            tokenType: 'Bearer',
            expiresIn: granted.expiresIn,
          },
          {},
          sessionCookies({ session: value, csrf: csrfOf(keys, id), maxAge: cookieSeconds(session, now) }),
        );
      }
      default:
        return unreachable(outcome);
    }
  };
