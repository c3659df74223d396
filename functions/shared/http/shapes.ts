import * as z from 'zod';

/**
 * So many characters that stay on one line, as a pattern's source, e.g. `*` or `{12,}`. Control characters have no place on a
 * parcel, line breaks none in a mail header, and half a character (a lone surrogate) cannot be stored.
 */
export const oneLine = (times: string): RegExp => new RegExp(String.raw`^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]${times}$`, 'u');

/** One line of text that somebody writes about themselves: a name, a street. */
export const line = (max: number) =>
  z.string().trim().min(1).max(max).regex(oneLine('*'), 'no line breaks or control characters');

/** A postal address, as every part of the API takes and shows it. */
export const Address = z
  .strictObject({
    name: line(100),
    company: line(100).optional(),
    line1: line(100),
    line2: line(100).optional(),
    city: line(80),
    postalCode: line(12),
    region: line(80).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2, e.g. DE')
      .meta({ examples: ['DE'] }),
  })
  .meta({
    id: 'Address',
    examples: [{ name: 'Grace', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' }],
  });
export type Address = z.infer<typeof Address>;

export const Locale = z.enum(['en', 'de', 'fr']).meta({ id: 'Locale' });
export type Locale = z.infer<typeof Locale>;

export const Timestamp = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });
