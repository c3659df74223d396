/**
 * The table of quotes. Access patterns:
 * - a quote and its facts: by its id
 * - somebody's quotes, newest first: Query gsi1 `CUSTOMER#<customerId>`, sorted by time and id
 * - what waits for a person: the open list `PENDING_REVIEW`, gsi2
 * - offers that end, or are to be reminded of: Query gsi2 `DUE#<shard>`, sorted by when
 * - what a link shares: by the hash of its token
 * - price rules: the partition `RULES`, a version each, and the one in force
 * - how many estimates a source address may still ask for: by its hash (functions/shared/http/attempts.ts)
 */
import { createHash } from 'node:crypto';
import { storedKind } from '../shared/store/decode.ts';
import { openEntry } from '../shared/store/open-list.ts';
import type { Item, Key } from '../shared/store/store.ts';
import type { PriceRules } from './price/rules.ts';
import { dueAt, type Quote } from './quote.ts';

/** A version of the price rules. It is never changed. */
export interface RulesVersion {
  readonly version: number;
  readonly note?: string | undefined;
  readonly rules: PriceRules;
  readonly createdAt: string;
}

/** The rules in force: a copy, so that a price costs one read. `changes` counts how often others came into force. */
export interface ActiveRules extends RulesVersion {
  readonly changes: number;
}

/** A link that shares a quote. */
export interface Share {
  readonly quoteId: string;
  readonly expiresAt: string;
}

export const storedQuote = storedKind<Quote>('quote', 1);
export const storedRules = storedKind<RulesVersion>('price rules', 1);
export const storedActiveRules = storedKind<ActiveRules>('active price rules', 1);
export const storedShare = storedKind<Share>('quote share', 1);

/** The open list of quotes that wait for a person. */
export const PENDING = 'PENDING_REVIEW';

/** Index partitions that offers which end are spread over. */
export const DUE_SHARDS = 2;

/** What did not become an order goes after so many days. */
const KEPT_DAYS = 180;

/** The partition of a quote and its facts. */
export const quotePartition = (id: string): string => `QUOTE#${id}`;
/** Where a quote lies. */
export const quoteKey = (id: string): Key => ({ pk: quotePartition(id), sk: 'META' });
/** The partition of the first index of somebody's quotes. */
export const customerPartition = (customerId: string): string => `CUSTOMER#${customerId}`;
/** The partition of the second index of the offers of a shard that end. */
export const duePartition = (shard: number): string => `DUE#${shard}`;

/** The partition of all versions of the price rules. */
export const RULES = 'RULES';
/** What begins the places of the versions there. */
export const VERSION = 'V#';
const VERSION_DIGITS = 8;
/** Where a version of the rules lies. */
export const rulesKey = (version: number): Key => ({
  pk: RULES,
  sk: `${VERSION}${String(version).padStart(VERSION_DIGITS, '0')}`,
});
/** Where the rules in force lie. */
export const activeRulesKey: Key = { pk: RULES, sk: 'ACTIVE' };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Where a link's share lies: its token itself is kept nowhere. */
export const shareKey = (token: string): Key => ({ pk: `SHARE#${digest(token).toString('base64url')}`, sk: 'META' });

/** Where a quote lies, in which lists it is, and when it goes by itself. */
export function quotePlace(quote: Quote): Key & Item {
  const { id, customerId, createdAt, updatedAt, status } = quote;
  const due = dueAt(quote);
  const ended = status === 'EXPIRED' || status === 'REJECTED';
  return {
    ...quoteKey(id),
    ...(customerId === undefined ? {} : { gsi1pk: customerPartition(customerId), gsi1sk: `${createdAt}#${id}` }),
    ...(status === 'PENDING_REVIEW' ? openEntry(PENDING, createdAt, id) : {}),
    ...(due === undefined ? {} : { gsi2pk: duePartition((digest(id)[0] ?? 0) % DUE_SHARDS), gsi2sk: `${due}#${id}` }),
    ...(ended ? { ttl: Math.floor(Date.parse(updatedAt) / 1_000) + KEPT_DAYS * 86_400 } : {}),
  };
}
