import type { Clock } from '../shared/clock.ts';
import { announced, type FactDraft, recordFact } from '../shared/facts.ts';
import type { ApiPorts, Refusal } from '../shared/http.ts';
import { newId } from '../shared/ids.ts';
import { Stale } from '../shared/steps.ts';
import { type Item, type Key, putNew, type Store, type Write } from '../shared/store.ts';
import type { AddressBook } from './address-book.ts';
import { PermissionDenied, TokenRejected, UnauthorizedAccess } from './contract.ts';
import {
  addressBookKey,
  emailKey,
  loginPartition,
  refusalPartition,
  sessionKey,
  sessionListPartition,
  sessionPartition,
  tokenKey,
  userKey,
  userList,
  userPartition,
} from './identity-keys.ts';
import type { OneTimeToken } from './one-time-token.ts';
import { liveUsers } from './reads.ts';
import type { Session } from './session.ts';
import type { User } from './user.ts';
import { whereaboutsOf } from './whereabouts.ts';

/** How long it is remembered here from where somebody did or tried something, in days; the audit trail has its own memory. */
const WHEREABOUTS_DAYS = 30;
/** Tokens are removed this many days after they have expired; until then they are only refused. */
const SPENT_TOKEN_DAYS = 1;
const DAY_MS = 86_400_000;

/** What is to be different; null takes an attribute away, undefined leaves it as it is. */
export type UserChange = {
  readonly [K in 'name' | 'email' | 'locale' | 'verified' | 'disabled' | 'role' | 'generation']?: User[K] | undefined;
} & {
  readonly [K in 'firstName' | 'lastName' | 'verificationId']?: User[K] | null | undefined;
};

/** The conditional writes on users. Whatever was decided on a reading that is no longer so is refused with `Stale`. */
export const identityWrites = (table: string) => ({
  /** A user with an address that is nobody's. */
  admit: (user: User): Write[] => [
    putNew(
      table,
      { ...emailKey(user.email), schema: 1, userId: user.id },
      () => new Stale('The address was taken meanwhile'),
    ),
    putNew(table, userItem(user)),
  ],

  /** A user in the place of one that never confirmed the address that both name. */
  supersede: (predecessor: User, user: User): Write[] => [
    {
      kind: 'update',
      table,
      key: emailKey(user.email),
      update: 'SET #userId = :successor',
      names: { '#userId': 'userId' },
      values: { ':successor': user.id, ':predecessor': predecessor.id },
      condition: '#userId = :predecessor',
      refused: () => new Stale('The address changed hands meanwhile'),
    },
    {
      kind: 'delete',
      table,
      key: userKey(predecessor.id),
      ...unchanged(predecessor),
    },
    ...(predecessor.verificationId ? [forget(table, predecessor.verificationId)] : []),
    putNew(table, userItem(user)),
  ],

  change(user: User, now: Date, change: UserChange): Write {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const set = given.filter(([, value]) => value !== null);
    const removed = given.filter(([, value]) => value === null);
    const { condition, names, values, refused } = unchanged(user);
    return {
      kind: 'update',
      table,
      key: userKey(user.id),
      update:
        `SET #version = :next, #updatedAt = :now${set.map(([name]) => `, #${name} = :${name}`).join('')}` +
        (removed.length > 0 ? ` REMOVE ${removed.map(([name]) => `#${name}`).join(', ')}` : ''),
      names: { ...names, '#updatedAt': 'updatedAt', ...Object.fromEntries(given.map(([name]) => [`#${name}`, name])) },
      values: {
        ...values,
        ':next': user.version + 1,
        ':now': now.toISOString(),
        ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      },
      condition,
      refused,
    };
  },

  /** A user's addresses as they are from now on. Goes with a `change` of the user, which guards it. */
  keepAddresses: (userId: string, addresses: AddressBook): Write => ({
    kind: 'put',
    table,
    item: { ...addressBookKey(userId), schema: 1, addresses },
  }),

  keepToken: (token: OneTimeToken): Write =>
    putNew(table, {
      ...tokenKey(token.id),
      schema: 1,
      ...token,
      ttl: Math.floor((new Date(token.expiresAt).getTime() + SPENT_TOKEN_DAYS * DAY_MS) / 1000),
    }),

  /** Uses a token up, in the transaction of its effect. Throws `spent` when somebody else has. */
  spendToken: (tokenId: string, spent: () => Error): Write => ({
    kind: 'delete',
    table,
    key: tokenKey(tokenId),
    condition: 'attribute_exists(pk)',
    refused: spent,
  }),

  /** Voids a token; one that is gone is void already. */
  voidToken: (tokenId: string): Write => forget(table, tokenId),

  /** A fact about a user; `sequence` is the user's version after it. */
  record: (userId: string, sequence: number, now: Date, draft: FactDraft): Write =>
    recordFact({ table, partition: userPartition(userId), subject: userId, sequence, now, draft }),

  /** The same for what carries from where it was done; that is not kept for good. */
  recordSecurity: (userId: string, sequence: number, now: Date, draft: FactDraft): Write =>
    recordFact({
      table,
      partition: userPartition(userId),
      subject: userId,
      sequence,
      now,
      draft,
      expiresAt: forgottenAt(now),
    }),

  openSession: (session: Session): Write => putNew(table, sessionItem(session)),

  changeSession: (session: Session, next: Session): Write => ({
    kind: 'put',
    table,
    item: sessionItem(next),
    ...unchanged(session),
  }),

  endSession: (session: Session): Write => ({
    kind: 'delete',
    table,
    key: sessionKey(session.id),
    ...unchanged(session),
  }),

  /** The fact that ended a session: there is one at most. */
  recordEnd: (session: Session, now: Date, draft: FactDraft): Write =>
    recordFact({
      table,
      partition: sessionPartition(session.id),
      subject: session.id,
      sequence: session.version + 1,
      now,
      draft,
      expiresAt: forgottenAt(now),
    }),

  /** The fact of an attempt to sign in, of a user or of nobody that we know. */
  recordLogin: (attemptId: string, user: User | undefined, now: Date, draft: FactDraft): Write =>
    recordFact({
      table,
      partition: loginPartition(attemptId),
      subject: user?.id ?? attemptId,
      sequence: user?.version ?? 0,
      now,
      draft,
      expiresAt: forgottenAt(now),
    }),

  /** The fact of a refused request. */
  recordRefusal: (refusalId: string, now: Date, draft: FactDraft): Write =>
    recordFact({
      table,
      partition: refusalPartition(refusalId),
      subject: refusalId,
      sequence: 0,
      now,
      draft,
      expiresAt: forgottenAt(now),
    }),
});
export type IdentityWrites = ReturnType<typeof identityWrites>;

const userItem = (user: User): Item & Key => ({ ...userKey(user.id), schema: 1, ...user, ...userList(user) });

const unchanged = ({ id, version }: { readonly id: string; readonly version: number }) => ({
  condition: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
  refused: () => new Stale(`${id} changed meanwhile`),
});

const forgottenAt = (now: Date): Date => new Date(now.getTime() + WHEREABOUTS_DAYS * DAY_MS);

const sessionItem = (session: Session): Item & Key => ({
  ...sessionKey(session.id),
  schema: 1,
  ...session,
  gsi1pk: sessionListPartition(session.userId),
  gsi1sk: `${session.createdAt}#${session.id}`,
  ttl: Math.ceil(new Date(session.expiresAt).getTime() / 1000),
});

const forget = (table: string, tokenId: string): Write => ({ kind: 'delete', table, key: tokenKey(tokenId) });

const REFUSALS = {
  'unauthorized-access': UnauthorizedAccess,
  'permission-denied': PermissionDenied,
  'token-rejected': TokenRejected,
} as const satisfies Record<Refusal['kind'], unknown>;

/** What stands behind every route with a caller: the user as it is now, and the trail of what was refused. */
export const guards = (store: Store, table: string, clock: Clock): Required<Pick<ApiPorts, 'users' | 'trail'>> => ({
  users: liveUsers(store, table),
  trail: {
    refused: async ({ kind, operationId, userId, ...request }) => {
      const data = { ...(userId ? { userId } : {}), operation: operationId, ...whereaboutsOf(request) };
      const fact = announced(REFUSALS[kind], data, { key: 'refused' });
      await store.write(identityWrites(table).recordRefusal(newId('rfs'), clock.now(), fact));
    },
  },
});
