/**
 * What the variants of a product have cost: as much of it as the lowest price of the 30 days before a reduction needs
 * (Directive 98/6/EC, Article 6a: a reduction is announced with the lowest price of at least 30 days before it).
 */
import type { Money } from '../shared/money.ts';

/** A price and the time from which on it was asked. */
export interface PriceEntry {
  readonly sku: string;
  readonly price: Money;
  /** RFC 3339, UTC. */
  readonly since: string;
}

const PERIOD_MS = 30 * 24 * 3_600_000;

/** More entries of one SKU than this are not kept, so that no product outgrows its item. */
const MAX_ENTRIES = 40;

const time = ({ since }: PriceEntry): number => Date.parse(since);
const cheaper = (a: PriceEntry, b: PriceEntry): boolean => a.price.amount < b.price.amount;

/**
 * The history after a SKU costs `price` from `now` on. In and out: the entries of one SKU, oldest first. The same price leaves
 * it as it is, another currency begins a new one. What was asked in the 30 days before the change stays; of more than 40
 * entries the two oldest become one at the lower of their prices, which errs in the customer's favour.
 */
export function withPrice(
  history: readonly PriceEntry[],
  { sku, price }: Omit<PriceEntry, 'since'>,
  now: Date,
): PriceEntry[] {
  const entry: PriceEntry = { sku, price, since: now.toISOString() };
  const last = history.at(-1);
  if (!last || last.price.currency !== price.currency) return [entry];
  if (last.price.amount === price.amount) return [...history];
  // What was not asked for any time was not asked: two changes in one moment are the later one.
  const before = time(last) >= now.getTime() ? history.slice(0, -1) : history;
  if (before.at(-1)?.price.amount === price.amount) return [...before];
  const kept = before.filter((_, index) => endOf(before, index, now.getTime()) > now.getTime() - PERIOD_MS);
  const [first, second, ...rest] = kept;
  if (!first || !second || kept.length < MAX_ENTRIES) return [...kept, entry];
  return [{ ...(cheaper(first, second) ? first : second), since: first.since }, ...rest, entry];
}

/** When the price of an entry ended, in milliseconds. */
const endOf = (history: readonly PriceEntry[], index: number, now: number): number => {
  const next = history[index + 1];
  return next ? time(next) : now;
};

/**
 * What has to be said beside a price that was reduced within the last 30 days: the lowest price that was asked in the 30
 * days before the reduction. Nothing where the last change was no reduction, or is longer ago. In: the entries of one SKU, oldest first.
 */
export function lowestPrice30d(history: readonly PriceEntry[], now: Date): Money | undefined {
  const [previous, last] = history.slice(-2);
  if (!previous || !last || !cheaper(last, previous)) return undefined;
  const reduced = time(last);
  if (reduced <= now.getTime() - PERIOD_MS) return undefined;
  return history
    .slice(0, -1)
    .filter((_, index) => endOf(history, index, reduced) > reduced - PERIOD_MS)
    .reduce((lowest, entry) => (cheaper(entry, lowest) ? entry : lowest)).price;
}
