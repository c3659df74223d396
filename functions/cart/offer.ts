import type { ChosenPrint, PrintChoice } from '../catalog/contract.ts';
import type { SellableProduct } from '../catalog/reads.ts';
import type { Locale } from '../shared/http/shapes.ts';
import type { Money } from '../shared/money.ts';
import type { BuyableItem } from './contract.ts';

/** What a line of a cart or an order is about: a variant of a product; of a print, as it was chosen. */
export interface Bought {
  readonly productId: string;
  readonly sku: string;
  readonly config?: ChosenPrint;
}

/** A product that somebody asks for; without a SKU, its first variant. */
export interface WantedProduct {
  readonly productId: string;
  readonly sku?: string | undefined;
  readonly config?: PrintChoice | undefined;
}

/** Something to be bought: a product, or a quote, which is one and stays one. */
export type WantedItem = (WantedProduct & { readonly quantity: number }) | { readonly quoteId: string };

/** In: an item as it was sent, which names one of the two. Out: what is wanted. */
export const wantedOf = ({ quoteId, productId = '', quantity = 1, ...product }: BuyableItem): WantedItem =>
  quoteId === undefined ? { productId, quantity, ...product } : { quoteId };

/** A variant that can be bought, as it is offered now. */
export interface Offer extends Bought {
  /** Of the product, with the variant's where that is another one. */
  readonly name: string;
  readonly unitPrice: Money;
  /** Version of the product whose price this is. */
  readonly priceVersion: number;
  readonly taxClass: SellableProduct['taxClass'];
  /** Of a print: what was chosen, and what a piece takes of the workshop. */
  readonly print?: {
    readonly config: ChosenPrint;
    readonly grams: number;
    readonly minutes: number;
  };
}

type Variant = SellableProduct['variants'][number];

/** Why there is no offer: nothing of that name is on sale, or it is of a kind that is not sold this way. */
export type NoOffer = 'absent' | 'not-sold-so';

/**
 * What a product and a SKU mean; without a SKU, the product's first variant. In: products as they are now, the language of the name. Out: the offer,
 * or why there is none. The one rule of the cart and the checkout: a print is bought with a choice of what its product has, and where
 * its variant says what it takes of the workshop; tickets are bought in other ways.
 */
export function offerOf(
  wanted: WantedProduct,
  products: readonly SellableProduct[],
  language: Locale = 'en',
): Offer | NoOffer {
  const product = products.find(({ id }) => id === wanted.productId);
  const variant = product?.variants.find(({ sku }) => wanted.sku === undefined || sku === wanted.sku);
  if (!product?.active || !variant) return 'absent';
  const print = product.kind === 'print' ? printOf(product, variant, wanted.config) : undefined;
  if (product.kind === 'ticket' || (product.kind === 'print') !== (print !== undefined)) return 'not-sold-so';
  if (product.kind === 'stock' && wanted.config) return 'not-sold-so';
  const name = nameOf(product, variant, language);
  return {
    productId: product.id,
    sku: variant.sku,
    name: print ? `${name} (${Object.values(print.config).join(', ')})` : name,
    unitPrice: variant.price,
    priceVersion: product.version,
    taxClass: product.taxClass,
    ...(print ? { config: print.config, print } : {}),
  };
}

/** A print as it is chosen, with what a piece takes; nothing where its product or variant does not have that. */
function printOf(
  { configuration }: SellableProduct,
  { print }: Variant,
  wanted: PrintChoice | undefined,
): Offer['print'] {
  const { material, finish = configuration?.finish[0], colour = configuration?.colour[0] } = wanted ?? {};
  if (!configuration || !print || material === undefined || finish === undefined || colour === undefined)
    return undefined;
  const config = { material, finish, colour };
  const isOffered = (['material', 'finish', 'colour'] as const).every((name) =>
    configuration[name].includes(config[name]),
  );
  return isOffered ? { config, ...print } : undefined;
}

/** What is bought, in a language: the product, and which of its variants where there are several. */
function nameOf(
  product: Pick<SellableProduct, 'names' | 'variants'>,
  variant: Pick<SellableProduct, 'names'>,
  language: Locale,
): string {
  const [name, its] = [product.names[language] ?? product.names.en, variant.names[language] ?? variant.names.en];
  return product.variants.length === 1 ? name : `${name}, ${its}`;
}
