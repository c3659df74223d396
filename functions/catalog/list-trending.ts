import { Reply, type Request } from '../shared/http/api.ts';
import { localeOf, publicFor } from '../shared/http/public-page.ts';
import type { ListTrending } from './contract.ts';
import { type Card, cardDto } from './product-card.ts';

/** The port to the cards of what is asked for. */
export interface TrendingCards {
  /** Up to `limit` cards, the highest rank first. */
  top(limit: number): Promise<readonly Card[]>;
}

/** Ranks move with orders, in steps; a page a minute old shows the same products. */
const FRESH_SECONDS = 30;

/** What is asked for at present, most first, with rating and availability, in one read. */
export const listTrending =
  ({ trending }: { readonly trending: TrendingCards }) =>
  async ({ query, language }: Request<typeof ListTrending>) => {
    const { locale, headers } = localeOf({ query, language });
    const cards = await trending.top(query.limit);
    return new Reply(
      { items: cards.map((card) => cardDto(card, locale)) },
      { ...headers, 'cache-control': publicFor(FRESH_SECONDS) },
    );
  };
