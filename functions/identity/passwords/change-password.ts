import { announced } from '../../shared/events/facts.ts';
import type { Request } from '../../shared/http/api.ts';
import { newId } from '../../shared/ids.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { Write } from '../../shared/store/store.ts';
import type { SessionPorts } from '../identity-ports.ts';
import { namingNone } from '../links/one-time-token.ts';
import { whereaboutsOf } from '../links/whereabouts.ts';
import { findCaller } from '../people/find-caller.ts';
import type { User } from '../people/user.ts';
import { revokeSignIn } from '../sessions/revoke-sign-in.ts';
import { unsealToken } from '../sessions/sealed-token.ts';
import { carriedOver, isAlive, sessionIdOf } from '../sessions/session.ts';
import type { SessionList } from '../sessions/session-list.ts';
import { InvalidCredentials } from '../sessions/sign-in.ts';
import { type ChangePassword, PasswordChanged } from './contract.ts';
import { givePassword } from './give-password.ts';
import { type PasswordTurn, takeTurn } from './password-turn.ts';

/**
 * Gives the caller a new password; every session but the one that asks ends, and every mailed link. Throws
 * `InvalidCredentials` when the present password is wrong, `PasswordRefused`, `SignInUnavailable` and `InvalidToken`.
 *
 * The user pool has no part in our transactions, so the others are ended twice. Before it changes: whatever breaks off
 * afterwards, nobody stays signed in by a password that is on its way out, and as long as the pool has not changed the same
 * request can be sent again, once its turn is over. And after: whoever used the old password in between was too late,
 * because a sign-in counts from the generation that it saw before it asked the pool. A break between the pool and the second
 * end costs the mail. Nobody else is at the pool with a password meanwhile, as `resetPassword` says.
 */
export const changePassword =
  (ports: SessionPorts & { readonly sessions: SessionList }) =>
  async ({ caller, body, ...request }: Request<typeof ChangePassword>): Promise<undefined> => {
    const {
      store,
      identity: { reads, writes },
      logins,
      sessions,
      sessionKey,
      clock,
    } = ports;
    const before = await findCaller(store, reads, caller.userId);
    const checked = await logins.check(caller.userId, body.currentPassword);
    if (!checked) throw new InvalidCredentials();
    const ownId = sessionIdOf(caller.signInId);

    /** Ends every session but the own one, with whatever else belongs into the same transaction. */
    const endOthers = async (user: User, now: Date, passwordTurn: PasswordTurn | null, told: readonly Write[] = []) => {
      const [own] = await store.readTogether([reads.session(ownId)]);
      const generation = user.generation + 1;
      await store.commit([
        writes.change(user, now, { generation, passwordTurn, ...namingNone }),
        ...(own && isAlive(own, user, now) ? [writes.changeSession(own, carriedOver(own, generation))] : []),
        ...told,
      ]);
      return generation;
    };

    const turn = await whileStale(async () => {
      const now = clock.now();
      const user = await findCaller(store, reads, caller.userId);
      const turn = takeTurn(user, newId('trn'), now);
      // Every login was ended meanwhile: the password that was right may be the one that had to go.
      if (user.generation !== before.generation) throw new InvalidCredentials();
      await endOthers(user, now, turn);
      return turn;
    });
    await givePassword(ports, caller.userId, turn, () => logins.setPassword(caller.userId, body.newPassword));
    const generation = await whileStale(async () => {
      const now = clock.now();
      const user = await findCaller(store, reads, caller.userId);
      if (user.passwordTurn?.id !== turn.id) throw new InvalidCredentials();
      const changed = announced(
        PasswordChanged,
        { userId: user.id, ...whereaboutsOf(request) },
        { key: `password-changed#${user.version + 1}` },
      );
      return endOthers(user, now, null, [writes.recordSecurity(user.id, user.version + 1, now, changed)]);
    });

    const keys = await sessionKey();
    const all = await sessions.ofUser(caller.userId);
    const over = all.filter((session) => session.id !== ownId && session.generation < generation);
    const tokens = over.map(({ id, refreshToken }) => unsealToken(keys, refreshToken, id));
    await Promise.all([checked.refreshToken, ...tokens].map((token) => revokeSignIn(logins, token)));
  };
