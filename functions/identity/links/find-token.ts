import type { Store } from '../../shared/store/store.ts';
import type { User } from '../people/user.ts';
import type { IdentityReads } from '../reads.ts';
import {
  goodTokenOf,
  InvalidOneTimeToken,
  type OneTimeToken,
  opens,
  type TokenPurpose,
  tokenIdOf,
} from './one-time-token.ts';

/**
 * The token that somebody presents, and the user whose good one it is. In: what it may be for, and the time. Throws
 * `InvalidOneTimeToken`, also where its user is disabled or gone.
 */
export async function findToken(
  store: Store,
  reads: IdentityReads,
  presented: string,
  purposes: readonly TokenPurpose[],
  now: Date,
): Promise<{ readonly token: OneTimeToken; readonly user: User }> {
  const tokenId = tokenIdOf(presented);
  if (!tokenId) throw new InvalidOneTimeToken();
  const [token] = await store.readTogether([reads.oneTimeToken(tokenId)]);
  if (!token || !purposes.some((purpose) => opens(token, presented, purpose, now))) throw new InvalidOneTimeToken();
  const [user] = await store.readTogether([reads.user(token.userId)]);
  if (!user || user.disabled || goodTokenOf(user, token.purpose) !== token.id) throw new InvalidOneTimeToken();
  return { token, user };
}
