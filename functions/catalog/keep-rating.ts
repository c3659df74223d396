import { whileStale } from '../shared/store/optimistic.ts';
import type { ProductRating } from './product-card.ts';
import { type CardPorts, refreshCard } from './refresh-cards.ts';

/**
 * Keeps the sums of a product's ratings and shows them on its card. In: the sums, at the version that the reviews count.
 * Sums that are not newer than what is kept change nothing, so events may come twice, late and out of order. They are kept
 * beside the card, because a product that is withdrawn loses its card and not its reviews.
 */
export const keepRating =
  (ports: CardPorts) =>
  async (sums: ProductRating): Promise<void> => {
    const { store, catalog } = ports;
    const product = await whileStale(async () => {
      const [[kept], [found]] = await store.readTogether([
        catalog.reads.ratings([sums.productId]),
        catalog.reads.products([sums.productId]),
      ]);
      if (!kept || kept.version < sums.version) await store.write(catalog.writes.putRating(sums, kept));
      return found;
    });
    // Also after a repeat: the first time may have ended between the two.
    if (product) await refreshCard(ports)(product);
  };
