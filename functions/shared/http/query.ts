import * as z from 'zod';

/** A whole number in a query, in decimal digits and nothing else. In: its bounds; both are taken. */
export const queryNumber = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : text),
    z.int('decimal digits').min(min).max(max),
  );

/** `true` or `false` in a query. */
export const queryFlag = () => z.enum(['true', 'false']).transform((text) => text === 'true');
