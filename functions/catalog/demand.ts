/**
 * What is asked for at present. Each order of a product counts once, whatever its quantity, a cart that it was put into a
 * quarter of that, and half as much with every seven days that it is old: one week of the shop is compared with the one
 * before, and one buyer makes no trend.
 *
 * The decay is told forward (Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay, ICDE 2009): an order weighs 2 to the power of
 * the weeks that had passed by then since the year 2026. Sums of such weights stand in the same proportion at any later time, so
 * nothing has to be counted down, and they may be added up in any order. They stay within a double until 2045.
 */

const HALF_LIFE_MS = 7 * 24 * 3_600_000;
const BEGINNING = Date.parse('2026-01-01T00:00:00.000Z');

/** What shows that a product is asked for. */
export type Signal = 'order' | 'cart';

/** What a signal counts, in orders. Most carts are left, so one is worth less than an order: a quarter, our own choice. */
const SHARES: Readonly<Record<Signal, number>> = { order: 1, cart: 0.25 };

/** In: when something was ordered, or put into a cart. Out: what it weighs. */
export const weightOf = (at: Date, signal: Signal = 'order'): number =>
  SHARES[signal] * 2 ** ((at.getTime() - BEGINNING) / HALF_LIFE_MS);

/** In: what a product's orders and carts weigh, when. Out: how many orders of this moment they come to. */
export const ordersNow = (sum: number, now: Date): number => sum / weightOf(now);

/** Steps in which a rank moves, so that a card is not written for every order: 16 for each doubling, which is 4 %. */
const STEPS = 16;

/** The rank of a product among what is asked for; 0 where nothing was. In: what its orders and carts weigh. */
export const trendOf = (sum: number | undefined): number =>
  sum === undefined ? 0 : Math.max(1, Math.floor(Math.log2(sum) * STEPS));

/** How often a product was ordered together with another one. */
export interface Companion {
  readonly productId: string;
  /** The weights of the orders that have both. */
  readonly sum: number;
}

/** Companions of one product that are kept. */
export const MAX_COMPANIONS = 20;

/**
 * The companions after another order. In: those that were kept, the other products of the order, its weight. Out: the
 * strongest of them, at most 20. One that is new takes the place of the weakest and what that one had, so that a rising one is
 * not kept out for ever (Space-Saving: Metwally, Agrawal, El Abbadi, ICDT 2005): no sum is too low.
 */
export function withOrder(kept: readonly Companion[], others: readonly string[], weight: number): Companion[] {
  return others.reduce<Companion[]>((companions, productId) => {
    const known = companions.find((one) => one.productId === productId);
    const rest = companions.filter((one) => one !== known);
    const weakest = known === undefined && rest.length >= MAX_COMPANIONS ? rest.pop() : undefined;
    const sum = (known ?? weakest)?.sum ?? 0;
    return [...rest, { productId, sum: sum + weight }].toSorted(strongestFirst);
  }, kept.toSorted(strongestFirst));
}

const strongestFirst = (a: Companion, b: Companion): number => b.sum - a.sum || (a.productId < b.productId ? -1 : 1);
