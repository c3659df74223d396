/** What a listing can be narrowed to and sorted by, and how many products that leaves. */
import type { components, operations } from '@printverse/client/api.d.ts';

export type Department = components['schemas']['Department'];

export const DEPARTMENTS = ['home', 'workshop', 'prints', 'events'] as const satisfies readonly Department[];
/** Orders of a listing besides the one by relevance; the API answers others as well. */
export const SORTS = ['newest', 'popularity', 'rating', 'price', '-price'] as const;
export type Sort = (typeof SORTS)[number];

export type Facets = operations['listProducts']['responses'][200]['content']['application/json']['facets'];

/**
 * How many products a listing has on all of its pages. Each is of one kind, and no listing is narrowed to kinds, so these
 * counts add up. Nothing while there are no counts.
 */
export function totalOf({ kind }: Facets): number | undefined {
  return kind?.reduce((sum, { count }) => sum + count, 0);
}

/** The counts of a facet by its values; nothing where a value has none. */
export const countsOf = (facets: Facets | undefined, name: string): ReadonlyMap<string, number> =>
  new Map(facets?.[name]?.map(({ value, count }) => [value, count]));

export interface PriceBand {
  /** Minor units, both included; the last band has no end. */
  readonly min: number;
  readonly max: number | undefined;
  readonly count: number;
}

/** Bands of prices, the cheapest first. In: the facet, whose values are `1000-2499` and `25000-`. */
export const priceBands = (facets: Facets | undefined): readonly PriceBand[] =>
  (facets?.['price'] ?? [])
    .flatMap(({ value, count }) => {
      const [, min, max] = /^(\d+)-(\d*)$/.exec(value) ?? [];
      return min === undefined ? [] : [{ min: Number(min), max: max ? Number(max) : undefined, count }];
    })
    .toSorted((a, b) => a.min - b.min);
