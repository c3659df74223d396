/** Items of earlier forms, as they are read today. */
import type { Upcast } from '../shared/store/decode.ts';
import { carried } from './demand.ts';

/**
 * A product of version 1: in English alone, on sale or not, with links where pictures are today. Those led nowhere and are
 * dropped; what it cost before is not known.
 */
export const productOfV1: Upcast = ({ name, description, active, images: _, ...product }) => ({
  ...product,
  tags: [],
  status: active === true ? 'ACTIVE' : 'WITHDRAWN',
  texts: { en: { name, description } },
  images: [],
  variants: variantsOf(product).map((variant) => ({ ...variant, name: { en: variant.name } })),
  prices: variantsOf(product).map(({ sku, price }) => ({ sku, price, since: product['createdAt'] })),
});

const variantsOf = ({ variants }: Parameters<Upcast>[0]) =>
  variants as { readonly sku: string; readonly name: string; readonly price: unknown }[];

/** A card of version 1: its name in English. One that was refreshed since has its names, and no longer the one. */
export const cardOfV1: Upcast = ({ name, ...card }) => ({ names: { en: name }, trend: 0, ...card });

/** A card of version 2: its picture in one size. One that was given a picture since has it in the sizes of lists. */
export const cardOfV2: Upcast = (card) => ({ renditions: [], ...card });

/** Demand of version 1: one sum, weighed since the year 2026, in the second half of which it ended. An update that counts leaves it where it is. */
export const demandOfV1: Upcast = ({ sum, ...demand }) => ({ ...demand, sum1: carried(Number(sum), 0, 1) });

/** Companions in version 1 were weighed since the year 2026, which is when the first period began. */
export const companionsOfV1: Upcast = (companions) => ({ ...companions, period: 0 });

/** What was counted in version 1: orders alone. */
export const countedOfV1: Upcast = ({ orderId, ...counted }) => ({ ...counted, source: orderId });
