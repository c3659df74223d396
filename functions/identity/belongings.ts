/**
 * Everything in identity that is there because of one user, as it lies there:
 * - user, addresses, facts: `USER#<id>`
 * - sessions: gsi1 `SESSIONS#<id>`
 * - one-time tokens, and facts that say from where somebody did something: gsi1 `TRACES#<id>`
 * - answers kept for repeated requests: `REPLIES#<id>`
 */
import { type Fact, storedFact } from '../shared/events/facts.ts';
import { repliesPartition } from '../shared/http/replies.ts';
import { everyItem, type Item, type Key, type Store } from '../shared/store/store.ts';
import { sessionListPartition, tracesPartition, userPartition } from './identity-keys.ts';
import { storedSession } from './reads.ts';
import type { Session } from './sessions/session.ts';

/** What belongs to a user, out of the identity table and its first index; what was written a moment ago may be missing. */
export async function belongingsOf(store: Store, table: string, userId: string): Promise<readonly (Item & Key)[]> {
  const found = await Promise.all([
    everyItem(store, { table, partition: userPartition(userId), consistent: true }),
    everyItem(store, { table, partition: repliesPartition(userId), consistent: true }),
    everyItem(store, { table, index: 'gsi1', partition: sessionListPartition(userId) }),
    everyItem(store, { table, index: 'gsi1', partition: tracesPartition(userId) }),
  ]);
  return found.flat() as (Item & Key)[];
}

/** The sessions among somebody's belongings. */
export const sessionsAmong = (items: readonly (Item & Key)[]): Session[] =>
  items.filter(({ pk, sk }) => pk.startsWith('SESSION#') && sk === 'META').map(storedSession.decode);

/**
 * The e-mail addresses among somebody's belongings, each once, that are not the user's present one, which is given. One that
 * was given up and is asked for again is a former one: that is what the shop has seen to be true.
 */
export const emailsAmong = (items: readonly (Item & Key)[], present: string) => {
  const addresses = (kind: string, key: 'pk' | 'sk') =>
    items.flatMap((item) => (typeof item['email'] === 'string' && item[key].startsWith(kind) ? [item['email']] : []));
  const found = new Map([
    ...addresses('TOKEN#', 'pk').map((email) => [email, 'awaited'] as const),
    ...addresses('FORMER-EMAIL#', 'sk').map((email) => [email, 'former'] as const),
  ]);
  found.delete(present);
  return [...found].map(([email, is]) => ({ email, is }));
};

/** The facts among somebody's belongings, oldest first. */
export const factsAmong = (items: readonly (Item & Key)[]): Fact[] =>
  items
    .filter(({ sk }) => sk.startsWith('FACT#'))
    .map(storedFact.decode)
    .toSorted((a, b) => a.at.localeCompare(b.at));
