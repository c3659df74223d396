import type { Request } from '../shared/http.ts';
import type { Store } from '../shared/store.ts';
import { InvalidToken } from '../shared/tokens.ts';
import type { Profile, ReadMe } from './contract.ts';
import type { IdentityReads } from './reads.ts';
import { profileOf, type User } from './user.ts';

/** The user behind a caller. Throws `InvalidToken` for one that is disabled or gone: its token has outlived it. */
export async function callerAsUser(store: Store, reads: IdentityReads, userId: string): Promise<User> {
  const [user] = await store.readTogether([reads.user(userId)]);
  if (!user || user.disabled) throw new InvalidToken();
  return user;
}

/** Answers the caller's profile. Throws `InvalidToken`. */
export const readMe =
  ({ store, reads }: { readonly store: Store; readonly reads: IdentityReads }) =>
  async ({ caller }: Request<typeof ReadMe>): Promise<Profile> =>
    profileOf(await callerAsUser(store, reads, caller.userId));
