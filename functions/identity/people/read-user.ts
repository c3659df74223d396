import { NotFound } from '../../shared/domain-error.ts';
import type { Request } from '../../shared/http/api.ts';
import type { Store } from '../../shared/store/store.ts';
import type { IdentityReads } from '../reads.ts';
import type { AdminReadUser, AdminUser } from './contract.ts';
import { adminUserOf } from './user.ts';

/** Any user, as admins see it. Throws `NotFound`. */
export const readUser =
  ({ store, reads }: { readonly store: Store; readonly reads: IdentityReads }) =>
  async ({ params }: Request<typeof AdminReadUser>): Promise<AdminUser> => {
    const [user] = await store.readTogether([reads.user(params.userId)]);
    if (!user) throw new NotFound();
    return adminUserOf(user);
  };
