import { call } from './client.ts';
import type { Goods } from './scenarios.ts';

interface Card {
  readonly id: string;
  readonly kind: string;
  readonly availability: string;
}

/** Something to buy, and something that is sold out, found as a customer would find them. */
export async function findGoods(apiUrl: string): Promise<Goods> {
  const cards: Card[] = [];
  let path: string | null = '/products?kind=stock&limit=100';
  while (path) {
    const page: { items: Card[]; nextCursor: string | null } = (await call(apiUrl, 'GET', path)).body;
    cards.push(...page.items);
    path = page.nextCursor ? `/products?kind=stock&limit=100&cursor=${encodeURIComponent(page.nextCursor)}` : null;
  }
  return {
    plentiful: await firstVariant(apiUrl, cards, 'in-stock'),
    soldOut: await firstVariant(apiUrl, cards, 'sold-out'),
  };
}

async function firstVariant(apiUrl: string, cards: readonly Card[], availability: string) {
  const card = cards.find((known) => known.availability === availability);
  if (!card) throw new Error(`The shop has nothing that is ${availability}`);
  const { body } = await call(apiUrl, 'GET', `/products/${card.id}`);
  return { productId: card.id, sku: String(body.product.variants[0].sku) };
}
