import type { Availability } from '../../inventory/contract.ts';
import type { Rating } from '../rating.ts';
import type { Department, ProductKind } from '../shapes.ts';

export const SEARCH_LOCALES = ['en', 'de', 'fr'] as const;
export type SearchLocale = (typeof SEARCH_LOCALES)[number];

/** What a product says in one language. */
export interface SearchTexts {
  readonly name: string;
  readonly description: string;
  /** What its tags, category and department are called in this language. */
  readonly labels: readonly string[];
}

/** A product as the search knows it. Never a price to charge: it may be some seconds old. */
export interface SearchDocument {
  readonly id: string;
  readonly slug: string;
  readonly kind: ProductKind;
  readonly department: Department;
  readonly category: string;
  /** Of the cheapest variant, minor units. */
  readonly price: { readonly amount: number; readonly currency: string };
  readonly rating: Rating;
  readonly availability: Availability;
  readonly imageUrl: string | null;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  /** Any count that grows with demand, for example units sold in thirty days. */
  readonly popularity: number;
  readonly tags: readonly string[];
  /** Ids of the products that go with it, best first; one that the search does not know goes with nothing. */
  readonly related: readonly string[];
  /** A language that is missing is answered in English. */
  readonly texts: Readonly<{ en: SearchTexts; de?: SearchTexts | undefined; fr?: SearchTexts | undefined }>;
}

/** The texts that a caller of this language sees and searches. */
export const textsIn = ({ texts }: SearchDocument, locale: SearchLocale): SearchTexts => texts[locale] ?? texts.en;
