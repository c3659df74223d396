import type { InventoryReads, Pool } from '../inventory/reads.ts';
import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { count, log } from '../shared/observability.ts';
import type { Store } from '../shared/store/store.ts';
import type { ProductDto, ReadProduct } from './contract.ts';
import { type Product, pooledSkus } from './product.ts';
import { productAvailability, UNRATED, variantAvailability } from './product-card.ts';
import type { CatalogReads } from './reads.ts';

interface Ports {
  readonly store: Store;
  readonly catalog: CatalogReads;
  readonly inventory: InventoryReads;
}

/** Seconds that a product may be shown after it was read; a checkout looks at price and stock itself. */
const FRESH_SECONDS = 10;

/**
 * A product with its stock as it is now. While the stock cannot be read, the page is shown all the same: with the
 * availability that its card knew last, and without that of the single variants. Throws `NotFound`, also for a
 * product that is not on sale any more.
 */
export const readProduct =
  (ports: Ports) =>
  async ({ params: { productId } }: Request<typeof ReadProduct>) => {
    const [[product]] = await ports.store.readTogether([ports.catalog.products([productId])]);
    if (!product?.active) throw new NotFound();
    const { pools, card } = await stockAndCard(ports, product);
    return new Reply(
      {
        product: productDto(product, pools),
        availability: pools ? productAvailability(product, pools) : card.availability,
        rating: card?.rating ?? UNRATED,
        reviews: [],
        related: [],
      },
      { 'cache-control': pools ? `public, max-age=${FRESH_SECONDS}` : 'no-store' },
    );
  };

async function stockAndCard({ store, catalog, inventory }: Ports, product: Product) {
  const cards = catalog.cards([product]);
  try {
    const [pools, [card]] = await store.readTogether([inventory.pools(pooledSkus(product)), cards]);
    return { pools, card };
  } catch (error) {
    const [[card]] = await store.readTogether([cards]);
    if (!card) throw error;
    log.error('stock unreadable, shown without', error, { productId: product.id });
    count('StockUnreadable');
    return { pools: undefined, card };
  }
}

function productDto(product: Product, pools: readonly Pool[] | undefined): ProductDto {
  const { id, slug, name, kind, department, category, description, images, configuration } = product;
  return {
    id,
    slug,
    name,
    kind,
    department,
    category,
    description,
    variants: product.variants.map((variant) => ({
      ...variant,
      ...(pools ? { availability: variantAvailability(kind, variant.sku, pools) } : {}),
    })),
    images,
    ...(configuration ? { configuration } : {}),
    updatedAt: product.updatedAt,
    version: product.version,
  };
}
