import { decimalOf } from './numbers.ts';
import { refuse } from './refusals.ts';

/** A 3MF transform: row vectors, twelve numbers row by row, the last row is the translation (mm). */
export type Transform = readonly number[];

export const IDENTITY: Transform = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];

/** Entries beyond it cannot keep any part within the limit of coordinates. */
const LARGEST_ENTRY = 1e6;
/** Volume of the transformed unit cube ÷ product of its sides: below it the object is flattened. */
const FLAT_SHARE = 1e-9;
/** Below this factor of volume nothing that could be printed is left: a scale of 1e-5 a side. */
const SMALLEST_DETERMINANT = 1e-15;

/**
 * In: the attribute's text, nothing when it is absent, and the file's unit in mm, which scales translations as it does
 * vertices. Out: the transform in mm. Throws `malformed-3mf`, `out-of-range`, `singular-transform`.
 */
export function parseTransform(text: string | undefined, unitMm: number): Transform {
  if (text === undefined) return IDENTITY;
  const words = text.trim().split(/\s+/, 13);
  if (words.length !== 12) refuse('malformed-3mf', 'a transform has twelve numbers');
  const numbers = words.map(entryOf);
  const transform = numbers.map((value, index) => (index < 9 ? value : value * unitMm));
  if (transform.some((value) => Math.abs(value) > LARGEST_ENTRY)) refuse('out-of-range', `transform "${text}"`);
  checkDeterminant(transform);
  return transform;
}

/** A wrong number makes the transform a wrong one. */
const entryOf = (word: string): number =>
  decimalOf(word) ?? refuse('malformed-3mf', `"${word}" in a transform is not a number`);

/** Throws `singular-transform` for a transform that leaves no volume. */
function checkDeterminant(transform: Transform): void {
  const [a, b, c, d, e, f, g, h, i] = transform as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const sides = Math.hypot(a, b, c) * Math.hypot(d, e, f) * Math.hypot(g, h, i);
  const size = Math.abs(determinant(transform));
  if (!(size > SMALLEST_DETERMINANT && size > sides * FLAT_SHARE)) refuse('singular-transform');
}

/** The factor by which volumes grow; negative when the transform mirrors. */
export function determinant(transform: Transform): number {
  const [a, b, c, d, e, f, g, h, i] = transform as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** The transform that does `first`, then `second`. */
export function compose(first: Transform, second: Transform): Transform {
  const result: number[] = [];
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 3; column++) {
      let sum = row === 3 ? second[9 + column]! : 0;
      for (let k = 0; k < 3; k++) sum += first[row * 3 + k]! * second[k * 3 + column]!;
      result.push(sum);
    }
  }
  return result;
}
