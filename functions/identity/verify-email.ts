import type { Clock } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import { announced } from '../shared/facts.ts';
import type { Request } from '../shared/http.ts';
import { whileStale } from '../shared/steps.ts';
import type { Store } from '../shared/store.ts';
import { EmailVerified, type VerifyEmail } from './contract.ts';
import { opens, tokenIdOf } from './one-time-token.ts';
import type { IdentityReads } from './reads.ts';
import type { IdentityWrites } from './writes.ts';

/** Wrong, used or too old: told in the same words. */
export class InvalidOneTimeToken extends DomainError {
  override name = 'InvalidOneTimeToken';
  constructor() {
    super('invalid', 'invalid-token', 'This link is wrong, was used before or is too old. Ask for a new one.');
  }
}

/**
 * Confirms the address of the user that a mailed token belongs to; the token is used up in the same transaction.
 * Throws `InvalidOneTimeToken`.
 */
export const verifyEmail =
  ({
    store,
    identity: { reads, writes },
    clock,
  }: {
    readonly store: Store;
    readonly identity: { readonly reads: IdentityReads; readonly writes: IdentityWrites };
    readonly clock: Clock;
  }) =>
  async ({ body: { token: presented } }: Request<typeof VerifyEmail>): Promise<undefined> => {
    const refused = () => new InvalidOneTimeToken();
    const tokenId = tokenIdOf(presented);
    if (!tokenId) throw refused();
    return whileStale(async () => {
      const now = clock.now();
      const [token] = await store.readTogether([reads.oneTimeToken(tokenId)]);
      if (!token || !opens(token, presented, 'verify-email', now)) throw refused();
      const [user] = await store.readTogether([reads.user(token.userId)]);
      if (!user || user.disabled || user.verificationId !== tokenId) throw refused();
      await store.commit([
        writes.spendToken(tokenId, refused),
        writes.change(user, now, { verified: true, verificationId: null }),
        writes.record(
          user.id,
          user.version + 1,
          now,
          announced(EmailVerified, { userId: user.id }, { key: `email-verified#${tokenId}` }),
        ),
      ]);
      return undefined;
    });
  };
