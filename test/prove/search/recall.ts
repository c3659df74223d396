import type { ProductSearch } from '../../../functions/catalog/search/product-search.ts';
import { KINDS, type Kind, type KnownTarget } from './known-targets.ts';

export interface Recall {
  /** Queries of each kind whose product is among the first twenty, and of all together; from 0 to 1. */
  readonly share: Readonly<Record<Kind | 'all', number>>;
  readonly missed: readonly KnownTarget[];
}

/** How often a search shows the product that was looked for on its first page of twenty. */
export function recallOf({ search }: ProductSearch, targets: readonly KnownTarget[]): Recall {
  const missed = targets.filter(({ text, locale, id }) => {
    const { items } = search({ text, locale, filters: {}, sort: 'relevance', limit: 20 });
    return !items.some((item) => item.id === id);
  });
  const shareOf = (among: (target: KnownTarget) => boolean) =>
    1 - missed.filter(among).length / Math.max(1, targets.filter(among).length);
  const kinds = KINDS.map((kind) => [kind, shareOf((target) => target.kind === kind)] as const);
  return { share: { ...(Object.fromEntries(kinds) as Record<Kind, number>), all: shareOf(() => true) }, missed };
}
