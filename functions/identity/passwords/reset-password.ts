import { announced } from '../../shared/events/facts.ts';
import type { Request } from '../../shared/http/api.ts';
import type { Attempts } from '../../shared/http/attempts.ts';
import { newId } from '../../shared/ids.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { LoginPorts } from '../identity-ports.ts';
import { findToken } from '../links/find-token.ts';
import { InvalidOneTimeToken, namingNone } from '../links/one-time-token.ts';
import { whereaboutsOf } from '../links/whereabouts.ts';
import { closeLogin } from '../sessions/close-login.ts';
import { revokeSignIns } from '../sessions/revoke-sign-in.ts';
import { EmailVerified } from '../sign-up/contract.ts';
import { PasswordResetCompleted, type ResetPassword } from './contract.ts';
import { givePassword } from './give-password.ts';
import { takeTurn } from './password-turn.ts';

/**
 * Gives the user of a mailed token a new password, once; every login ends, and the address counts as confirmed, because
 * the token came by it. Throws `InvalidOneTimeToken`, `PasswordRefused` and `SignInUnavailable`; after the last two the
 * token is as good as before.
 *
 * The user pool has no part in our transactions. So the user item says first who is at the pool with another password, by a
 * link or by the old password: nobody else goes there meanwhile, and none counts that was told no. What breaks off from
 * there on leaves a token that can be used again after a minute, by when no function of that time is alive. Logins end twice,
 * as when a password is changed: before the pool knows the new one, so that a break leaves nobody signed in by the old one,
 * and after, for whoever used the old one in between.
 *
 * The login is made anew, under the same name, because the pool's own lock after failures ends in no other way; its role is the
 * user's, which nobody changes while somebody has the turn.
 *
 * The account gets its failures back at last: the mailbox proves more than they could have told, and whoever was shut out by
 * somebody's guesses is in again. Not in the transaction, where who goes on guessing would stand in its way.
 */
export const resetPassword =
  (ports: LoginPorts & { readonly attempts: Pick<Attempts, 'forgive'> }) =>
  async ({ body, ...request }: Request<typeof ResetPassword>): Promise<undefined> => {
    const {
      store,
      identity: { reads, writes },
      logins,
      attempts,
      clock,
    } = ports;

    const { tokenId, userId, role, turn } = await whileStale(async () => {
      const now = clock.now();
      const { token, user } = await findToken(store, reads, body.token, ['reset-password'], now);
      const turn = takeTurn(user, newId('trn'), now);
      await store.commit([writes.change(user, now, { generation: user.generation + 1, passwordTurn: turn })]);
      return { tokenId: token.id, userId: user.id, role: user.role, turn };
    });
    await givePassword(ports, userId, turn, () => logins.renew(userId, role, body.password));

    const email = await whileStale(async () => {
      const now = clock.now();
      const [user] = await store.readTogether([reads.user(userId)]);
      // Erased meanwhile: what was made anew has nobody.
      if (!user) await closeLogin(logins, userId);
      if (user?.passwordTurn?.id !== turn.id) throw new InvalidOneTimeToken();
      const version = user.version + 1;
      const reset = announced(
        PasswordResetCompleted,
        { userId, ...whereaboutsOf(request) },
        { key: `password-reset-completed#${tokenId}` },
      );
      const verified = announced(EmailVerified, { userId }, { key: `email-verified#${tokenId}` });
      const generation = user.generation + 1;
      await store.commit([
        writes.change(user, now, { generation, verified: true, passwordTurn: null, ...namingNone }),
        writes.recordSecurity(userId, version, now, reset),
        ...(user.verified ? [] : [writes.record(userId, version, now, verified)]),
      ]);
      return user.email;
    });
    await attempts.forgive([email, userId].map((name) => ({ kind: 'account', name })));
    await revokeSignIns(logins, userId);
  };
