import { presentUser } from '../identity/guards.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import {
  type Cart,
  type CartLine,
  type Customer,
  cartIdOf,
  lineOf,
  type Owner,
  presentCart,
  type Visitor,
} from './cart.ts';
import type { CartDto } from './contract.ts';
import { type Stock, withLarger, withSummed } from './merging.ts';
import { offerOf, type WantedProduct } from './offer.ts';
import { type CartPorts, openCart, whileThere } from './open-cart.ts';
import { cartDto, type Goods, goodsOf, unitsOf } from './view-cart.ts';

/** What is on the shelves. What is printed has no limit there, and neither has what is not sold any more: it comes along, and says that it is gone. */
const stockIn =
  (goods: Goods): Stock =>
  (line) => {
    if ('quoteId' in line) return 1;
    const offer = offerOf(line, goods.products);
    return typeof offer === 'string' || offer.print ? Number.POSITIVE_INFINITY : unitsOf(goods, line.sku);
  };

/**
 * Moves a guest's cart into a customer's, once however often and by however many it is asked for: the guest's is emptied in the
 * transaction that fills the customer's. In: the customer, the guest's secret. Answers the customer's cart. Throws `InvalidToken`.
 */
export const transferGuest =
  (ports: CartPorts) =>
  ({ owner, language }: Visitor<Customer>, guestId: string): Promise<CartDto> =>
    whileStale(async () => {
      const { mine, theirs } = await both(ports, owner, { kind: 'guest', guestId });
      const goods = await goodsOf(ports, owner, [...mine.lines, ...theirs.lines]);
      if (theirs.lines.length === 0) return cartDto(mine, goods, ports.currency, language);
      const lines = withSummed(mine.lines, theirs.lines, stockIn(goods));
      const { writes } = ports.cart;
      const now = ports.clock.now();
      await ports.store.commit([
        ...whileThere(ports, owner),
        writes.replace(mine, lines, owner.kind, now),
        writes.replace(theirs, [], 'guest', now),
      ]);
      return cartDto({ ...mine, lines, version: mine.version + 1 }, goods, ports.currency, language);
    });

/**
 * Merges what a page kept by itself into a customer's cart: of each thing the larger quantity, so a repeat changes nothing. What
 * is not on sale is left out. Answers the cart. Throws `InvalidToken`.
 */
export const mergeItems =
  (ports: CartPorts) =>
  (
    { owner, language }: Visitor<Customer>,
    items: readonly (WantedProduct & { readonly quantity: number })[],
  ): Promise<CartDto> =>
    whileStale(async () => {
      const mine = await openCart(ports, owner);
      const found = await goodsOf(ports, owner, [...mine.lines, ...items]);
      const local = items.flatMap((item): CartLine[] => {
        const offer = offerOf(item, found.products, language);
        return typeof offer === 'string' ? [] : [lineOf(offer, item.quantity)];
      });
      const unread = local.filter((line) => 'sku' in line && !found.pools.some((pool) => pool.sku === line.sku));
      const goods = { ...found, pools: [...found.pools, ...(await goodsOf(ports, owner, unread)).pools] };
      const lines = withLarger(mine.lines, local, stockIn(goods));
      if (isSame(mine.lines, lines)) return cartDto(mine, goods, ports.currency, language);
      await ports.store.commit([
        ...whileThere(ports, owner),
        ...ports.cart.writes.change(mine, lines, owner.kind, ports.clock.now()),
      ]);
      return cartDto({ ...mine, lines, version: mine.version + 1 }, goods, ports.currency, language);
    });

/** Merging adds lines and units and takes none away. */
const isSame = (before: readonly CartLine[], after: readonly CartLine[]): boolean =>
  before.length === after.length && after.every(({ quantity }, index) => quantity === before[index]?.quantity);

async function both(
  { store, cart, identity, clock }: CartPorts,
  owner: Customer,
  guest: Owner,
): Promise<{ readonly mine: Cart; readonly theirs: Cart }> {
  const [mine, theirs] = [cartIdOf(owner), cartIdOf(guest)];
  const [found, other, user] = await store.readTogether([
    cart.reads.cart(mine),
    cart.reads.cart(theirs),
    identity.reads.user(owner.userId),
  ]);
  presentUser(user);
  const now = clock.now();
  return { mine: presentCart(found, mine, now), theirs: presentCart(other, theirs, now) };
}
