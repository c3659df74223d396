import { whileStale } from '../shared/store/optimistic.ts';
import { type CardPorts, refreshCard } from './refresh-cards.ts';
import type { Told, ToldName } from './told.ts';

/**
 * Keeps what another context counts of a product, and shows it on the card. In: the card's field; what was told. What is not newer
 * than what is kept changes nothing, so events may come twice, late and out of order.
 */
export const keepTold =
  (ports: CardPorts) =>
  async (name: ToldName, told: Told): Promise<void> => {
    const { store, catalog } = ports;
    const product = await whileStale(async () => {
      const [{ [name]: kept }, [found]] = await store.readTogether([
        catalog.reads.told(told.productId),
        catalog.reads.products([told.productId]),
      ]);
      if (!kept || kept.version < told.version) await store.write(catalog.writes.putTold(name, told, kept));
      return found;
    });
    // Also after a repeat: the first time may have ended between the two.
    if (product) await refreshCard(ports)(product);
  };
