import type { ProductCard } from '@printverse/client/api.d.ts';
import { answered, type ShopClient } from '@printverse/client/shop-client.ts';
import type { Goods } from './scenarios.ts';

/** Something to buy, and something that is sold out, found as a customer would find them. */
export async function findGoods(shop: ShopClient): Promise<Goods> {
  const cards: ProductCard[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { kind: 'stock' as const, limit: 100, ...(cursor ? { cursor } : {}) };
    const page = await answered(shop.GET('/products', { params: { query } }));
    cards.push(...page.items);
    cursor = page.nextCursor;
  }
  return {
    plentiful: await firstVariant(shop, cards, 'in-stock'),
    soldOut: await firstVariant(shop, cards, 'sold-out'),
  };
}

async function firstVariant(
  shop: ShopClient,
  cards: readonly ProductCard[],
  availability: ProductCard['availability'],
) {
  const productId = cards.find((card) => card.availability === availability)?.id;
  if (!productId) throw new Error(`The shop has nothing that is ${availability}`);
  const { product } = await answered(shop.GET('/products/{productId}', { params: { path: { productId } } }));
  const [variant] = product.variants;
  if (!variant) throw new Error(`${productId} has no variant`);
  return { productId, sku: variant.sku };
}
