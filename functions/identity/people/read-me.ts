import type { Request } from '../../shared/http/api.ts';
import type { Store } from '../../shared/store/store.ts';
import type { IdentityReads } from '../reads.ts';
import type { Profile } from '../shapes.ts';
import type { ReadMe } from './contract.ts';
import { findCaller } from './find-caller.ts';
import { profileOf } from './user.ts';

/** Answers the caller's profile. Throws `InvalidToken`. */
export const readMe =
  ({ store, reads }: { readonly store: Store; readonly reads: IdentityReads }) =>
  async ({ caller }: Request<typeof ReadMe>): Promise<Profile> =>
    profileOf(await findCaller(store, reads, caller.userId));
