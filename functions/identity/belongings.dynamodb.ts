/**
 * Access patterns of one user's belongings in the identity table:
 * - user, addresses, exports, facts: `USER#<id>`
 * - sessions: gsi1 `SESSIONS#<id>`
 * - one-time tokens, and facts that say from where somebody did something: gsi1 `TRACES#<id>`
 * - answers kept for repeated requests: `REPLIES#<id>`
 */
import { repliesPartition } from '../shared/http/replies.ts';
import { everyItem, type Item, type Key, type Store } from '../shared/store/store.ts';
import type { Belongings } from './belongings.ts';
import { sessionListPartition, tracesPartition, userPartition } from './identity-keys.ts';

/** What belongs to a user, out of the identity table and its first index. */
export const belongings = (store: Store, table: string): Belongings => ({
  async of(userId) {
    const found = await Promise.all([
      everyItem(store, { table, partition: userPartition(userId), consistent: true }),
      everyItem(store, { table, partition: repliesPartition(userId), consistent: true }),
      everyItem(store, { table, index: 'gsi1', partition: sessionListPartition(userId) }),
      everyItem(store, { table, index: 'gsi1', partition: tracesPartition(userId) }),
    ]);
    return found.flat() as (Item & Key)[];
  },
});
