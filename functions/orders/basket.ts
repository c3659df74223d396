import type { BuyableItem } from '../cart/contract.ts';
import { type Cart, type CartReads, cartIdOf, offerOf, presentCart, type WantedItem, wantedOf } from '../cart/reads.ts';
import type { CatalogReads, SellableProduct } from '../catalog/reads.ts';
import { type InventoryReads, type Pool, shortSkus, wantedUnits } from '../inventory/reads.ts';
import { offeredLine } from '../quotes/guards.ts';
import type { Quote, QuotesReads } from '../quotes/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Locale } from '../shared/http/shapes.ts';
import type { KeyedRead, Store } from '../shared/store/store.ts';
import { stockLines } from './order.ts';
import {
  type PricedProduct,
  priceOrder,
  type QuotedItem,
  type ShippingRates,
  type TaxRates,
  type Totals,
} from './pricing.ts';

export interface BasketPorts {
  readonly store: Store;
  readonly cart: { readonly reads: CartReads };
  readonly catalog: CatalogReads;
  readonly inventory: InventoryReads;
  readonly quotes: { readonly reads: Pick<QuotesReads, 'quotes'> };
  readonly clock: Clock;
  readonly tables: { readonly taxRates: TaxRates; readonly shippingRates: ShippingRates; readonly currency: string };
}

/** What somebody wants to buy, with what is known of it now. */
export interface Basket {
  readonly items: readonly WantedItem[];
  readonly products: readonly SellableProduct[];
  readonly pools: readonly Pool[];
  /** Of the quotes that are wanted, those that exist, as they were read. */
  readonly quotes: readonly Quote[];
  /** Where the items lie, if they were not named one by one. */
  readonly cart?: Cart;
}

type BasketReads = [
  products: KeyedRead<readonly SellableProduct[]>,
  pools: KeyedRead<readonly Pool[]>,
  quotes: KeyedRead<readonly Quote[]>,
  cart: KeyedRead<Cart | undefined>,
];

const quoteIdsOf = (items: readonly WantedItem[]): string[] =>
  items.flatMap((item) => ('quoteId' in item ? [item.quoteId] : []));

function goods({ catalog, inventory, quotes }: BasketPorts, items: readonly WantedItem[]) {
  const products = items.flatMap((item) => ('quoteId' in item ? [] : [item]));
  return [
    catalog.sellable([...new Set(products.map(({ productId }) => productId))]),
    inventory.pools([...new Set(products.flatMap(({ sku, config }) => (sku === undefined || config ? [] : [sku])))]),
    quotes.reads.quotes(quoteIdsOf(items)),
  ] as const;
}

/** What has to be read of a basket, together with whatever else is: the goods of named items, or the customer's cart. */
export function basketReads(
  ports: BasketPorts,
  userId: string,
  items: readonly BuyableItem[] | undefined,
): BasketReads {
  const cart = ports.cart.reads.cart(cartIdOf({ kind: 'user', userId }));
  return [...goods(ports, (items ?? []).map(wantedOf)), items ? { ...cart, keys: [] } : cart];
}

/**
 * The basket of what was read: the named items, or the customer's cart, whose goods take another request. Throws `cart-empty`
 * where there is nothing in it.
 */
export async function basketOf(
  ports: BasketPorts,
  userId: string,
  items: readonly BuyableItem[] | undefined,
  [products, pools, quotes, found]: readonly [
    readonly SellableProduct[],
    readonly Pool[],
    readonly Quote[],
    Cart | undefined,
  ],
): Promise<Basket> {
  if (items) return { items: items.map(wantedOf), products, pools, quotes };
  const cart = presentCart(found, cartIdOf({ kind: 'user', userId }), ports.clock.now());
  if (cart.lines.length === 0) throw new DomainError('conflict', 'cart-empty', 'There is nothing in the cart.');
  const [theirs, units, quoted] = await ports.store.readTogether([...goods(ports, cart.lines)]);
  return { items: cart.lines, products: theirs, pools: units, quotes: quoted, cart };
}

/**
 * What a basket costs in a country: the one reckoning of preview and checkout. `user`: whose it is; goods are named in their language, as
 * in mails about the order. `now`: a quote is bought while it is an offer of theirs.
 * Throws `not-purchasable`, naming all that is, and `country-not-served`.
 */
export function priceBasket(
  { items, products, quotes }: Basket,
  country: string,
  tables: BasketPorts['tables'],
  { user, now }: { readonly user: { readonly id: string; readonly locale: Locale }; readonly now: Date },
): Totals {
  const offers = items.map((item): PricedProduct | QuotedItem | undefined => {
    if ('quoteId' in item) {
      const quote = quotes.find(({ id }) => id === item.quoteId);
      return offeredLine(quote, user.id, now);
    }
    const offer = offerOf(item, products, user.locale);
    return typeof offer === 'string' ? undefined : { ...offer, quantity: item.quantity };
  });
  const without = items.flatMap((item, index) => (offers[index] ? [] : [{ item, index }]));
  if (without.length > 0) {
    throw new DomainError('conflict', 'not-purchasable', 'Something in the order cannot be bought this way.', {
      errors: without.map(({ index }) => ({ pointer: `/items/${index}`, message: 'not purchasable' })),
      members: { items: without.map(({ item }) => namedIn(item)) },
    });
  }
  const totals = priceOrder(
    offers.flatMap((offer) => offer ?? []),
    country,
    tables,
  );
  if (!totals) {
    throw new DomainError('invalid', 'country-not-served', 'We do not deliver to that country yet.', {
      errors: [{ pointer: '/shippingAddress/country', message: 'not served' }],
    });
  }
  return totals;
}

/** What names an item in a refusal. */
const namedIn = (item: WantedItem) =>
  'quoteId' in item ? { quoteId: item.quoteId } : { productId: item.productId, ...(item.sku ? { sku: item.sku } : {}) };

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
