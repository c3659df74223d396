/** How many typing errors a word may have, and how they are counted. */

/**
 * Errors forgiven in a word: none below 4 letters, one below 8, else two. Short words have too many neighbours.
 * In: the word's length.
 */
export const forgivenTypos = (letters: number): 0 | 1 | 2 => (letters < 4 ? 0 : letters < 8 ? 1 : 2);

/**
 * The errors that make one word of the other: a letter too many, one missing, another one, or two neighbours swapped
 * (optimal string alignment, after Damerau 1964). Answers `max + 1` as soon as there are more than `max`.
 */
export function typoDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let errors = Math.min(cell(above, j) + 1, cell(row, j - 1) + 1, cell(above, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        errors = Math.min(errors, cell(before, j - 2) + 1);
      row.push(errors);
      least = Math.min(least, errors);
    }
    // A swap reaches back two rows, so one hopeless row is not enough to stop; with its neighbour it is.
    if (least > max && Math.min(...above) > max) return max + 1;
    before = above;
    above = row;
  }
  return Math.min(cell(above, b.length), max + 1);
}

const cell = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;

/** The letters of a word as a set of 32 bits. One error changes at most two bits, so very different sets need no closer look. */
export function letterSet(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

/** Whether two words of these letter sets can be within `max` errors of each other. */
export function maybeWithin(one: number, other: number, max: number): boolean {
  let differing = one ^ other;
  let bits = 0;
  for (; differing !== 0; bits++) differing &= differing - 1;
  return bits <= 2 * max;
}
