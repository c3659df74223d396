import { catalogReads } from '../catalog/reads.ts';
import { identityChecks } from '../identity/guards.ts';
import { identityReads } from '../identity/reads.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { inventoryReads } from '../inventory/reads.ts';
import { quotesReads } from '../quotes/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on, type Request } from '../shared/http/api.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import type { Customer, Visitor } from './cart.ts';
import { addItem, changeItem, removeItem } from './change-cart.ts';
import {
  AddCartItem,
  AddGuestCartItem,
  ChangeCartItem,
  ChangeGuestCartItem,
  ReadCart,
  ReadGuestCart,
  RemoveCartItem,
  RemoveGuestCartItem,
  TransferCart,
} from './contract.ts';
import { wantedOf } from './offer.ts';
import { readCart } from './read-cart.ts';
import { cartReads } from './reads.ts';
import { mergeItems, transferGuest } from './transfer-cart.ts';
import { cartWrites } from './writes.ts';

const store = dynamoStore();
const carts = env('CART_TABLE');
const people = env('IDENTITY_TABLE');
const ports = {
  store,
  cart: { reads: cartReads(carts), writes: cartWrites(carts) },
  catalog: catalogReads(env('CATALOG_TABLE')),
  inventory: inventoryReads(env('INVENTORY_TABLE')),
  quotes: quotesReads(env('QUOTES_TABLE')),
  identity: { reads: identityReads(people), checks: identityChecks(people) },
  clock: systemClock,
  currency: env('CURRENCY'),
};
const [transfer, merge] = [transferGuest(ports), mergeItems(ports)];
const [read, add, change, remove] = [readCart(ports), addItem(ports), changeItem(ports), removeItem(ports)];
type Asked<T> = T & Pick<Request, 'language'>;
const mine = ({
  caller: { userId },
  language,
}: Asked<{ readonly caller: { readonly userId: string } }>): Visitor<Customer> => ({
  owner: { kind: 'user', userId },
  language,
});
const theirs = ({
  params: { guestId },
  language,
}: Asked<{ readonly params: { readonly guestId: string } }>): Visitor => ({
  owner: { kind: 'guest', guestId },
  language,
});

export const handler = api(
  [
    on(ReadCart, (request) => read(mine(request))),
    on(AddCartItem, (request) => add(mine(request), wantedOf(request.body))),
    on(ChangeCartItem, (request) => change(mine(request), request.params.itemId, request.body.quantity)),
    on(RemoveCartItem, (request) => remove(mine(request), request.params.itemId)),
    on(TransferCart, (request) => {
      const { guestId, items = [] } = request.body;
      return guestId === undefined ? merge(mine(request), items) : transfer(mine(request), guestId);
    }),
    on(ReadGuestCart, (request) => read(theirs(request))),
    on(AddGuestCartItem, (request) => add(theirs(request), request.body)),
    on(ChangeGuestCartItem, (request) => change(theirs(request), request.params.itemId, request.body.quantity)),
    on(RemoveGuestCartItem, (request) => remove(theirs(request), request.params.itemId)),
  ],
  signedIn(store),
);
