import type { InventoryReads } from '../inventory/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { localeOf, publicFor } from '../shared/http/public-page.ts';
import { count, log } from '../shared/observability.ts';
import type { Store } from '../shared/store/store.ts';
import type { CardPlace } from './catalog-keys.ts';
import type { ReadProduct } from './contract.ts';
import { isOnSale, type Product, pooledSkus } from './product.ts';
import { cardDto, productAvailability, UNRATED } from './product-card.ts';
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
 * A product with its stock as it is now, under its id, its slug or one that it had before. What cannot be read is left out and
 * named in `degraded`: the stock (then the page has the availability that the card knew last) and what goes with it.
 * Throws `NotFound`, also for a product that is not on sale.
 */
export const readProduct =
  (ports: Ports) =>
  async ({ params: { productId }, query, language }: Request<typeof ReadProduct>) => {
    const { locale, headers } = localeOf({ query, language });
    const id = await idOf(ports, productId);
    const [[product], [related]] = await ports.store.readTogether([
      ports.catalog.products([id]),
      ports.catalog.related([id]),
    ]);
    if (!product || !isOnSale(product)) throw new NotFound();
    const { pools, card, beside, degraded } = await partsOf(ports, product, related?.places ?? []);
    return new Reply(
      {
        product: productDto(product, { pools, locale, now: ports.clock.now() }),
        availability: pools ? productAvailability(product, pools) : card.availability,
        rating: card?.rating ?? UNRATED,
        reviews: [],
        related: beside.map((one) => cardDto(one, locale)),
        ...(degraded.length > 0 ? { degraded } : {}),
      },
      { ...headers, 'cache-control': degraded.length > 0 ? 'no-store' : publicFor(FRESH_SECONDS) },
    );
  };

/** The id that a path names: itself, or that of the product that has or had the slug. Throws `NotFound`. */
async function idOf({ store, catalog }: Ports, named: string): Promise<string> {
  if (named.includes('_')) return named;
  const [id] = await store.readTogether([catalog.bySlug(named)]);
  if (id === undefined) throw new NotFound();
  return id;
}

/** Everything beside the product in one read; where that fails, what its card knew last. */
async function partsOf({ store, catalog, inventory }: Ports, product: Product, places: readonly CardPlace[]) {
  const cards = catalog.cards([product]);
  try {
    const [pools, [card], found] = await store.readTogether([
      inventory.pools(pooledSkus(product)),
      cards,
      catalog.cards(places),
    ]);
    const beside = places.flatMap((place) => found.find(({ id }) => id === place.id) ?? []);
    return { pools, card, beside, degraded: [] };
  } catch (error) {
    const [[card]] = await store.readTogether([cards]);
    if (!card) throw error;
    log.error('stock unreadable, shown without', error, { productId: product.id });
    count('StockUnreadable');
    return { pools: undefined, card, beside: [], degraded: ['stock' as const, 'related' as const] };
  }
}
