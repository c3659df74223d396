import type { Attempts } from '../shared/attempts.ts';
import { addSeconds } from '../shared/clock.ts';
import { announced } from '../shared/facts.ts';
import type { Request } from '../shared/http.ts';
import { newId } from '../shared/ids.ts';
import { log } from '../shared/observability.ts';
import { whileStale } from '../shared/steps.ts';
import { EmailVerified, PasswordResetCompleted, type ResetPassword } from './contract.ts';
import { findToken } from './find-token.ts';
import type { LoginPorts } from './identity-ports.ts';
import { PasswordRefused, SignInThrottled, SignInUnavailable } from './logins.ts';
import { InvalidOneTimeToken, namingNone } from './one-time-token.ts';
import { revokeSignIns } from './revoke-sign-in.ts';
import { resettingOf } from './user.ts';
import { whereaboutsOf } from './whereabouts.ts';

/** Seconds for which a reset may be at the user pool; longer than a function lives. */
const RESETTING_SECONDS = 60;

/**
 * Gives the user of a mailed token a new password, once; every login ends, and the address counts as confirmed, because
 * the token came by it. Throws `InvalidOneTimeToken`, `PasswordRefused` and `SignInUnavailable`; after the last two the
 * token is good as before, at once where the pool has surely done nothing.
 *
 * The user pool has no part in our transactions. So the user item says first which reset is on its way: of two side by side
 * the other is refused before it reaches the pool, and never counts a password whose sender was told no. By the same link it
 * came second; by a newer one it may come again. What breaks off from there on leaves a token that can be used again after
 * a minute, by when no function of that time is alive. Logins end twice, as when a password is changed: before the pool
 * knows the new one, so that a break leaves nobody signed in by the old one, and after, for whoever used the old one in
 * between; and as long as it lasts, the old one is good for no change of the password, which might reach the pool last.
 *
 * The account gets its failures back at last: the mailbox proves more than they could have told, and whoever was shut out by
 * somebody's guesses is in again. Not in the transaction, where who goes on guessing would stand in its way.
 */
export const resetPassword =
  ({
    store,
    identity: { reads, writes },
    logins,
    attempts,
    clock,
  }: LoginPorts & { readonly attempts: Pick<Attempts, 'forgive'> }) =>
  async ({ body, ...request }: Request<typeof ResetPassword>): Promise<undefined> => {
    const id = newId('rst');

    const { tokenId, userId } = await whileStale(async () => {
      const now = clock.now();
      const { token, user } = await findToken(store, reads, body.token, ['reset-password'], now);
      const other = resettingOf(user, now);
      if (other) throw other.tokenId === token.id ? new InvalidOneTimeToken() : new SignInUnavailable(undefined);
      const resetting = { id, tokenId: token.id, until: addSeconds(now, RESETTING_SECONDS).toISOString() };
      await store.commit([writes.change(user, now, { generation: user.generation + 1, resetting })]);
      return { tokenId: token.id, userId: user.id };
    });

    /** The user as long as this reset is the last one that began. */
    const ours = async () => {
      const [user] = await store.readTogether([reads.user(userId)]);
      return user?.resetting?.id === id ? user : undefined;
    };

    const complete = () =>
      whileStale(async () => {
        const now = clock.now();
        const user = await ours();
        if (!user) throw new InvalidOneTimeToken();
        const version = user.version + 1;
        const reset = announced(
          PasswordResetCompleted,
          { userId, ...whereaboutsOf(request) },
          { key: `password-reset-completed#${tokenId}` },
        );
        const verified = announced(EmailVerified, { userId }, { key: `email-verified#${tokenId}` });
        await store.commit([
          writes.change(user, now, {
            generation: user.generation + 1,
            verified: true,
            resetting: null,
            ...namingNone,
          }),
          writes.recordSecurity(userId, version, now, reset),
          ...(user.verified ? [] : [writes.record(userId, version, now, verified)]),
        ]);
        return user.email;
      });

    const letGo = () =>
      whileStale(async () => {
        const user = await ours();
        if (user) await store.write(writes.change(user, clock.now(), { resetting: null }));
      });

    try {
      await logins.setPassword(userId, body.password);
    } catch (error) {
      // Only where the pool has surely done nothing: whatever else it was, the time of this reset runs out by itself.
      if (error instanceof PasswordRefused || error instanceof SignInThrottled) {
        await letGo().catch((failure: unknown) => {
          log.warn('a reset was not let go of', { error: failure instanceof Error ? failure.name : 'unknown' });
        });
      }
      throw error;
    }
    const email = await complete();
    await attempts.forgive([email, userId].map((name) => ({ of: 'account', name })));
    await revokeSignIns(logins, userId);
  };
