import { type Availability, availabilityOf } from '../inventory/contract.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { type Cart, type CartLine, lineNamed, quantityOf, type Visitor, withLine } from './cart.ts';
import type { CartDto } from './contract.ts';
import { type Offer, offerOf, type WantedItem } from './offer.ts';
import { type CartPorts, openCart, whileThere } from './open-cart.ts';
import { cartDto, type Goods, goodsOf, unitsOf } from './view-cart.ts';

/**
 * Puts something into somebody's cart, in one transaction; what is there already adds up, on whichever device; a quote stays one.
 * Answers the cart. Throws `NotFound` for what is not on sale or not theirs, `not-purchasable`, `insufficient-stock`, `CartFull` and
 * `InvalidToken`.
 */
export const addItem =
  (ports: CartPorts) =>
  (visitor: Visitor, wanted: WantedItem): Promise<CartDto> =>
    changed(ports, visitor, async (cart) => {
      const goods = await goodsOf(ports, visitor.owner, [...cart.lines, wanted]);
      if ('quoteId' in wanted) {
        const own = goods.quotes.find(({ quoteId }) => quoteId === wanted.quoteId);
        if (!own) throw new NotFound();
        if (!own.line) throw notPurchasable();
        return { lines: withLine(cart.lines, own.line, 1), goods };
      }
      const offer = offerOf(wanted, goods.products, visitor.language);
      if (offer === 'absent') throw new NotFound();
      if (offer === 'not-sold-so') throw notPurchasable();
      const { pools } = wanted.sku === undefined ? await goodsOf(ports, visitor.owner, [offer]) : goods;
      const all = { ...goods, pools: [...goods.pools, ...pools] };
      const quantity = quantityOf(cart.lines, offer) + wanted.quantity;
      const lines = withLine(cart.lines, offer, quantity);
      assertInStock(offer, quantity, all);
      return { lines, goods: all };
    });

/**
 * Sets the quantity of a line of somebody's cart: of two who do it, the later one counts. Answers the cart. Throws `NotFound`,
 * `SeveralLines`, `not-purchasable` for what is not sold any more and for more than one of a quote, `insufficient-stock` and
 * `InvalidToken`.
 */
export const changeItem =
  (ports: CartPorts) =>
  (visitor: Visitor, id: string, quantity: number): Promise<CartDto> =>
    changed(ports, visitor, async (cart) => {
      const line = lineNamed(cart.lines, id);
      const goods = await goodsOf(ports, visitor.owner, cart.lines);
      if ('quoteId' in line) {
        if (quantity !== 1) throw notPurchasable();
        return { lines: cart.lines, goods };
      }
      const offer = offerOf(line, goods.products, visitor.language);
      if (typeof offer === 'string') throw notPurchasable();
      assertInStock(offer, quantity, goods);
      return { lines: withLine(cart.lines, offer, quantity), goods };
    });

/** Takes a line out of somebody's cart. Answers the cart. Throws `NotFound`, `SeveralLines` and `InvalidToken`. */
export const removeItem =
  (ports: CartPorts) =>
  (visitor: Visitor, id: string): Promise<CartDto> =>
    changed(ports, visitor, async (cart) => {
      const { itemId } = lineNamed(cart.lines, id);
      const lines = cart.lines.filter((line) => line.itemId !== itemId);
      return { lines, goods: await goodsOf(ports, visitor.owner, lines) };
    });

/** Decides on the cart as it is and writes what was decided, again if somebody else was faster. */
const changed = (
  ports: CartPorts,
  { owner, language }: Visitor,
  decide: (cart: Cart) => Promise<{ readonly lines: readonly CartLine[]; readonly goods: Goods }>,
): Promise<CartDto> =>
  whileStale(async () => {
    const cart = await openCart(ports, owner);
    const { lines, goods } = await decide(cart);
    await ports.store.commit([
      ...whileThere(ports, owner),
      ...ports.cart.writes.change(cart, lines, owner.kind, ports.clock.now()),
    ]);
    return cartDto({ ...cart, lines, version: cart.version + 1 }, goods, ports.currency, language);
  });

const notPurchasable = () => new DomainError('conflict', 'not-purchasable', 'This cannot be bought this way.');

/** What is left, in the words that everybody is told it in: how many there are is for staff. */
const LEFT: Readonly<Partial<Record<Availability, string>>> = {
  low: 'Only a few are left, not so many.',
  'sold-out': 'It is sold out.',
};

/** Throws `insufficient-stock` where fewer are left than wanted; the reservation of an order decides in the end, on prints it alone. */
function assertInStock({ sku, print }: Offer, quantity: number, goods: Goods): void {
  if (print) return;
  const units = unitsOf(goods, sku);
  if (quantity <= units) return;
  const availability = availabilityOf(units);
  throw new DomainError('conflict', 'insufficient-stock', LEFT[availability] ?? 'There are not so many left.', {
    members: { skus: [sku], availability },
  });
}
