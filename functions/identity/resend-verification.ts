import type { Clock } from '../shared/clock.ts';
import type { Request } from '../shared/http.ts';
import { newId } from '../shared/ids.ts';
import type { Secret } from '../shared/signatures.ts';
import { whileStale } from '../shared/steps.ts';
import type { Store } from '../shared/store.ts';
import type { ResendVerification } from './contract.ts';
import { findUser } from './find-user.ts';
import { oneTimeToken } from './one-time-token.ts';
import type { IdentityReads } from './reads.ts';
import { NOBODY } from './user.ts';
import { requestVerification } from './verification.ts';
import type { IdentityWrites } from './writes.ts';

/**
 * Sends the mail again where an address waits for confirmation: a new token takes the place of the one before. Answers
 * nothing, and takes a transaction, whoever asks: for any other address it keeps a token of nobody's.
 */
export const resendVerification =
  ({
    store,
    identity: { reads, writes },
    key,
    clock,
  }: {
    readonly store: Store;
    readonly identity: { readonly reads: IdentityReads; readonly writes: IdentityWrites };
    readonly key: Secret;
    readonly clock: Clock;
  }) =>
  async ({ body }: Request<typeof ResendVerification>): Promise<undefined> => {
    const { current } = await key();
    return whileStale(async () => {
      const now = clock.now();
      const user = await findUser(store, reads, body.email);
      const waiting = user && !user.verified && !user.disabled ? user : undefined;
      const token = oneTimeToken(
        { id: newId('tok'), purpose: 'verify-email', userId: waiting?.id ?? NOBODY },
        current,
        now,
      );
      await store.commit(
        waiting
          ? [
              writes.change(waiting, now, { verificationId: token.id }),
              ...(waiting.verificationId ? [writes.voidToken(waiting.verificationId)] : []),
              ...requestVerification(writes, token, waiting.version + 1, now),
            ]
          : [writes.keepToken(token)],
      );
      return undefined;
    });
  };
