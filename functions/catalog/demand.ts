/**
 * What is asked for at present. Each order of a product counts once, whatever its quantity, a cart that it was put into a
 * quarter of that, and half as much with every seven days that it is old: one week of the shop is compared with the one
 * before, and one buyer makes no trend.
 *
 * The decay is told forward (Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay, ICDE 2009): an order weighs 2 to the power of
 * the weeks that had passed by then since its period began. Sums of such weights stand in the same proportion at any later time, so
 * nothing has to be counted down, and they may be added up in any order. A period is half a year, and has a sum of its own: a weight
 * is below 2^26, so 2^27 orders in one period keep a sum among the whole numbers that a double tells apart, which is all that is read
 * back from the table.
 */

const HALF_LIFE_MS = 7 * 24 * 3_600_000;
const BEGINNING = Date.parse('2026-01-01T00:00:00.000Z');
const PERIOD_WEEKS = 26;

/** Weeks since the year 2026. */
const weeksAt = (at: Date): number => (at.getTime() - BEGINNING) / HALF_LIFE_MS;

/** In: when something was ordered. Out: in which period that was; the first half of 2026 is 0. */
export const periodOf = (at: Date): number => Math.floor(weeksAt(at) / PERIOD_WEEKS);

/** What shows that a product is asked for. */
export type Signal = 'order' | 'cart';

/** What a signal counts, in orders. Most carts are left, so one is worth less than an order: a quarter, our own choice. */
const SHARES: Readonly<Record<Signal, number>> = { order: 1, cart: 0.25 };

/** In: when something was ordered, or put into a cart, and the period that it is weighed in, its own without. Out: what it weighs there. */
export const weightOf = (at: Date, signal: Signal = 'order', period = periodOf(at)): number =>
  SHARES[signal] * 2 ** (weeksAt(at) - period * PERIOD_WEEKS);

/** What weighed so much in one period weighs so much in another. */
export const carried = (sum: number, from: number, to: number): number => sum * 2 ** ((from - to) * PERIOD_WEEKS);

/** What the orders and carts of one period weigh. */
export interface PeriodSum {
  readonly period: number;
  readonly sum: number;
}

const sumIn = (period: number, sums: readonly PeriodSum[]): number =>
  sums.reduce((total, one) => total + carried(one.sum, one.period, period), 0);

/** In: what a product's orders and carts weigh, when. Out: how many orders of this moment they come to. */
export const ordersNow = (sums: readonly PeriodSum[], now: Date): number => sumIn(periodOf(now), sums) / weightOf(now);

/** Steps in which a rank moves, so that a card is not written for every order: 16 for each doubling, which is 4 %. */
const STEPS = 16;

/** The rank of a product among what is asked for; 0 where nothing was. In: what its orders and carts weigh. */
export function trendOf(sums: readonly PeriodSum[]): number {
  if (sums.length === 0) return 0;
  const newest = Math.max(...sums.map(({ period }) => period));
  return Math.max(1, Math.floor((Math.log2(sumIn(newest, sums)) + newest * PERIOD_WEEKS) * STEPS));
}

/** How often a product was ordered together with another one. */
export interface Companion {
  readonly productId: string;
  /** The weights of the orders that have both, in the period of the list. */
  readonly sum: number;
}

/** Companions of one product that are kept. */
export const MAX_COMPANIONS = 20;

/** The same companions, weighed in another period. */
export const companionsIn = (kept: readonly Companion[], from: number, to: number): readonly Companion[] =>
  from === to ? kept : kept.map(({ productId, sum }) => ({ productId, sum: carried(sum, from, to) }));

/**
 * The companions after another order. In: those that were kept, the other products of the order, its weight. Out: the
 * strongest of them, at most 20. One that is new takes the place of the weakest and what that one had, so that a rising one is
 * not kept out for ever (Space-Saving: Metwally, Agrawal, El Abbadi, ICDT 2005): no sum is too low.
 */
export function withOrder(kept: readonly Companion[], others: readonly string[], weight: number): Companion[] {
  return others.reduce<Companion[]>((companions, productId) => {
    const companion = companions.find((one) => one.productId === productId);
    const rest = companions.filter((one) => one !== companion);
    const weakest = companion === undefined && rest.length >= MAX_COMPANIONS ? rest.pop() : undefined;
    const sum = (companion ?? weakest)?.sum ?? 0;
    return [...rest, { productId, sum: sum + weight }].toSorted(strongestFirst);
  }, kept.toSorted(strongestFirst));
}

const strongestFirst = (a: Companion, b: Companion): number => b.sum - a.sum || (a.productId < b.productId ? -1 : 1);
