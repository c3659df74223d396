import type { Clock } from '../shared/clock.ts';
import { log } from '../shared/observability.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { Product } from './product.ts';
import type { CatalogReads } from './reads.ts';
import { MAX_IMAGES, type StoredImage } from './shapes.ts';
import type { CatalogWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly catalog: { readonly reads: CatalogReads; readonly writes: CatalogWrites };
  readonly clock: Clock;
}

/** The product with one more picture, which is its last. In: a product that has place for it. */
export const withImage = (product: Product, image: StoredImage, now: Date): Product => ({
  ...product,
  images: [...product.images, image],
  updatedAt: now.toISOString(),
  version: product.version + 1,
});

/**
 * Gives a picture that was made to its product, whose card shows the first one. What comes twice changes nothing. A product
 * that has no place for the picture, or is gone, stays as it is: to try again would change nothing either.
 */
export const addImage =
  ({ store, catalog, clock }: Ports) =>
  ({ productId, image }: { readonly productId: string; readonly image: StoredImage }): Promise<void> =>
    whileStale(async () => {
      const [[product]] = await store.readTogether([catalog.reads.products([productId])]);
      if (!product || product.images.length >= MAX_IMAGES) {
        log.warn('a picture without a place', { productId, imageId: image.id });
        return;
      }
      if (product.images.some(({ id }) => id === image.id)) return;
      const [[card]] = await store.readTogether([catalog.reads.cards([product])]);
      const now = clock.now();
      await store.commit(
        catalog.writes.addImage({ before: product, after: withImage(product, image, now), card, now }),
      );
    });
