import { type Availability, availabilityOf } from '../inventory/contract.ts';
import type { Locale } from '../shared/http/shapes.ts';
import { inLanguage, type Localized } from './localized.ts';
import { namesOf, type Product } from './product.ts';
import type { ProductCard, Rendition, StoredImage } from './shapes.ts';
import { shownOn } from './told.ts';

/** A product card as it lies in the listing. */
export interface Card extends Omit<ProductCard, 'name'> {
  readonly names: Localized;
  /** Its rank among what is asked for; 0 where nothing was ordered. */
  readonly trend: number;
  /** Counts the card's own changes, whoever made them: product, stock or reviews. */
  readonly version: number;
}

/** What a listing may be narrowed to, beyond department and category. Prices in minor units, limits included. */
export interface CardFilter {
  readonly kind?: ProductCard['kind'] | undefined;
  readonly priceMin?: number | undefined;
  readonly priceMax?: number | undefined;
  readonly inStock?: boolean | undefined;
}

interface Available {
  readonly sku: string;
  readonly available: number;
}

/** How available each variant of a product is, by SKU; a page is answered from it without a look at the pools. */
export interface Shelf {
  readonly productId: string;
  readonly variants: Readonly<Record<string, Availability>>;
  readonly version: number;
}

const BEST_FIRST: readonly Availability[] = ['made-to-order', 'in-stock', 'low', 'sold-out'];

/** What a shopper is told of one variant. In: the pools that were found; a pool that does not exist is sold out. */
export const variantAvailability = (kind: Product['kind'], sku: string, pools: readonly Available[]): Availability =>
  kind === 'print' ? 'made-to-order' : availabilityOf(pools.find((pool) => pool.sku === sku)?.available ?? 0);

/** What shoppers are told of each variant, by SKU. In: the pools that were found. */
export const onShelf = (
  { kind, variants }: Pick<Product, 'kind' | 'variants'>,
  pools: readonly Available[],
): Shelf['variants'] => Object.fromEntries(variants.map(({ sku }) => [sku, variantAvailability(kind, sku, pools)]));

/** A product is as available as the variant of which there is most. */
export function productAvailability(
  product: Pick<Product, 'kind' | 'variants'>,
  pools: readonly Available[],
): Availability {
  return bestOf(Object.values(onShelf(product, pools)));
}

/** The best of the variants' availabilities; of none it is sold out. */
export const bestOf = (found: readonly Availability[]): Availability =>
  BEST_FIRST.find((availability) => found.includes(availability)) ?? 'sold-out';

/** The variant whose price stands for the product: the first of the cheapest. */
export const cheapestOf = ({ variants }: Pick<Product, 'variants'>): Product['variants'][number] =>
  variants.reduce((least, variant) => (variant.price.amount < least.price.amount ? variant : least));

/** Every file of a picture says how wide it is: what is small or very high is narrower than its size. */
const WIDTH = /-(\d+)\.webp$/;

/** The files of a picture in the sizes of lists, the smallest first; sizes of a small picture are one. */
function renditionsOf({ sizes: { small, medium }, width: whole, height: high }: StoredImage): Rendition[] {
  const byWidth = new Map<number, Rendition>();
  for (const { webp, avif } of [small, medium]) {
    const width = Number(WIDTH.exec(webp)?.[1] ?? whole);
    byWidth.set(width, { width, height: Math.max(1, Math.round((width * high) / whole)), webp, avif });
  }
  return [...byWidth.values()];
}

/** What stands for a product on its card. In: the product's pictures, of which it is the first. */
export const pictureOf = ([first]: readonly StoredImage[]): Pick<Card, 'imageUrl' | 'renditions'> =>
  first ? { imageUrl: first.url, renditions: renditionsOf(first) } : { imageUrl: null, renditions: [] };

/** The card of a product as its pools stand; what is counted (its rank, and what others count) is kept from the card before. */
export function cardOf(product: Product, pools: readonly Available[], before: Card | undefined): Card {
  const { id, slug, kind, department, category, images } = product;
  return {
    id,
    slug,
    names: namesOf(product),
    kind,
    department,
    category,
    price: cheapestOf(product).price,
    ...shownOn(before),
    availability: productAvailability(product, pools),
    ...pictureOf(images),
    trend: before?.trend ?? 0,
    version: (before?.version ?? 0) + 1,
  };
}

/** A card as clients of a language see it. */
export const cardDto = (
  { id, slug, names, kind, department, category, ...shown }: Card,
  locale: Locale,
): ProductCard => ({
  id,
  slug,
  name: inLanguage(names, locale),
  kind,
  department,
  category,
  price: shown.price,
  ...shownOn(shown),
  availability: shown.availability,
  imageUrl: shown.imageUrl,
  renditions: shown.renditions,
});

/** Whether a card belongs into a listing. `inStock: true` leaves out what is sold out, `false` shows that alone. */
export const matches = (card: Card, { kind, priceMin, priceMax, inStock }: CardFilter): boolean =>
  (kind === undefined || card.kind === kind) &&
  (priceMin === undefined || card.price.amount >= priceMin) &&
  (priceMax === undefined || card.price.amount <= priceMax) &&
  (inStock === undefined || (card.availability !== 'sold-out') === inStock);
