import type { Store } from '../../shared/store/store.ts';
import type { IdentityReads } from '../reads.ts';
import { NOBODY, type User } from './user.ts';

/**
 * The user that a normalised address belongs to. Takes as many reads for an unknown address as for a known one, so that
 * the time it takes tells nothing.
 */
export async function findUser(store: Store, reads: IdentityReads, email: string): Promise<User | undefined> {
  const [userId] = await store.readTogether([reads.ownerOf(email)]);
  const [user] = await store.readTogether([reads.user(userId ?? NOBODY)]);
  return user;
}
