import { type IdentityChecks, presentUser } from '../identity/guards.ts';
import type { IdentityReads } from '../identity/reads.ts';
import { InvalidToken } from '../shared/http/tokens.ts';
import type { Check } from '../shared/store/store.ts';
import { type Cart, cartIdOf, type Owner, presentCart } from './cart.ts';
import type { CartReads } from './reads.ts';
import type { GoodsPorts } from './view-cart.ts';
import type { CartWrites } from './writes.ts';

export interface CartPorts extends GoodsPorts {
  readonly cart: { readonly reads: CartReads; readonly writes: CartWrites };
  readonly identity: { readonly reads: IdentityReads; readonly checks: IdentityChecks };
  /** ISO 4217, of the shop. */
  readonly currency: string;
}

/** Somebody's cart as it is now. Throws `InvalidToken` for a user who is shut out or gone. */
export async function openCart({ store, cart, identity, clock }: CartPorts, owner: Owner): Promise<Cart> {
  const id = cartIdOf(owner);
  if (owner.kind === 'guest') {
    const [found] = await store.readTogether([cart.reads.cart(id)]);
    return presentCart(found, id, clock.now());
  }
  const [found, user] = await store.readTogether([cart.reads.cart(id), identity.reads.user(owner.userId)]);
  presentUser(user);
  return presentCart(found, id, clock.now());
}

/** What a change of somebody's cart leans on: nothing is kept for a user who has gone. Throws `InvalidToken` then. */
export const whileThere = ({ identity }: Pick<CartPorts, 'identity'>, owner: Owner): Check[] =>
  owner.kind === 'user' ? [identity.checks.whilePresent(owner.userId, () => new InvalidToken())] : [];
