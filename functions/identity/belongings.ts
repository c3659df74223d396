import type { Fact } from '../shared/events/facts.ts';
import type { Item, Key } from '../shared/store/store.ts';
import type { DataExport } from './data-export.ts';
import type { Session } from './sessions/session.ts';

/** Everything in identity that is there because of one user. */
export interface Belongings {
  /** As it lies there; what was written a moment ago may be missing. */
  of(userId: string): Promise<readonly (Item & Key)[]>;
}

/** The sessions among somebody's belongings. */
export const sessionsAmong = (items: readonly (Item & Key)[]): Session[] =>
  items.filter(({ pk, sk }) => pk.startsWith('SESSION#') && sk === 'META') as unknown as Session[];

/** The exports among somebody's belongings. */
export const exportsAmong = (items: readonly (Item & Key)[]): DataExport[] =>
  items.filter(({ sk }) => sk.startsWith('EXPORT#')) as unknown as DataExport[];

/**
 * The e-mail addresses among somebody's belongings, each once, that are not the user's present one, which is given. One that
 * was given up and is asked for again is a former one: that is what the shop has seen to be true.
 */
export const emailsAmong = (items: readonly (Item & Key)[], present: string) => {
  const of = (kind: string, key: 'pk' | 'sk') =>
    items.flatMap((item) => (typeof item['email'] === 'string' && item[key].startsWith(kind) ? [item['email']] : []));
  const found = new Map([
    ...of('TOKEN#', 'pk').map((email) => [email, 'awaited'] as const),
    ...of('FORMER-EMAIL#', 'sk').map((email) => [email, 'former'] as const),
  ]);
  found.delete(present);
  return [...found].map(([email, is]) => ({ email, is }));
};

/** The facts among somebody's belongings, oldest first. */
export const factsAmong = (items: readonly (Item & Key)[]): Fact[] =>
  (items.filter(({ sk }) => sk.startsWith('FACT#')) as unknown as Fact[]).toSorted((a, b) => a.at.localeCompare(b.at));
