import { whileStale } from '../shared/store/optimistic.ts';
import type { Signal } from './demand.ts';
import { type CardPorts, refreshCard } from './refresh-cards.ts';
import { type RelatePorts, relateProduct } from './relate-product.ts';

/** An order or a cart, as far as it says what is asked for. */
export interface Demand {
  readonly signal: Signal;
  /** The order or the cart: it counts once for each product. */
  readonly id: string;
  /** What is in it, each product once or more often. */
  readonly productIds: readonly string[];
  readonly at: Date;
}

/**
 * Counts an order or a cart for each of its products, once however often it is told, and what was bought together; then brings
 * the products' cards and what goes with them up to date. A product that is not in the catalog concerns nobody.
 */
export const keepDemand =
  (ports: RelatePorts & CardPorts) =>
  async ({ signal, id: source, productIds, at }: Demand): Promise<void> => {
    const { store, catalog } = ports;
    const ids = [...new Set(productIds)];
    const [products] = await store.readTogether([catalog.reads.products(ids)]);
    for (const product of products) {
      const { id } = product;
      const others = ids.filter((other) => other !== id);
      await whileStale(async () => {
        const [counted, [before]] = await store.readTogether([
          catalog.reads.isCounted(id, source),
          catalog.reads.companions([id]),
        ]);
        if (counted) return;
        await store.commit(catalog.writes.countDemand({ productId: id, signal, source, others, before, at }));
      });
      await refreshCard(ports)(product);
      await relateProduct(ports)(id);
    }
  };
