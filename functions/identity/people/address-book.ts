/** The addresses that a person keeps: few, so they lie together and are changed as one. */
import { DomainError, NotFound } from '../../shared/domain-error.ts';
import { type AddressFields, MAX_ADDRESSES, type SavedAddress } from './contract.ts';

/** Oldest first. */
export type AddressBook = readonly SavedAddress[];

/** The book is full. */
export class TooManyAddresses extends DomainError {
  override name = 'TooManyAddresses';
  constructor() {
    super('conflict', 'too-many-addresses', `You keep ${MAX_ADDRESSES} addresses already. Remove one first.`);
  }
}

/** A new address at version 1. In: its id, what was said of it, and the time. */
export const newAddress = (id: string, fields: AddressFields, now: Date): SavedAddress => ({
  id,
  ...fields,
  createdAt: now.toISOString(),
  version: 1,
});

/** The book with one more. Throws `TooManyAddresses`. */
export function withAddress(book: AddressBook, address: SavedAddress): AddressBook {
  if (book.length >= MAX_ADDRESSES) throw new TooManyAddresses();
  return [...book, address];
}

/** The address of an id. Throws `NotFound`. */
export function addressIn(book: AddressBook, id: string): SavedAddress {
  const found = book.find((address) => address.id === id);
  if (!found) throw new NotFound();
  return found;
}

/** An address as it is after it was written anew: what is not said any more is gone. */
export const replacedAddress = ({ id, createdAt, version }: SavedAddress, fields: AddressFields): SavedAddress => ({
  id,
  ...fields,
  createdAt,
  version: version + 1,
});
