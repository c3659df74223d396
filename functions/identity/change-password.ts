import { announced } from '../shared/facts.ts';
import type { Request } from '../shared/http.ts';
import { whileStale } from '../shared/steps.ts';
import { type ChangePassword, PasswordChanged } from './contract.ts';
import { findCaller } from './find-caller.ts';
import type { SessionPorts } from './identity-ports.ts';
import { namingNone } from './one-time-token.ts';
import { revokeSignIn } from './revoke-sign-in.ts';
import { unsealToken } from './sealed-token.ts';
import { carriedOver, isAlive, sessionIdOf } from './session.ts';
import type { SessionList } from './session-list.ts';
import { InvalidCredentials } from './sign-in.ts';
import { resettingOf } from './user.ts';
import { whereaboutsOf } from './whereabouts.ts';

/**
 * Gives the caller a new password; every session but the one that asks ends, and every mailed link. Throws `InvalidCredentials` when the present
 * password is wrong, `PasswordRefused`, `SignInUnavailable` and `InvalidToken`.
 *
 * The user pool has no part in our transactions, so the others are ended twice. Before it changes: whatever breaks off
 * afterwards, nobody stays signed in by a password that is on its way out, and as long as the pool has not changed the same
 * request can be sent again. And after: whoever used the old password in between was too late, because a sign-in counts
 * from the generation that it saw before it asked the pool. A break between the pool and the second end costs the mail.
 */
export const changePassword =
  ({
    store,
    identity: { reads, writes },
    logins,
    sessions,
    sessionKey,
    clock,
  }: SessionPorts & { readonly sessions: SessionList }) =>
  async ({ caller, body, ...request }: Request<typeof ChangePassword>): Promise<undefined> => {
    const before = await findCaller(store, reads, caller.userId);
    const checked = await logins.check(caller.userId, body.currentPassword);
    if (!checked) throw new InvalidCredentials();
    const ownId = sessionIdOf(caller.signInId);

    const endOthers = ({ announce }: { readonly announce: boolean }) =>
      whileStale(async () => {
        const now = clock.now();
        const user = await findCaller(store, reads, caller.userId);
        // The password that was right may be the one that has to go, or had to.
        const overtaken = resettingOf(user, now) !== undefined || user.generation !== before.generation;
        if (!announce && overtaken) throw new InvalidCredentials();
        const [own] = await store.readTogether([reads.session(ownId)]);
        const generation = user.generation + 1;
        await store.commit([
          writes.change(user, now, { generation, ...namingNone }),
          ...(own && isAlive(own, user, now) ? [writes.changeSession(own, carriedOver(own, generation))] : []),
          ...(announce
            ? [
                writes.recordSecurity(
                  user.id,
                  user.version + 1,
                  now,
                  announced(
                    PasswordChanged,
                    { userId: user.id, ...whereaboutsOf(request) },
                    { key: `password-changed#${user.version + 1}` },
                  ),
                ),
              ]
            : []),
        ]);
        return generation;
      });

    await endOthers({ announce: false });
    await logins.setPassword(caller.userId, body.newPassword);
    const generation = await endOthers({ announce: true });

    const keys = await sessionKey();
    const all = await sessions.ofUser(caller.userId);
    const over = all.filter((session) => session.id !== ownId && session.generation < generation);
    const tokens = over.map(({ id, refreshToken }) => unsealToken(keys, refreshToken, id));
    await Promise.all([checked.refreshToken, ...tokens].map((token) => revokeSignIn(logins, token)));
  };
