import { announced } from '../../shared/events/facts.ts';
import type { SessionPorts } from '../identity-ports.ts';
import { whereaboutsOf } from '../links/whereabouts.ts';
import type { LoggedOut, SessionStolen } from './contract.ts';
import { revokeSignIn } from './revoke-sign-in.ts';
import { unsealToken } from './sealed-token.ts';
import type { Session } from './session.ts';

/**
 * Ends a session, once, in one transaction with the event that says how; without one nobody is told. The user pool forgets
 * the sign-in afterwards. Throws `Stale` when the session changed since it was read.
 */
export async function closeSession(
  { store, identity: { writes }, logins, sessionKey, clock }: SessionPorts,
  session: Session,
  told?: {
    readonly event: typeof LoggedOut | typeof SessionStolen;
    readonly from: Parameters<typeof whereaboutsOf>[0];
  },
): Promise<void> {
  await store.commit([
    writes.endSession(session),
    ...(told
      ? [
          writes.recordEnd(
            session,
            clock.now(),
            announced(
              told.event,
              { userId: session.userId, sessionId: session.id, ...whereaboutsOf(told.from) },
              { key: 'ended' },
            ),
          ),
        ]
      : []),
  ]);
  await revokeSignIn(logins, unsealToken(await sessionKey(), session.refreshToken, session.id));
}
