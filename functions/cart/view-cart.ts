import type { CatalogReads, SellableProduct } from '../catalog/reads.ts';
import { availabilityOf } from '../inventory/contract.ts';
import type { InventoryReads, Pool } from '../inventory/reads.ts';
import { type OfferedLine, offeredLine } from '../quotes/guards.ts';
import type { QuotesReads } from '../quotes/reads.ts';
import type { Clock } from '../shared/clock.ts';
import type { Locale } from '../shared/http/shapes.ts';
import { equals, money, sum, times } from '../shared/money.ts';
import type { Store } from '../shared/store/store.ts';
import type { Cart, CartLine, Owner } from './cart.ts';
import type { CartDto } from './contract.ts';
import { offerOf, type WantedProduct } from './offer.ts';

/** What is on sale and on the shelves of the things that somebody asks about. */
export interface Goods {
  readonly products: readonly SellableProduct[];
  readonly pools: readonly Pool[];
  /** The quotes that are whose cart it is; without a line where one is no offer now. */
  readonly quotes: readonly { readonly quoteId: string; readonly line: OfferedLine | undefined }[];
}

export interface GoodsPorts {
  readonly store: Store;
  readonly catalog: CatalogReads;
  readonly inventory: InventoryReads;
  readonly quotes: Pick<QuotesReads, 'quotes'>;
  readonly clock: Clock;
}

/** Something that somebody asks for. */
export type Wanted = WantedProduct | { readonly quoteId: string };

/** Products, pools and quotes of what is wanted, in one request; of what has no SKU yet, the product alone. In: who asks. */
export async function goodsOf(
  { store, catalog, inventory, quotes, clock }: GoodsPorts,
  owner: Owner,
  wanted: readonly Wanted[],
): Promise<Goods> {
  if (wanted.length === 0) return { products: [], pools: [], quotes: [] };
  const products = wanted.flatMap((one) => ('quoteId' in one ? [] : [one]));
  const [sold, pools, quoted] = await store.readTogether([
    catalog.sellable([...new Set(products.map(({ productId }) => productId))]),
    inventory.pools([...new Set(products.flatMap(({ sku }) => sku ?? []))]),
    quotes.quotes(wanted.flatMap((one) => ('quoteId' in one ? [one.quoteId] : []))),
  ]);
  const own = owner.kind === 'user' ? quoted.filter(({ customerId }) => customerId === owner.userId) : [];
  const now = clock.now();
  return {
    products: sold,
    pools,
    quotes: own.map((quote) => ({ quoteId: quote.id, line: offeredLine(quote, quote.customerId ?? '', now) })),
  };
}

/** Units of a SKU that nobody holds; none where there is no pool. */
export const unitsOf = ({ pools }: Pick<Goods, 'pools'>, sku: string): number =>
  pools.find((pool) => pool.sku === sku)?.available ?? 0;

/** A cart as it is shown: with names, prices and availability of now, and with what has changed since they were last seen. */
export function cartDto({ id, lines, version }: Cart, goods: Goods, currency: string, language: Locale): CartDto {
  const items = lines.map((line) => itemDto(line, goods, language));
  return {
    id,
    items,
    subtotal: sum(
      items.map(({ lineTotal }) => lineTotal),
      currency,
    ),
    currency,
    version,
  };
}

function itemDto(line: CartLine, goods: Goods, language: Locale): CartDto['items'][number] {
  const { itemId, quantity } = line;
  const about =
    'quoteId' in line
      ? { quoteId: line.quoteId }
      : { productId: line.productId, sku: line.sku, ...(line.config ? { config: line.config } : {}) };
  const offer = seenNow(line, goods, language);
  if (!offer) {
    const { name, unitPrice } = line;
    const lineTotal = money(0, unitPrice.currency);
    return { itemId, ...about, name, quantity, unitPrice, lineTotal, availability: 'sold-out', gone: true };
  }
  const { name, unitPrice, availability } = offer;
  return {
    itemId,
    ...about,
    name,
    quantity,
    unitPrice,
    lineTotal: times(unitPrice, quantity),
    availability,
    ...(equals(unitPrice, line.unitPrice) ? {} : { priceChanged: { from: line.unitPrice } }),
  };
}

/** What a line is offered as now; nothing where it is gone. */
function seenNow(line: CartLine, goods: Goods, language: Locale) {
  if ('quoteId' in line) {
    const offered = goods.quotes.find(({ quoteId }) => quoteId === line.quoteId)?.line;
    return offered && { ...offered, availability: 'made-to-order' as const };
  }
  const offer = offerOf(line, goods.products, language);
  if (typeof offer === 'string') return undefined;
  const availability = offer.print ? ('made-to-order' as const) : availabilityOf(unitsOf(goods, line.sku));
  return { ...offer, availability };
}
