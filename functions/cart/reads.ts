import { storedKind } from '../shared/store/decode.ts';
import type { Key, KeyedRead } from '../shared/store/store.ts';
import type { Cart } from './cart.ts';

export { type Cart, cartIdOf, presentCart } from './cart.ts';
export { offerOf, type WantedItem, wantedOf } from './offer.ts';

/** Carts as they are stored. */
export const storedCart = storedKind<Cart>('cart', 1);

/** Partition of a cart and its facts. */
export const cartPartition = (cartId: string): string => `CART#${cartId}`;
/** Where a cart lies. */
export const cartKey = (cartId: string): Key => ({ pk: cartPartition(cartId), sk: 'META' });

/** Keyed reads of the table of carts, for this context's and its neighbours' entries. */
export const cartReads = (table: string) => ({
  /** A cart as it is stored, which may have expired: `presentCart` says what it is now. */
  cart: (cartId: string): KeyedRead<Cart | undefined> => ({
    table,
    keys: [cartKey(cartId)],
    parse: ([item]) => item && storedCart.decode(item),
  }),
});
export type CartReads = ReturnType<typeof cartReads>;
