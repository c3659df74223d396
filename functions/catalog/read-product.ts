import type { InventoryReads } from '../inventory/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { localeOf, publicFor } from '../shared/http/public-page.ts';
import { count, log } from '../shared/observability.ts';
import type { Store } from '../shared/store/store.ts';
import type { ReadProduct } from './contract.ts';
import { isOnSale, type Product, pooledSkus } from './product.ts';
import { productAvailability, UNRATED } from './product-card.ts';
import { productDto } from './product-dto.ts';
import type { CatalogReads } from './reads.ts';

interface Ports {
  readonly store: Store;
  readonly catalog: CatalogReads;
  readonly inventory: InventoryReads;
  readonly clock: Clock;
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
  async ({ params: { productId }, query, language }: Request<typeof ReadProduct>) => {
    const { locale, headers } = localeOf({ query, language });
    const id = await idOf(ports, productId);
    const [[product]] = await ports.store.readTogether([ports.catalog.products([id])]);
    if (!product || !isOnSale(product)) throw new NotFound();
    const { pools, card } = await stockAndCard(ports, product);
    return new Reply(
      {
        product: productDto(product, { pools, locale, now: ports.clock.now() }),
        availability: pools ? productAvailability(product, pools) : card.availability,
        rating: card?.rating ?? UNRATED,
        reviews: [],
        related: [],
      },
      {
        ...headers,
        'cache-control': pools ? publicFor(FRESH_SECONDS) : 'no-store',
      },
    );
  };

/** The id that a path names: itself, or that of the product that has or had the slug. Throws `NotFound`. */
async function idOf({ store, catalog }: Ports, named: string): Promise<string> {
  if (named.includes('_')) return named;
  const [id] = await store.readTogether([catalog.bySlug(named)]);
  if (id === undefined) throw new NotFound();
  return id;
}

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
