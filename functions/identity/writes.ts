import { type FactDraft, recordFact } from '../shared/events/facts.ts';
import { newId } from '../shared/ids.ts';
import { deleteItem, replaceItem, Stale, updateItem } from '../shared/store/optimistic.ts';
import { type Item, type Key, putNew, type Write } from '../shared/store/store.ts';
import {
  addressBookKey,
  emailKey,
  formerEmailKey,
  loginPartition,
  sessionKey,
  sessionListPartition,
  sessionPartition,
  tokenKey,
  userKey,
  userPartition,
  usersEntry,
} from './identity-keys.ts';
import type { OneTimeToken } from './links/one-time-token.ts';
import type { AddressBook } from './people/address-book.ts';
import type { User } from './people/user.ts';
import {
  storedAddressBook,
  storedEmailOwner,
  storedFormerEmail,
  storedSession,
  storedToken,
  storedUser,
} from './reads.ts';
import type { Session } from './sessions/session.ts';
import { forgottenAt, traced, traceOf } from './traces.ts';

/** Tokens are removed this many days after they have expired; until then they are only refused. */
const SPENT_TOKEN_DAYS = 1;
/** How long a former address is kept to be told of the change, in days: as long as a queue keeps what could not be mailed. */
const FORMER_EMAIL_DAYS = 14;
const DAY_MS = 86_400_000;

/** What is to be different; null takes an attribute away, undefined leaves it as it is. */
export type UserChange = {
  readonly [K in 'name' | 'email' | 'locale' | 'verified' | 'disabled' | 'role' | 'generation']?: User[K] | undefined;
} & {
  readonly [K in 'firstName' | 'lastName' | 'verificationId' | 'resetId' | 'emailChangeId' | 'passwordTurn']?:
    | User[K]
    | null
    | undefined;
};

/** The conditional writes on users. Whatever was decided on a reading that is no longer so is refused with `Stale`. */
export const identityWrites = (table: string) => ({
  /** A user with an address that is nobody's. */
  admit: (user: User): Write[] => [takeAddress(table, user.email, user.id), putNew(table, userItem(user))],

  /** A user in the place of one that never confirmed the address that both name. */
  supersede: (predecessor: User, user: User): Write[] => [
    ...handOver(table, predecessor, user.id),
    putNew(table, userItem(user)),
  ],

  /**
   * The addresses of a user who changes from one to another: the new one is nobody's, or comes from a user that never
   * confirmed it and goes; the old one is free. Goes with a `change` of the user, which guards it.
   */
  moveAddress: (user: User, email: string, predecessor: User | undefined): Write[] => [
    ...(predecessor ? handOver(table, predecessor, user.id) : [takeAddress(table, email, user.id)]),
    freeAddress(table, user),
  ],

  /** The address that a change takes away, so that it can be told. */
  keepFormerEmail: (user: User, tokenId: string, now: Date): Write =>
    putNew(
      table,
      storedFormerEmail.encode(
        { email: user.email },
        { ...formerEmailKey(user.id, tokenId), ttl: secondsAfter(now.toISOString(), FORMER_EMAIL_DAYS) },
      ),
    ),

  /** A user who is gone, and what is found by its key alone: everything else is found by `belongingsOf`. */
  erase: (user: User): Write[] => [
    deleteItem({ table, key: userKey(user.id) }, user),
    { kind: 'delete', table, key: addressBookKey(user.id) },
    freeAddress(table, user),
  ],

  /** Removes an item, whatever it is. */
  forget: ({ pk, sk }: Key): Write => ({ kind: 'delete', table, key: { pk, sk } }),

  change(user: Pick<User, 'id' | 'version'>, now: Date, change: UserChange): Write {
    const kept = Object.entries(change).filter(([, value]) => value !== null);
    const removed = Object.entries(change).filter(([, value]) => value === null);
    return updateItem({ table, key: userKey(user.id) }, user, {
      set: { ...Object.fromEntries(kept), updatedAt: now.toISOString() },
      remove: removed.map(([name]) => name),
    });
  },

  /** A user's addresses as they are from now on. Goes with a `change` of the user, which guards it. */
  keepAddresses: (userId: string, addresses: AddressBook): Write => ({
    kind: 'put',
    table,
    item: storedAddressBook.encode({ addresses }, addressBookKey(userId)),
  }),

  keepToken: (token: OneTimeToken): Write =>
    putNew(
      table,
      storedToken.encode(token, {
        ...tokenKey(token.id),
        ...traceOf(token.userId, token.expiresAt),
        ttl: secondsAfter(token.expiresAt, SPENT_TOKEN_DAYS),
      }),
    ),

  /**
   * Writes in the place of others, and as many of them, so that the time of the transaction does not tell which it was: the
   * rest are deletions of what was never there. In: what is written in the other case, which both cases put together, and what is
   * written in this one. Throws `RangeError` where that is more.
   */
  inPlaceOf(others: readonly Write[], instead: readonly Write[]): Write[] {
    if (instead.length > others.length) throw new RangeError('More writes than in the other case');
    const idle = others
      .slice(instead.length)
      .map((): Write => ({ kind: 'delete', table, key: tokenKey(newId('tok')) }));
    return [...instead, ...idle];
  },

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

  changeSession: (session: Session, next: Session): Write => replaceItem({ table, item: sessionItem(next) }, session),

  endSession: (session: Session): Write => deleteItem({ table, key: sessionKey(session.id) }, session),

  /** The fact that ended a session: there is one at most. */
  recordEnd: (session: Session, now: Date, draft: FactDraft): Write =>
    traced(
      session.userId,
      now,
      recordFact({
        table,
        partition: sessionPartition(session.id),
        subject: session.id,
        sequence: session.version + 1,
        now,
        draft,
        expiresAt: forgottenAt(now),
      }),
    ),

  /** The fact of an attempt to sign in, of a user or of nobody that we know. */
  recordLogin: (attemptId: string, user: User | undefined, now: Date, draft: FactDraft): Write =>
    traced(
      user?.id,
      now,
      recordFact({
        table,
        partition: loginPartition(attemptId),
        subject: user?.id ?? attemptId,
        sequence: user?.version ?? 0,
        now,
        draft,
        expiresAt: forgottenAt(now),
      }),
    ),
});
export type IdentityWrites = ReturnType<typeof identityWrites>;

const userItem = (user: User): Item & Key => storedUser.encode(user, { ...userKey(user.id), ...usersEntry(user) });

const secondsAfter = (at: string, days: number): number => Math.floor((new Date(at).getTime() + days * DAY_MS) / 1000);

const sessionItem = (session: Session): Item & Key =>
  storedSession.encode(session, {
    ...sessionKey(session.id),
    gsi1pk: sessionListPartition(session.userId),
    gsi1sk: `${session.createdAt}#${session.id}`,
    ttl: Math.ceil(new Date(session.expiresAt).getTime() / 1000),
  });

const addressItem = (email: string, userId: string): Item & Key => storedEmailOwner.encode({ userId }, emailKey(email));

/** An address that is nobody's becomes a user's. */
const takeAddress = (table: string, email: string, userId: string): Write =>
  putNew(table, addressItem(email, userId), () => new Stale('The address was taken meanwhile'));

/** Goes with a change of the user, which guards it: no address changes hands without. */
const freeAddress = (table: string, user: User): Write => ({ kind: 'delete', table, key: emailKey(user.email) });

/** The address of a user that never confirmed it becomes another's; that user goes, and with it what its tokens open. */
const handOver = (table: string, predecessor: User, successorId: string): Write[] => [
  { kind: 'put', table, item: addressItem(predecessor.email, successorId) },
  deleteItem({ table, key: userKey(predecessor.id) }, predecessor),
];
