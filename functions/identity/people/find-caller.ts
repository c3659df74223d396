import { InvalidToken } from '../../shared/http/tokens.ts';
import type { Store } from '../../shared/store/store.ts';
import type { IdentityReads } from '../reads.ts';
import type { User } from './user.ts';

/** In: a caller's user as it was read. Throws `InvalidToken` for one that is disabled or gone: its token has outlived it. */
export function presentUser(found: User | undefined): User {
  if (!found || found.disabled) throw new InvalidToken();
  return found;
}

/** The user behind a caller. Throws `InvalidToken`. */
export async function findCaller(store: Store, reads: IdentityReads, userId: string): Promise<User> {
  const [found] = await store.readTogether([reads.user(userId)]);
  return presentUser(found);
}
