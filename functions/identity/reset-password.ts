import type { Attempts } from '../shared/attempts.ts';
import { addSeconds, type Clock } from '../shared/clock.ts';
import { announced } from '../shared/facts.ts';
import type { Request } from '../shared/http.ts';
import { newId } from '../shared/ids.ts';
import { log } from '../shared/observability.ts';
import { whileStale } from '../shared/steps.ts';
import type { Store } from '../shared/store.ts';
import { EmailVerified, PasswordResetCompleted, type ResetPassword } from './contract.ts';
import { findToken } from './find-token.ts';
import { type Logins, PasswordRefused, SignInThrottled } from './logins.ts';
import { goodTokensOf, InvalidOneTimeToken, namingNone } from './one-time-token.ts';
import type { IdentityReads } from './reads.ts';
import { revokeSignIns } from './revoke-sign-in.ts';
import { whereaboutsOf } from './whereabouts.ts';
import type { IdentityWrites } from './writes.ts';

/** Seconds for which one who uses a token has it alone; longer than a function lives. */
const CLAIM_SECONDS = 60;

/**
 * Gives the user of a mailed token a new password, once; every login ends, and the address counts as confirmed, because
 * the token came by it. Throws `InvalidOneTimeToken`, `PasswordRefused` and `SignInUnavailable`; after the last two the
 * token is as good as before.
 *
 * The user pool has no part in our transactions. So the token is first taken in hand, by one request: of two side by side
 * the other is refused before it reaches the pool, and never counts a password whose sender was told no. What breaks off
 * from there on leaves a token that can be used again after a minute, by when no function of that time is alive. Logins end
 * twice, as when a password is changed: before the pool knows the new one, so that a break leaves nobody signed in by the
 * old one, and after, for whoever used the old one in between; and as long as it lasts, the old one is good for no change of
 * the password, which might reach the pool last.
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
  }: {
    readonly store: Store;
    readonly identity: { readonly reads: IdentityReads; readonly writes: IdentityWrites };
    readonly logins: Logins;
    readonly attempts: Pick<Attempts, 'forgive'>;
    readonly clock: Clock;
  }) =>
  async ({ body, ...request }: Request<typeof ResetPassword>): Promise<undefined> => {
    const claim = newId('tok');
    const refused = () => new InvalidOneTimeToken();

    const { tokenId, userId } = await whileStale(async () => {
      const now = clock.now();
      const { token, user } = await findToken(store, reads, body.token, ['reset-password'], now);
      const until = addSeconds(now, CLAIM_SECONDS);
      await store.commit([
        writes.claimToken(token.id, claim, now, until, refused),
        writes.change(user, now, { generation: user.generation + 1, resettingUntil: until.toISOString() }),
      ]);
      return { tokenId: token.id, userId: user.id };
    });

    const complete = () =>
      whileStale(async () => {
        const now = clock.now();
        const [user] = await store.readTogether([reads.user(userId)]);
        if (!user) throw refused();
        const version = user.version + 1;
        const reset = announced(
          PasswordResetCompleted,
          { userId, ...whereaboutsOf(request) },
          { key: `password-reset-completed#${tokenId}` },
        );
        const verified = announced(EmailVerified, { userId }, { key: `email-verified#${tokenId}` });
        await store.commit([
          writes.spendClaimed(tokenId, claim, refused),
          writes.change(user, now, {
            generation: user.generation + 1,
            verified: true,
            resettingUntil: null,
            ...namingNone,
          }),
          ...goodTokensOf(user)
            .filter((id) => id !== tokenId)
            .map((id) => writes.voidToken(id)),
          writes.recordSecurity(userId, version, now, reset),
          ...(user.verified ? [] : [writes.record(userId, version, now, verified)]),
        ]);
        return user.email;
      });

    try {
      await logins.setPassword(userId, body.password);
    } catch (error) {
      // Only where the pool has surely done nothing: whatever else it was, the claim runs out by itself.
      if (error instanceof PasswordRefused || error instanceof SignInThrottled) {
        await store.write(writes.releaseToken(tokenId, claim, refused)).catch((failure: unknown) => {
          log.warn('a token was not let go of', { error: failure instanceof Error ? failure.name : 'unknown' });
        });
      }
      throw error;
    }
    const email = await complete();
    await attempts.forgive([email, userId].map((name) => ({ of: 'account', name })));
    await revokeSignIns(logins, userId);
  };
