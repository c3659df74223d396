/** The port of the catalogue search: what can be asked, and what comes back. */
import { createHash } from 'node:crypto';
import { DomainError } from '../../shared/domain-error.ts';
import type { CardPlace } from '../catalog-keys.ts';
import type { Department, ProductCard, ProductKind } from '../shapes.ts';
import type { SearchLocale } from './search-document.ts';
import type { Word } from './words.ts';

/** A product as a snapshot shows it: whoever answers with a page reads the cards of its products, as they are now. */
export type FoundCard = Pick<
  ProductCard,
  'id' | 'slug' | 'name' | 'kind' | 'department' | 'category' | 'price' | 'rating' | 'availability' | 'imageUrl'
>;

export const SEARCH_SORTS = ['relevance', 'price', '-price', 'newest', 'rating', 'popularity'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export interface SearchFilters {
  readonly department?: Department | undefined;
  readonly category?: string | undefined;
  readonly kind?: ProductKind | undefined;
  /** Minor units, limits included. */
  readonly priceMin?: number | undefined;
  readonly priceMax?: number | undefined;
  /** `true` leaves out what is sold out, `false` shows that alone. */
  readonly inStock?: boolean | undefined;
  /** A product needs one of these. */
  readonly tags?: readonly string[] | undefined;
}

/** Where a page ended. It names no row, so it holds in the next snapshot too. */
export interface SearchPosition {
  /** Of words, language, filters and sort. */
  readonly query: string;
  /** The last product shown, and what it was sorted by. */
  readonly key: number;
  readonly id: string;
}

export interface SearchRequest {
  readonly text?: string | undefined;
  readonly locale: SearchLocale;
  readonly filters: SearchFilters;
  /** Without a text, relevance is popularity. */
  readonly sort: SearchSort;
  readonly limit: number;
  /** Behind a page before this one, or so many products left out; not both. */
  readonly position?: SearchPosition | undefined;
  readonly skip?: number | undefined;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export const FACETS = ['department', 'category', 'kind', 'price', 'inStock', 'tags'] as const;
export type FacetName = (typeof FACETS)[number];
export type Facets = Readonly<Record<FacetName, readonly FacetValue[]>>;

export interface SearchPage {
  readonly items: readonly FoundCard[];
  /** Products on all pages. */
  readonly total: number;
  readonly facets: Facets;
  readonly next?: SearchPosition;
  /** What to search for instead, where the words as they were typed find nothing. */
  readonly suggestion?: string;
}

/** A search that can be closed: what it was opened from is not read after that. */
export interface Snapshot extends ProductSearch {
  readonly products: number;
  close(): void;
}

export interface ProductSearch {
  /** Throws `invalid-cursor` for a position of another query. */
  search(request: SearchRequest): SearchPage;
  /** Where the cards lie of the products that go with this one, best first; nothing for a product that the snapshot does not have. */
  related(productId: string): readonly CardPlace[] | undefined;
}

/** What a position belongs to. In: the request and the words of its text. Out: a short hash. */
export function queryHash({ locale, filters, sort }: SearchRequest, words: readonly Word[]): string {
  const { department, category, kind, priceMin, priceMax, inStock, tags } = filters;
  const narrowed = [department, category, kind, priceMin, priceMax, inStock, [...(tags ?? [])].sort()];
  const asked = JSON.stringify([locale, sort, narrowed, words.map(({ forms }) => forms)]);
  return createHash('sha256').update(asked).digest('base64url').slice(0, 16);
}

/** Throws `invalid-cursor` where the position is of another query. In: the request, its hash. */
export function checkPosition({ position }: SearchRequest, query: string): void {
  if (position && position.query !== query) {
    throw new DomainError('invalid', 'invalid-cursor', 'This cursor does not belong to this list.');
  }
}

/** No search can be answered: no full text in this runtime, or no snapshot that can be read. Lists fall back to cards. */
export class SearchUnavailable extends Error {
  override name = 'SearchUnavailable';
}
