/**
 * Access patterns of users in the identity table (`USER#<id>`: META, FACT#…; `EMAIL#<address>` names the owner):
 * - one user, by id or address: keyed reads (reads.ts)
 * - all users by month, newest first: gsi2 `USERS#<yyyy-mm>#<shard>`
 */
import { monthlyPage } from '../../shared/store/monthly-list.ts';
import type { Store } from '../../shared/store/store.ts';
import { USERS } from '../identity-keys.ts';
import type { UserList } from './user-list.ts';

/** The list over the identity table's second index. */
export const userList = (store: Store, table: string): UserList => ({
  async all(limit, position, now) {
    const page = await monthlyPage(store, { table, list: USERS }, { limit, position, now });
    return { ids: page.items.map((item) => String(item['id'])), position: page.position };
  },
});
