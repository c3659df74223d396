import * as z from 'zod';

/** The step of decimal numbers in requests. */
const STEPS = 1_000_000;
const STEP = 1 / STEPS;

/**
 * A decimal number as a request may send it and a table can keep it. In: its bounds. Out: the number, rounded to a millionth.
 * Tables take no number that is closer to 0 than 1e-130 (DynamoDB, "Number"), which JSON has: 5e-324.
 */
export const decimal = (least: number, most: number) =>
  z
    .number()
    .min(least)
    .max(most)
    .overwrite((value) => Math.round(value * STEPS) / STEPS);

/** A `decimal` that is more than 0: a millionth at least. */
export const positiveDecimal = (most: number) => decimal(STEP, most);
