import type { Clock } from '../../shared/clock.ts';
import type { Request } from '../../shared/http/api.ts';
import type { Cursors } from '../../shared/http/cursor.ts';
import { EmailAddress } from '../../shared/http/shapes.ts';
import type { MonthPosition } from '../../shared/store/monthly-list.ts';
import type { Store } from '../../shared/store/store.ts';
import type { IdentityReads } from '../reads.ts';
import type { AdminListUsers } from './contract.ts';
import { findUser } from './find-user.ts';
import { adminUserOf, type User } from './user.ts';
import type { UserList } from './user-list.ts';

/**
 * All users, newest first, as admins see them. A `query` that is a whole address finds its owner; any other, like `role`, is
 * a filter on each page, which may come out short. Throws `invalid-cursor` for one of another list or caller.
 */
export const listUsers =
  ({
    store,
    reads,
    users,
    cursors,
    clock,
  }: {
    readonly store: Store;
    readonly reads: IdentityReads;
    readonly users: UserList;
    readonly cursors: Cursors;
    readonly clock: Clock;
  }) =>
  async ({ query: { query, role, limit, cursor }, caller }: Request<typeof AdminListUsers>) => {
    const ofRole = (user: User) => role === undefined || user.role === role;
    const address = EmailAddress.safeParse(query);
    if (address.success) {
      const owner = await findUser(store, reads, address.data);
      return { items: owner && ofRole(owner) ? [adminUserOf(owner)] : [], nextCursor: null };
    }
    const scope = [caller.userId, 'admin-users', query ?? '', role ?? ''];
    const page = await users.all(limit, await cursors.open<MonthPosition>(cursor, scope), clock.now());
    const [found] = await store.readTogether([reads.users(page.ids)]);
    return {
      items: found.filter((user) => ofRole(user) && (query === undefined || isCalled(user, query))).map(adminUserOf),
      nextCursor: page.position === undefined ? null : await cursors.seal(page.position, scope),
    };
  };

/** Whether a part of a name or of the address reads like this, in whichever letters. */
function isCalled({ name, firstName = '', lastName = '', email }: User, query: string): boolean {
  const part = folded(query);
  return [name, firstName, lastName, email].some((text) => folded(text).includes(part));
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
