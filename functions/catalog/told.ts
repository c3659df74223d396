/**
 * What other contexts count of products and cards show. The catalog keeps what it was told last, beside the card: a product that is
 * withdrawn loses its card and not its reviews. A row more in `TOLD` is a field more on every card.
 */
import type * as z from 'zod';
import { RatingChanged } from '../reviews/contract.ts';
import type { DataOf, EventDefinition } from '../shared/events/event.ts';
import { Rating, ratingOf } from './rating.ts';

interface Row<E extends EventDefinition, Shown extends z.ZodType> {
  /** Tells the whole of it with the product's id, in the order of its sequence. */
  readonly event: E;
  /** What a card shows of it. */
  readonly shown: Shown;
  /** In: what was told last; nothing as long as nothing was told. */
  readonly show: (told: DataOf<E> | undefined) => z.infer<Shown>;
}
const row = <E extends EventDefinition, Shown extends z.ZodType>(one: Row<E, Shown>): Row<E, Shown> => one;

/** By the card's field. */
export const TOLD = {
  rating: row({ event: RatingChanged, shown: Rating, show: ratingOf }),
};

export type ToldName = keyof typeof TOLD;
export const TOLD_NAMES = Object.keys(TOLD) as ToldName[];

/** What was told of a product last, as it is kept: `version` is the sequence of the event. */
export interface Told {
  readonly productId: string;
  readonly version: number;
}
/** By the card's field; what nobody has told yet is missing. */
export type AllTold = Readonly<Partial<Record<ToldName, Told>>>;

/** The fields of a card. */
export type ToldFields = { readonly [Name in ToldName]: z.infer<(typeof TOLD)[Name]['shown']> };

const fields = (valueOf: (name: ToldName) => unknown): object =>
  Object.fromEntries(TOLD_NAMES.map((name) => [name, valueOf(name)]));

/** The schemas of the fields. */
export const TOLD_SHAPE = fields((name) => TOLD[name].shown) as {
  readonly [Name in ToldName]: (typeof TOLD)[Name]['shown'];
};

/** What a card shows. In: what was told. */
export const shownOf = (told: AllTold): ToldFields =>
  fields((name) => TOLD[name].show(told[name] as never)) as ToldFields;

/** The same of a card that may be older than a field. */
export const shownOn = (card: Partial<ToldFields> | undefined): ToldFields =>
  fields((name) => card?.[name] ?? TOLD[name].show(undefined)) as ToldFields;
