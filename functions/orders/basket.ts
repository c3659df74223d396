import { type Cart, type CartReads, cartIdOf, type Offer, offerOf, presentCart } from '../cart/reads.ts';
import type { CatalogReads, SellableProduct } from '../catalog/reads.ts';
import { type InventoryReads, type Pool, shortSkus, wantedUnits } from '../inventory/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { KeyedRead, Store } from '../shared/store/store.ts';
import { stockLines } from './order.ts';
import { type PricedProduct, priceOrder, type ShippingRates, type TaxRates, type Totals } from './pricing.ts';

export interface BasketPorts {
  readonly store: Store;
  readonly cart: { readonly reads: CartReads };
  readonly catalog: CatalogReads;
  readonly inventory: InventoryReads;
  readonly clock: Clock;
  readonly tables: { readonly taxRates: TaxRates; readonly shippingRates: ShippingRates; readonly currency: string };
}

interface Wanted {
  readonly productId: string;
  readonly sku?: string | undefined;
  readonly quantity: number;
}

/** What somebody wants to buy, with what is known of it now. */
export interface Basket {
  readonly items: readonly Wanted[];
  readonly products: readonly SellableProduct[];
  readonly pools: readonly Pool[];
  /** Where the items lie, if they were not named one by one. */
  readonly cart?: Cart;
}

type BasketReads = [
  products: KeyedRead<readonly SellableProduct[]>,
  pools: KeyedRead<readonly Pool[]>,
  cart: KeyedRead<Cart | undefined>,
];

const goods = ({ catalog, inventory }: BasketPorts, items: readonly Wanted[]) =>
  [
    catalog.sellable([...new Set(items.map(({ productId }) => productId))]),
    inventory.pools([...new Set(items.flatMap(({ sku }) => sku ?? []))]),
  ] as const;

/** What has to be read of a basket, together with whatever else is: the goods of named items, or the customer's cart. */
export function basketReads(ports: BasketPorts, userId: string, items: readonly Wanted[] | undefined): BasketReads {
  const cart = ports.cart.reads.cart(cartIdOf({ kind: 'user', userId }));
  return [...goods(ports, items ?? []), items ? { ...cart, keys: [] } : cart];
}

/**
 * The basket of what was read: the named items, or the customer's cart, whose goods take another request. Throws `cart-empty`
 * where there is nothing in it.
 */
export async function basketOf(
  ports: BasketPorts,
  userId: string,
  items: readonly Wanted[] | undefined,
  [products, pools, found]: readonly [readonly SellableProduct[], readonly Pool[], Cart | undefined],
): Promise<Basket> {
  if (items) return { items, products, pools };
  const cart = presentCart(found, cartIdOf({ kind: 'user', userId }), ports.clock.now());
  if (cart.lines.length === 0) throw new DomainError('conflict', 'cart-empty', 'There is nothing in the cart.');
  const [theirs, units] = await ports.store.readTogether([...goods(ports, cart.lines)]);
  return { items: cart.lines, products: theirs, pools: units, cart };
}

/**
 * What a basket costs in a country: the one reckoning of preview and checkout. Throws `not-purchasable`, naming all that is, and
 * `country-not-served`.
 */
export function priceBasket({ items, products }: Basket, country: string, tables: BasketPorts['tables']): Totals {
  const offers = items.map((item) => offerOf(item, products));
  const without = items.flatMap((item, index) => (typeof offers[index] === 'string' ? [{ item, index }] : []));
  if (without.length > 0) {
    throw new DomainError('conflict', 'not-purchasable', 'Something in the order cannot be bought this way.', {
      errors: without.map(({ index }) => ({ pointer: `/items/${index}`, message: 'not purchasable' })),
      members: { items: without.map(({ item: { productId, sku } }) => ({ productId, ...(sku ? { sku } : {}) })) },
    });
  }
  const bought = (offers as Offer[]).map(
    (offer, index): PricedProduct => ({ ...offer, quantity: items[index]?.quantity ?? 0 }),
  );
  const totals = priceOrder(bought, country, tables);
  if (!totals) {
    throw new DomainError('invalid', 'country-not-served', 'We do not deliver to that country yet.', {
      errors: [{ pointer: '/shippingAddress/country', message: 'not served' }],
    });
  }
  return totals;
}

/** Throws `insufficient-stock` where the pools are short already; the saga's reservation decides in the end. */
export async function assertInStock(
  { store, inventory }: Pick<BasketPorts, 'store' | 'inventory'>,
  { pools }: Pick<Basket, 'pools'>,
  { lines }: Pick<Totals, 'lines'>,
): Promise<void> {
  const wanted = wantedUnits(stockLines(lines));
  const unread = wanted.map(({ sku }) => sku).filter((sku) => !pools.some((pool) => pool.sku === sku));
  const [more] = unread.length > 0 ? await store.readTogether([inventory.pools(unread)]) : [[]];
  const short = shortSkus(wanted, [...pools, ...more]);
  if (short.length > 0) {
    throw new DomainError('conflict', 'insufficient-stock', 'There is not enough in stock.', {
      members: { skus: short },
    });
  }
}
