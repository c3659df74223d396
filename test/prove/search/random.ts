/** Chance that is the same in every run. */
export interface Chance {
  /** From 0 up to 1, without 1. */
  next(): number;
  /** A whole number below `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32, a generator with 32 bits of state: enough for test data. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { next, below, pick: <T>(items: readonly T[]) => items[below(items.length)] as T };
}

/** Draws ranks from 0 to `count` - 1, rank r as often as 1/(r + 2.7)^exponent (Zipf and Mandelbrot). */
export function zipf(count: number, exponent: number): (chance: Chance) => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) {
    sum += (rank + 2.7) ** -exponent;
    sums[rank] = sum;
  }
  return (chance) => {
    const wanted = chance.next() * sum;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
