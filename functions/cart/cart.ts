/**
 * A cart: lines, one for each thing that is meant to be bought, in the order in which they came. It belongs to a customer or
 * to a guest, and is empty once it has expired. Prices in it are those last seen; what counts is read anew.
 */
import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Locale } from '../shared/http/shapes.ts';
import { derivedId } from '../shared/ids.ts';
import type { Money } from '../shared/money.ts';
import { MAX_LINES, MAX_QUANTITY } from './contract.ts';
import type { Bought } from './offer.ts';

export interface CartLine extends Bought {
  readonly itemId: string;
  /** As it was when the line was last changed. */
  readonly name: string;
  readonly unitPrice: Money;
  readonly quantity: number;
}

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
export const itemIdOf = ({ productId, sku }: Bought): string => derivedId('itm', [productId, sku]);

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
    super('conflict', 'cart-full', `A cart takes ${MAX_LINES} lines and ${MAX_QUANTITY} of each thing.`);
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
export const quantityOf = (lines: readonly CartLine[], { productId, sku }: Bought): number =>
  lines.find((line) => line.productId === productId && line.sku === sku)?.quantity ?? 0;

/** A line as it is written: the price and the name are those seen now. */
export const lineOf = (seen: Omit<CartLine, 'itemId' | 'quantity'>, quantity: number): CartLine => ({
  itemId: itemIdOf(seen),
  productId: seen.productId,
  sku: seen.sku,
  name: seen.name,
  unitPrice: seen.unitPrice,
  quantity,
});

/**
 * The lines with so many of something, in the place where it was, else at the end. In: the new quantity, not what is added.
 * Throws `CartFull`.
 */
export function withLine(
  lines: readonly CartLine[],
  seen: Omit<CartLine, 'itemId' | 'quantity'>,
  quantity: number,
): CartLine[] {
  const line = lineOf(seen, quantity);
  const known = lines.some(({ itemId }) => itemId === line.itemId);
  if (quantity > MAX_QUANTITY || (!known && lines.length >= MAX_LINES)) throw new CartFull();
  return known ? lines.map((one) => (one.itemId === line.itemId ? line : one)) : [...lines, line];
}

/** The line that an id names: its own, or its product's. Throws `NotFound`, and `SeveralLines` where that is not one line. */
export function lineNamed(lines: readonly CartLine[], id: string): CartLine {
  const [line, another] = lines.filter(({ itemId, productId }) => id === itemId || id === productId);
  if (another) throw new SeveralLines();
  if (!line) throw new NotFound();
  return line;
}
