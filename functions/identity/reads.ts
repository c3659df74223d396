import { storedKind } from '../shared/store/decode.ts';
import type { KeyedRead } from '../shared/store/store.ts';
import { addressBookKey, emailKey, formerEmailKey, sessionKey, tokenKey, userKey } from './identity-keys.ts';
import type { OneTimeToken } from './links/one-time-token.ts';
import type { AddressBook } from './people/address-book.ts';
import type { User } from './people/user.ts';
import type { Session } from './sessions/session.ts';

export type { User } from './people/user.ts';

/** Users, whose their addresses are, what their mailed links stand for, and sessions, as they are stored. */
export const storedUser = storedKind<User>('user', 1);
export const storedEmailOwner = storedKind<{ readonly userId: string }>('owner of an address', 1);
export const storedFormerEmail = storedKind<{ readonly email: string }>('former address', 1);
export const storedAddressBook = storedKind<{ readonly addresses: AddressBook }>('address book', 1);
export const storedToken = storedKind<OneTimeToken>('one-time token', 1);
export const storedSession = storedKind<Session>('session', 1);

/** Keyed reads of the identity table, for this context's and its neighbours' entries. */
export const identityReads = (table: string) => ({
  user: (userId: string): KeyedRead<User | undefined> => ({
    table,
    keys: [userKey(userId)],
    parse: ([item]) => item && storedUser.decode(item),
  }),

  /** Those of the users that there are, in the order of the ids. */
  users: (userIds: readonly string[]): KeyedRead<readonly User[]> => ({
    table,
    keys: userIds.map(userKey),
    parse: (items) => {
      const byId = new Map(items.map(storedUser.decode).map((user) => [user.id, user]));
      return userIds.flatMap((id) => byId.get(id) ?? []);
    },
  }),

  /** Id of the user that a normalised address belongs to. */
  ownerOf: (email: string): KeyedRead<string | undefined> => ({
    table,
    keys: [emailKey(email)],
    parse: ([item]) => item && storedEmailOwner.decode(item).userId,
  }),

  /** The addresses that a user keeps; none where nothing was ever kept. */
  addressBook: (userId: string): KeyedRead<AddressBook> => ({
    table,
    keys: [addressBookKey(userId)],
    parse: ([item]) => (item ? storedAddressBook.decode(item).addresses : []),
  }),

  oneTimeToken: (tokenId: string): KeyedRead<OneTimeToken | undefined> => ({
    table,
    keys: [tokenKey(tokenId)],
    parse: ([item]) => item && storedToken.decode(item),
  }),

  session: (sessionId: string): KeyedRead<Session | undefined> => ({
    table,
    keys: [sessionKey(sessionId)],
    parse: ([item]) => item && storedSession.decode(item),
  }),

  /** The address that a user had before the change that a token confirmed; kept until its owner has been told. */
  formerEmail: (userId: string, tokenId: string): KeyedRead<string | undefined> => ({
    table,
    keys: [formerEmailKey(userId, tokenId)],
    parse: ([item]) => item && storedFormerEmail.decode(item).email,
  }),
});
export type IdentityReads = ReturnType<typeof identityReads>;
