import type { CatalogReads, SellableProduct } from '../catalog/reads.ts';
import { availabilityOf } from '../inventory/contract.ts';
import type { InventoryReads, Pool } from '../inventory/reads.ts';
import type { Locale } from '../shared/http/shapes.ts';
import { equals, money, sum, times } from '../shared/money.ts';
import type { Store } from '../shared/store/store.ts';
import type { Cart, CartLine } from './cart.ts';
import type { CartDto } from './contract.ts';
import { offerOf } from './offer.ts';

/** What is on sale and on the shelves of the things that somebody asks about. */
export interface Goods {
  readonly products: readonly SellableProduct[];
  readonly pools: readonly Pool[];
}

export interface GoodsPorts {
  readonly store: Store;
  readonly catalog: CatalogReads;
  readonly inventory: InventoryReads;
}

type Wanted = { readonly productId: string; readonly sku?: string | undefined };

/** Products and pools of what is wanted, in one request; of what has no SKU yet, the product alone. */
export async function goodsOf({ store, catalog, inventory }: GoodsPorts, wanted: readonly Wanted[]): Promise<Goods> {
  if (wanted.length === 0) return { products: [], pools: [] };
  const [products, pools] = await store.readTogether([
    catalog.sellable([...new Set(wanted.map(({ productId }) => productId))]),
    inventory.pools([...new Set(wanted.flatMap(({ sku }) => sku ?? []))]),
  ]);
  return { products, pools };
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
  const { itemId, productId, sku, quantity } = line;
  const offer = offerOf(line, goods.products, language);
  if (typeof offer === 'string') {
    const { name, unitPrice } = line;
    const lineTotal = money(0, unitPrice.currency);
    return { itemId, productId, sku, name, quantity, unitPrice, lineTotal, availability: 'sold-out', gone: true };
  }
  const { name, unitPrice } = offer;
  return {
    itemId,
    productId,
    sku,
    name,
    quantity,
    unitPrice,
    lineTotal: times(unitPrice, quantity),
    availability: availabilityOf(unitsOf(goods, sku)),
    ...(equals(unitPrice, line.unitPrice) ? {} : { priceChanged: { from: line.unitPrice } }),
  };
}
