/** In which order products are shown. Keys are numbers, the greatest first; ties go by id. */
import type { Rating } from '../rating.ts';

/** Where a word stands says how much it means. The source of the weights is docs/adr/0019. */
export const WEIGHTS = { name: 8, labels: 4, parts: 3, description: 1 } as const;

/** Votes that every product is given, and their mean: one vote of five stars is no better than thirty of 4.6. */
const PRIOR = { votes: 10, mean: 3.8 };

/** The Bayesian mean of a rating: what it would be with ten votes of 3.8 more. */
export const ratingKey = ({ average, count }: Rating): number =>
  (average * count + PRIOR.mean * PRIOR.votes) / (count + PRIOR.votes);

/** How well the words fit, raised by what others bought: 5 % for each power of ten. */
export const relevanceKey = (fit: number, popularity: number): number => fit * (1 + Math.log10(1 + popularity) / 20);

/**
 * The first `count` of these rows that come behind a position, in their order. Rows are numbered in the order of ids.
 * In: each row's key, and the position's key and row; that row itself is behind no more. Takes n log(count) steps.
 */
export function firstRows(
  rows: Uint32Array,
  keyOf: (row: number) => number,
  count: number,
  behind: { readonly key: number; readonly row: number } | undefined,
): number[] {
  const heapRows = new Uint32Array(count);
  const heapKeys = new Float64Array(count);
  let size = 0;
  /** Whether the place `a` of the heap comes later in the order than `b`. */
  const later = (a: number, b: number): boolean => {
    const [one, other] = [heapKeys[a] ?? 0, heapKeys[b] ?? 0];
    return one === other ? (heapRows[a] ?? 0) > (heapRows[b] ?? 0) : one < other;
  };
  const put = (place: number, row: number, key: number): void => {
    heapRows[place] = row;
    heapKeys[place] = key;
  };
  const swap = (a: number, b: number): void => {
    const [row, key] = [heapRows[a] ?? 0, heapKeys[a] ?? 0];
    put(a, heapRows[b] ?? 0, heapKeys[b] ?? 0);
    put(b, row, key);
  };
  const rise = (from: number): void => {
    for (let place = from; place > 0; ) {
      const parent = (place - 1) >> 1;
      if (!later(place, parent)) return;
      swap(place, parent);
      place = parent;
    }
  };
  const sink = (): void => {
    for (let place = 0; ; ) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      let latest = place;
      if (left < size && later(left, latest)) latest = left;
      if (right < size && later(right, latest)) latest = right;
      if (latest === place) return;
      swap(place, latest);
      place = latest;
    }
  };
  for (const row of rows) {
    const key = keyOf(row);
    if (behind && (key > behind.key || (key === behind.key && row <= behind.row))) continue;
    if (size < count) {
      put(size, row, key);
      size += 1;
      rise(size - 1);
    } else if (count > 0 && (key > (heapKeys[0] ?? 0) || (key === heapKeys[0] && row < (heapRows[0] ?? 0)))) {
      put(0, row, key);
      sink();
    }
  }
  return Array.from({ length: size }, (_, place) => place)
    .sort((a, b) => (later(a, b) ? 1 : -1))
    .map((place) => heapRows[place] ?? 0);
}
