import type { SellableProduct } from '../catalog/reads.ts';
import type { Locale } from '../shared/http/shapes.ts';
import type { Money } from '../shared/money.ts';

/** What a line of a cart or an order is about: a variant of a product. */
export interface Bought {
  readonly productId: string;
  readonly sku: string;
}

/** A variant that can be bought, as it is offered now. */
export interface Offer extends Bought {
  /** Of the product, with the variant's where that is another one. */
  readonly name: string;
  readonly unitPrice: Money;
  /** Version of the product whose price this is. */
  readonly priceVersion: number;
  readonly taxClass: SellableProduct['taxClass'];
}

/** Why there is no offer: nothing of that name is on sale, or it is of a kind that is not sold this way. */
export type NoOffer = 'absent' | 'not-sold-so';

/**
 * What a product and a SKU mean; without a SKU, the product's first variant. In: products as they are now, the language of the name. Out: the offer,
 * or why there is none. The one rule of the cart and the checkout: prints and tickets are bought in other ways.
 */
export function offerOf(
  wanted: { readonly productId: string; readonly sku?: string | undefined },
  products: readonly SellableProduct[],
  language: Locale = 'en',
): Offer | NoOffer {
  const product = products.find(({ id }) => id === wanted.productId);
  const variant = product?.variants.find(({ sku }) => wanted.sku === undefined || sku === wanted.sku);
  if (!product?.active || !variant) return 'absent';
  if (product.kind !== 'stock') return 'not-sold-so';
  return {
    productId: product.id,
    sku: variant.sku,
    name: nameOf(product, variant, language),
    unitPrice: variant.price,
    priceVersion: product.version,
    taxClass: product.taxClass,
  };
}

function nameOf(
  product: Pick<SellableProduct, 'names'>,
  variant: Pick<SellableProduct, 'names'>,
  language: Locale,
): string {
  const [name, its] = [product.names[language] ?? product.names.en, variant.names[language] ?? variant.names.en];
  return its === name ? name : `${name}, ${its}`;
}
