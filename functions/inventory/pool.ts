/**
 * A pool of units of one SKU. Its units lie in one bucket, or are spread over several items while there is a rush, so that
 * buyers do not queue for one item. Bucket 0 is the pool's head: it also says how many buckets there are and what staff
 * have set. Units that come back always go to bucket 0, so the other buckets only shrink unless staff change the pool.
 */
import { createHash } from 'node:crypto';
import { availabilityOf, DEFAULT_LOW_AT, type StockChange, type StockLevel, type StockReason } from './contract.ts';

export interface Bucket {
  readonly sku: string;
  readonly number: number;
  readonly available: number;
  /** Counts every change of its units. */
  readonly version: number;
}

/** What staff last did to a pool. */
export interface LastChange {
  readonly reason: StockReason;
  readonly note?: string;
  readonly at: string;
}

/** Bucket 0 with what is known of the whole pool. */
export interface PoolHead extends Bucket {
  /** Counts the changes by staff: what they decide on. Sales leave it alone. */
  readonly revision: number;
  readonly buckets: number;
  /** Units in the other buckets, or more: what is taken there is not told here at once. */
  readonly elsewhere: number;
  readonly lowAt: number;
  /** Whether staff were told that it is low, and how often that was. */
  readonly isLow: boolean;
  readonly crossings: number;
  readonly lastChange?: LastChange;
}

/** A pool with all its buckets, in their order. */
export interface WholePool {
  readonly head: PoolHead;
  readonly buckets: readonly Bucket[];
}

/** Units of one bucket. */
export interface Part {
  readonly sku: string;
  readonly bucket: number;
  readonly quantity: number;
}

/** The pool of a SKU that nobody has stocked yet: no units, version 0. */
export const emptyPool = (sku: string): WholePool => {
  const head: PoolHead = {
    sku,
    number: 0,
    available: 0,
    version: 0,
    revision: 0,
    buckets: 1,
    elsewhere: 0,
    lowAt: DEFAULT_LOW_AT,
    isLow: false,
    crossings: 0,
  };
  return { head, buckets: [head] };
};

/** Units of all buckets that nobody holds. */
export const unitsIn = (buckets: readonly Pick<Bucket, 'available'>[]): number =>
  buckets.reduce((total, { available }) => total + available, 0);

/** The bucket at which an order begins to look: orders are spread evenly over them. In: how many buckets there are. */
export const firstBucket = (orderId: string, sku: string, buckets: number): number =>
  createHash('sha256').update(`${orderId}#${sku}`).digest().readUInt32BE(0) % buckets;

/**
 * Where to take units from: the first bucket from `start` on that has them all, else several buckets together. Nothing
 * where the pool has fewer.
 */
export function partsOf(buckets: readonly Bucket[], quantity: number, start: number): Part[] | undefined {
  const walk = [...buckets.slice(start), ...buckets.slice(0, start)];
  const enough = walk.find(({ available }) => available >= quantity);
  if (enough) return [{ sku: enough.sku, bucket: enough.number, quantity }];
  let missing = quantity;
  const parts: Part[] = [];
  for (const { sku, number, available } of walk) {
    const part = Math.min(available, missing);
    if (part > 0) parts.push({ sku, bucket: number, quantity: part });
    missing -= part;
  }
  return missing > 0 ? undefined : parts;
}

/** Units laid out over so many buckets: each has the same, but for one that the first ones have more. */
const evenly = (units: number, buckets: number): number[] =>
  Array.from({ length: buckets }, (_, number) => Math.floor(units / buckets) + (number < units % buckets ? 1 : 0));

/** What becomes of a pool's buckets: all of it in one transaction. */
export interface PoolChange {
  /** Units that came into the pool or left it. */
  readonly delta: number;
  /** Buckets that stay, with the units that each gains or loses. */
  readonly moves: readonly { readonly number: number; readonly delta: number }[];
  /** New buckets with their units. */
  readonly opened: readonly { readonly number: number; readonly units: number }[];
  /** Buckets that go, as they were read: their units are among the moves. */
  readonly closed: readonly Bucket[];
  readonly lowAt: number;
  /** Counted units are right only if nobody bought meanwhile. */
  readonly exact: boolean;
}

/** Fewer units would be left than checkouts hold. */
export const BELOW_HELD = 'below-held';

/**
 * The change that staff ask for. In: the pool as it was read, what is asked, and the units that checkouts hold. Out: what
 * to do with its buckets, or `below-held`. A pool that stays as wide as it is keeps its units where they are: new ones are
 * dealt out evenly, and lost ones are taken from the fullest buckets.
 */
export function poolChange(pool: WholePool, asked: StockChange, held: number): PoolChange | typeof BELOW_HELD {
  const { head, buckets } = pool;
  const there = unitsIn(buckets);
  const delta = asked.onHand === undefined ? (asked.delta ?? 0) : asked.onHand - held - there;
  if (there + delta < 0) return BELOW_HELD;
  const width = asked.buckets ?? head.buckets;
  const after = asked.buckets === undefined ? changedBy(buckets, delta) : evenly(there + delta, width);
  return {
    delta,
    moves: buckets
      .filter(({ number }) => number < width)
      .map(({ number, available }) => ({ number, delta: (after[number] ?? 0) - available })),
    opened: after.flatMap((units, number) => (number < buckets.length ? [] : [{ number, units }])),
    closed: buckets.filter(({ number }) => number >= width),
    lowAt: asked.lowAt ?? head.lowAt,
    exact: asked.onHand !== undefined,
  };
}

/** Units of each bucket after so many came or went. */
function changedBy(buckets: readonly Bucket[], delta: number): number[] {
  if (delta >= 0) {
    const gains = evenly(delta, buckets.length);
    return buckets.map(({ available }, number) => available + (gains[number] ?? 0));
  }
  let missing = -delta;
  const left = buckets.map(({ available }) => available);
  for (const { number, available } of buckets.toSorted((a, b) => b.available - a.available)) {
    const lost = Math.min(available, missing);
    left[number] = available - lost;
    missing -= lost;
  }
  return left;
}

/** The units of the other buckets after a change, or more of them: meanwhile they can only have shrunk. */
export const elsewhereAfter = ({ head, buckets }: WholePool, { moves, opened }: PoolChange): number => {
  const gained = new Map(moves.map(({ number, delta }) => [number, delta]));
  const kept = buckets.filter(({ number }) => number !== head.number && gained.has(number));
  return (
    unitsIn(kept) +
    kept.reduce((total, { number }) => total + (gained.get(number) ?? 0), 0) +
    opened.reduce((total, { units }) => total + units, 0)
  );
};

/** A pool as staff see it. In: the pool, and the units that checkouts hold. */
export const stockLevel = ({ head, buckets }: WholePool, held: number): StockLevel => {
  const available = unitsIn(buckets);
  return {
    sku: head.sku,
    availability: availabilityOf(available),
    onHand: available + held,
    held,
    available,
    buckets: head.buckets,
    lowAt: head.lowAt,
    low: available <= head.lowAt,
    ...(head.lastChange ? { lastChange: head.lastChange } : {}),
    version: head.revision,
  };
};

/**
 * What the head of a pool should say now, where it says something else: whether the pool is low, and how much lies in the
 * other buckets. The latter only when shoppers would read another availability, because each such write queues with the buyers.
 */
export function watched({
  head,
  buckets,
}: WholePool): { readonly isLow: boolean; readonly elsewhere: number } | undefined {
  const available = unitsIn(buckets);
  const isLow = available <= head.lowAt;
  const shown = availabilityOf(head.available + head.elsewhere);
  if (isLow === head.isLow && shown === availabilityOf(available)) return undefined;
  return { isLow, elsewhere: available - head.available };
}
