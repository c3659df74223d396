/**
 * A listing walks through its departments in the order of the shop, a slice of cards at a time, and may stop behind
 * any card: the position says where it goes on.
 */
import { DEPARTMENTS } from './departments.ts';
import { type Card, type CardFilter, matches } from './product-card.ts';
import type { Department } from './shapes.ts';

export interface Position {
  readonly department: Department;
  /** The last card looked at; absent at the department's beginning. */
  readonly after?: Pick<Card, 'category' | 'slug' | 'id'>;
  /** Matching cards still to be left out. */
  readonly skip: number;
}

/** Cards of one department from a position on, in their order. */
export interface Slice {
  readonly cards: readonly Card[];
  /** Whether the department may go on behind them. */
  readonly more: boolean;
}

export interface Walk extends CardFilter {
  /** The only department to walk through, or all of them. */
  readonly department?: Department | undefined;
}

/** Where a walk begins. In: how many matching cards it leaves out first. */
export const startOf = ({ department }: Walk, skip: number): Position => ({
  department: department ?? DEPARTMENTS[0],
  skip,
});

/**
 * Takes up to `room` cards of the slice read at `position`. Answers them and where to go on, which is nowhere when
 * the walk is over. No card is ever taken twice or left out, wherever the pages end.
 */
export function advance(
  walk: Walk,
  position: Position,
  { cards, more }: Slice,
  room: number,
): { readonly taken: readonly Card[]; readonly next: Position | undefined } {
  const { department } = position;
  const taken: Card[] = [];
  let { after, skip } = position;
  for (const card of cards) {
    if (matches(card, walk)) {
      if (skip > 0) skip -= 1;
      else if (taken.length < room) taken.push(card);
      else return { taken, next: { department, ...(after ? { after } : {}), skip } };
    }
    after = { category: card.category, slug: card.slug, id: card.id };
  }
  if (more && after) return { taken, next: { department, after, skip } };
  const following = walk.department ? undefined : DEPARTMENTS[DEPARTMENTS.indexOf(department) + 1];
  return { taken, next: following && { department: following, skip } };
}
