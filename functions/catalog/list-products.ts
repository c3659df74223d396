import { Reply, type Request } from '../shared/http/api.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import { localeOf, publicFor } from '../shared/http/public-page.ts';
import type { ListProducts } from './contract.ts';
import { advance, type Position, type Slice, startOf } from './listing.ts';
import { type Card, cardDto } from './product-card.ts';

export interface Cards {
  /** Up to `limit` cards of a department, of one category where it is named, behind `after`. */
  slice(request: {
    readonly department: Position['department'];
    readonly category: string | undefined;
    readonly after: Position['after'];
    readonly limit: number;
  }): Promise<Slice>;
}

/** Cards looked at in one read where a filter may refuse many of them. */
const READ_AHEAD = 200;
/** A page is short rather than slow: after so many reads it ends, and its cursor goes on. */
const MAX_READS = 8;
/** Seconds that a listing may be shown after it was read; a checkout looks at the stock itself. */
const FRESH_SECONDS = 10;

/** One page of cards. Without a filter and within a department that is one read. */
export const listProducts =
  ({ cards, cursors }: { readonly cards: Cards; readonly cursors: Cursors }) =>
  async ({ query, language }: Request<typeof ListProducts>) => {
    const { locale: _, limit, cursor, skip = 0, category, ...walk } = query;
    const { locale, headers } = localeOf({ query, language });
    const scope = ['products', JSON.stringify({ category, ...walk })];
    const { kind, priceMin, priceMax, inStock } = walk;
    const filtered = [kind, priceMin, priceMax, inStock].some((filter) => filter !== undefined);
    let position: Position | undefined = (await cursors.open<Position>(cursor, scope)) ?? startOf(walk, skip);
    const items: Card[] = [];
    for (let reads = 0; position && items.length < limit && reads < MAX_READS; reads++) {
      const room = limit - items.length;
      // One more than the page shows tells whether there is a next one.
      const wanted = room + position.skip + 1;
      const slice: Slice = await cards.slice({
        department: position.department,
        category,
        after: position.after,
        limit: filtered ? Math.max(READ_AHEAD, wanted) : wanted,
      });
      const { taken, next } = advance(walk, position, slice, room);
      items.push(...taken);
      position = next;
    }
    const nextCursor = position ? await cursors.seal(position, scope) : null;
    return new Reply(
      { items: items.map((card) => cardDto(card, locale)), nextCursor, facets: {} },
      { ...headers, 'cache-control': publicFor(FRESH_SECONDS) },
    );
  };
