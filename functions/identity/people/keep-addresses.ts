import type { Request } from '../../shared/http/api.ts';
import { newId } from '../../shared/ids.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { Write } from '../../shared/store/store.ts';
import type { UserPorts } from '../identity-ports.ts';
import { type AddressBook, addressIn, newAddress, replacedAddress, withAddress } from './address-book.ts';
import type {
  AddAddress,
  ListAddresses,
  ReadAddress,
  RemoveAddress,
  ReplaceAddress,
  SavedAddress,
} from './contract.ts';
import { presentUser } from './find-caller.ts';
import type { User } from './user.ts';

/** Answers the caller's addresses, oldest first. Throws `InvalidToken`. */
export const listAddresses =
  (ports: UserPorts) =>
  async ({ caller }: Request<typeof ListAddresses>) => {
    const { book } = await bookOf(ports, caller.userId);
    return { items: [...book] };
  };

/** Answers one of the caller's addresses. Throws `NotFound` and `InvalidToken`. */
export const readAddress =
  (ports: UserPorts) =>
  async ({ caller, params }: Request<typeof ReadAddress>): Promise<SavedAddress> =>
    addressIn((await bookOf(ports, caller.userId)).book, params.addressId);

/** Keeps an address, once per Idempotency-Key. Throws `TooManyAddresses` and `InvalidToken`. */
export const addAddress =
  (ports: UserPorts) =>
  async ({ caller, body, once }: Request<typeof AddAddress>): Promise<SavedAddress> =>
    whileStale(async () => {
      const { user, book } = await bookOf(ports, caller.userId);
      const address = newAddress(newId('adr'), body, ports.clock.now());
      await keep(ports, user, withAddress(book, address), once(address));
      return address;
    });

/** Writes one of the caller's addresses anew. Throws `NotFound`, `ChangedMeanwhile` and `InvalidToken`. */
export const replaceAddress =
  (ports: UserPorts) =>
  async ({ caller, params, body, ifMatch }: Request<typeof ReplaceAddress>): Promise<SavedAddress> =>
    whileStale(async () => {
      const { user, book } = await bookOf(ports, caller.userId);
      const current = addressIn(book, params.addressId);
      ifMatch(current.version);
      const next = replacedAddress(current, body);
      await keep(
        ports,
        user,
        book.map((address) => (address === current ? next : address)),
      );
      return next;
    });

/** Forgets one of the caller's addresses. Throws `NotFound` and `InvalidToken`. */
export const removeAddress =
  (ports: UserPorts) =>
  async ({ caller, params }: Request<typeof RemoveAddress>): Promise<undefined> =>
    whileStale(async () => {
      const { user, book } = await bookOf(ports, caller.userId);
      const current = addressIn(book, params.addressId);
      return keep(
        ports,
        user,
        book.filter((address) => address !== current),
      );
    });

async function bookOf({ store, identity: { reads } }: UserPorts, userId: string) {
  const [found, book] = await store.readTogether([reads.user(userId), reads.addressBook(userId)]);
  return { user: presentUser(found), book };
}

/** Throws `Stale` when the user changed since the book was read: who is gone keeps nothing, and nobody keeps one too many. */
async function keep(
  { store, identity: { writes }, clock }: UserPorts,
  user: User,
  book: AddressBook,
  once: readonly Write[] = [],
): Promise<undefined> {
  await store.commit([writes.change(user, clock.now(), {}), writes.keepAddresses(user.id, book), ...once]);
}
