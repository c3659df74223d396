/**
 * A cart: lines, one for each thing that is meant to be bought, in the order in which they came. It belongs to a customer or
 * to a guest, and is empty once it has expired. Prices in it are those last seen; what counts is read anew.
 */
import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Locale } from '../shared/http/shapes.ts';
import { derivedId } from '../shared/ids.ts';
import type { Money } from '../shared/money.ts';
import { MAX_LINES, MAX_QUANTITY, MAX_QUOTES } from './contract.ts';
import type { Bought } from './offer.ts';

interface Line {
  readonly itemId: string;
  /** As it was when the line was last changed. */
  readonly name: string;
  readonly unitPrice: Money;
  readonly quantity: number;
}

/** A product, in some quantity. */
export type ProductLine = Line & Bought;

/** A quote, as it was made: always one of it. */
export interface QuoteLine extends Line {
  readonly quoteId: string;
}

export type CartLine = ProductLine | QuoteLine;

/** What a line is about. */
export type Thing = Bought | Pick<QuoteLine, 'quoteId'>;

/** A thing with the price and the name that are seen now. */
export type Seen = Thing & Pick<Line, 'name' | 'unitPrice'>;

export interface Cart {
  readonly id: string;
  readonly lines: readonly CartLine[];
  readonly updatedAt: string;
  readonly expiresAt: string;
  /** 0 for one that is not stored yet. */
  readonly version: number;
}

/** Whose cart it is. */
export type Owner =
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'guest'; readonly guestId: string };

export type Customer = Extract<Owner, { readonly kind: 'user' }>;

/** Somebody who looks into a cart: whose it is, and the language to name things in. */
export interface Visitor<O extends Owner = Owner> {
  readonly owner: O;
  readonly language: Locale;
}

/** Days that a cart is kept after its last change. */
const DAYS_KEPT = { user: 90, guest: 30 } as const satisfies Record<Owner['kind'], number>;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A cart's id is made of its owner's, and does not give it away: a guest's is a secret. */
export const cartIdOf = (owner: Owner): string =>
  derivedId('crt', owner.kind === 'user' ? ['user', owner.userId] : ['guest', owner.guestId]);

/** A line's id is made of what is bought, so it is the same in every cart. */
export function itemIdOf(thing: Thing): string {
  if ('quoteId' in thing) return derivedId('itm', ['quote', thing.quoteId]);
  const { productId, sku, config } = thing;
  return derivedId('itm', [productId, sku, ...(config ? [config.material, config.finish, config.colour] : [])]);
}

/** When a cart that is changed now will expire. */
export const expiryOf = (kind: Owner['kind'], now: Date): Date => new Date(now.getTime() + DAYS_KEPT[kind] * DAY_MS);

/** The cart of an id as it is now. In: what is stored, if anything. One that has expired is empty, and keeps its version. */
export function presentCart(found: Cart | undefined, id: string, now: Date): Cart {
  if (!found) return { id, lines: [], updatedAt: now.toISOString(), expiresAt: now.toISOString(), version: 0 };
  return Date.parse(found.expiresAt) > now.getTime() ? found : { ...found, lines: [] };
}

/** The cart takes no more. */
export class CartFull extends DomainError {
  override name = 'CartFull';
  constructor() {
    const most = `${MAX_LINES} lines, ${MAX_QUOTES} of them quotes, and ${MAX_QUANTITY} of each thing`;
    super('conflict', 'cart-full', `A cart takes ${most}.`);
  }
}

/** A product names no line where there are several of it. */
export class SeveralLines extends DomainError {
  override name = 'SeveralLines';
  constructor() {
    super('conflict', 'several-lines', 'The cart has several lines of that product. Name the line.');
  }
}

/** How many of something are in the lines. */
export function quantityOf(lines: readonly CartLine[], thing: Thing): number {
  const itemId = itemIdOf(thing);
  return lines.find((line) => line.itemId === itemId)?.quantity ?? 0;
}

/** A line as it is written: the price and the name are those seen now. */
export function lineOf(seen: Seen, quantity: number): CartLine {
  const { name, unitPrice } = seen;
  const line = { itemId: itemIdOf(seen), name, unitPrice, quantity };
  if ('quoteId' in seen) return { ...line, quoteId: seen.quoteId };
  const { productId, sku, config } = seen;
  return { ...line, productId, sku, ...(config ? { config } : {}) };
}

/**
 * The lines with so many of something, in the place where it was, else at the end. In: the new quantity, not what is added.
 * Throws `CartFull`.
 */
export function withLine(lines: readonly CartLine[], seen: Seen, quantity: number): CartLine[] {
  const line = lineOf(seen, quantity);
  const present = lines.some(({ itemId }) => itemId === line.itemId);
  if (quantity > MAX_QUANTITY || (!present && !hasRoomFor(lines, line))) throw new CartFull();
  return present ? lines.map((one) => (one.itemId === line.itemId ? line : one)) : [...lines, line];
}

/** Whether one more line may come to these. */
export const hasRoomFor = (lines: readonly CartLine[], line: CartLine): boolean =>
  lines.length < MAX_LINES && (!('quoteId' in line) || lines.filter((one) => 'quoteId' in one).length < MAX_QUOTES);

/** The line that an id names: its own, or its product's. Throws `NotFound`, and `SeveralLines` where that is not one line. */
export function lineNamed(lines: readonly CartLine[], id: string): CartLine {
  const [line, another] = lines.filter((one) => id === one.itemId || ('productId' in one && id === one.productId));
  if (another) throw new SeveralLines();
  if (!line) throw new NotFound();
  return line;
}
