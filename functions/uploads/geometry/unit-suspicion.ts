import { type Vector } from './mesh.ts';

export type LengthUnit = 'mm' | 'cm' | 'inch' | 'm';

/** Millimetres of each unit that a file may be drawn in. */
export const UNIT_MM: Readonly<Record<LengthUnit, number>> = { mm: 1, cm: 10, inch: 25.4, m: 1000 };

/** A file whose size makes millimetres doubtful, and the size that it has in each unit. */
export interface UnitSuspicion {
  /** The likeliest answer; `too-large` when the file is beyond every machine in millimetres already. */
  readonly guess: LengthUnit | 'too-large';
  readonly readings: readonly { readonly unit: LengthUnit; readonly boundingBoxMm: Vector }[];
  /** What the header of the file claims, if it does; evidence only. */
  readonly headerUnit?: string;
}

/**
 * Longest side in file units below which a part was drawn in inches, centimetres or metres (reports 2926 and 4521 of
 * PrusaSlicer, which asks below 9 mm³).
 */
const OTHER_UNIT_BELOW = 10;
/** Below it, metres are likelier than inches: a part of 12 mm is rarer than one of half a metre. */
const METRE_BELOW = 0.5;
/** Above it, mm: larger than the machines of a print shop. */
const TOO_LARGE_ABOVE = 1_000;

const HEADER_UNITS: Readonly<Record<string, LengthUnit>> = { in: 'inch', inch: 'inch', cm: 'cm', m: 'm' };

/**
 * Whether a file without a unit may be drawn in another than millimetres. In: sides in file units, what its header claims.
 * Out: the question to ask, or nothing when millimetres are likely.
 */
export function suspectUnit(sides: Vector, headerUnit?: string): UnitSuspicion | undefined {
  const longest = Math.max(...sides);
  const guess = guessOf(longest, headerUnit);
  if (guess === undefined) return undefined;
  return {
    guess,
    readings: (Object.keys(UNIT_MM) as LengthUnit[]).map((unit) => ({
      unit,
      boundingBoxMm: sides.map((side) => side * UNIT_MM[unit]) as unknown as Vector,
    })),
    ...(headerUnit === undefined ? {} : { headerUnit }),
  };
}

function guessOf(longest: number, headerUnit: string | undefined): UnitSuspicion['guess'] | undefined {
  if (longest > TOO_LARGE_ABOVE) return 'too-large';
  const claimed = headerUnit === undefined ? undefined : HEADER_UNITS[headerUnit];
  // A header that says millimetres says what is assumed anyway, and writers put it there without looking.
  if (claimed !== undefined) return claimed;
  if (longest < METRE_BELOW) return 'm';
  return longest < OTHER_UNIT_BELOW ? 'inch' : undefined;
}
