import type { Cursors } from '../shared/http/cursor.ts';
import { advance, type Position, type Slice, startOf, type Walk } from './listing.ts';
import type { Card } from './product-card.ts';

export interface Cards {
  /** Up to `limit` cards of a department, of one category where it is named, behind `after`. */
  slice(request: {
    readonly department: Position['department'];
    readonly category: string | undefined;
    readonly after: Position['after'];
    readonly limit: number;
  }): Promise<Slice>;
}

interface WalkRequest {
  readonly walk: Walk;
  readonly category: string | undefined;
  readonly limit: number;
  readonly skip: number;
  readonly cursor: string | undefined;
}

/** Cards looked at in one read where a filter may refuse many of them. */
const READ_AHEAD = 200;
/** A page is short rather than slow: after so many reads it ends, and its cursor goes on. */
const MAX_READS = 8;

/** What a position in a walk is signed for: no other filter goes on with it. */
export const walkScope = ({ walk, category }: Pick<WalkRequest, 'walk' | 'category'>): readonly string[] => [
  'cards',
  JSON.stringify({ category, ...walk }),
];

/** One page of cards in the order of the shop. Without a filter and within a department that is one read. */
export const walkCards =
  ({ cards, cursors }: { readonly cards: Cards; readonly cursors: Cursors }) =>
  async ({ walk, category, limit, skip, cursor }: WalkRequest) => {
    const scope = walkScope({ walk, category });
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
    return { items, nextCursor: position ? await cursors.seal(position, scope) : null };
  };
