/**
 * Access patterns of sessions in the identity table (`SESSION#<id>`: META, FACT#ended):
 * - one session: keyed read (reads.ts)
 * - a user's sessions, newest first: gsi1 `SESSIONS#<user id>`
 */
import type { Store } from '../../shared/store/store.ts';
import { sessionListPartition } from '../identity-keys.ts';
import { storedSession } from '../reads.ts';
import { type SessionList, SHOWN_SESSIONS } from './session-list.ts';

/** The list over the identity table's first index. */
export const sessionList = (store: Store, table: string): SessionList => ({
  async ofUser(userId) {
    const page = await store.query({
      table,
      index: 'gsi1',
      partition: sessionListPartition(userId),
      descending: true,
      limit: SHOWN_SESSIONS,
    });
    return page.items.map(storedSession.decode);
  },
});
