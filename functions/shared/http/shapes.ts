import * as z from 'zod';
import { isCountry, normalPostalCode, postalCodeFault } from './postal-code.ts';
import { line } from './text.ts';

export { EmailAddress } from './email-address.ts';
export { line, lines, noMarkup, oneLine } from './text.ts';
export { webUrl } from './web-url.ts';

/** A postal address, as every part of the API takes and shows it. One with more fields is made by `safeExtend`, and as strict. */
export const Address = z
  .strictObject({
    name: line(100),
    company: line(100).optional(),
    line1: line(100),
    line2: line(100).optional(),
    city: line(80),
    postalCode: line(12)
      .overwrite(normalPostalCode)
      .optional()
      .meta({ description: 'As the country writes it; needed where an address has one there', examples: ['10115'] }),
    region: line(80).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2, e.g. DE')
      .refine(isCountry, 'no country of ISO 3166-1')
      .meta({ description: 'ISO 3166-1 alpha-2; the United Kingdom is GB', examples: ['DE'] }),
  })
  .superRefine(({ country, postalCode }, { addIssue }) => {
    const message = postalCodeFault(country, postalCode);
    if (message) addIssue({ code: 'custom', path: ['postalCode'], message });
  })
  .meta({
    id: 'Address',
    examples: [{ name: 'Grace', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' }],
  });
export type Address = z.infer<typeof Address>;

/** An address as it is shown. What was taken by earlier rules, or is left of somebody who has gone, is not judged again. */
export const ShownAddress = z
  .object({
    name: z.string(),
    company: z.string().optional(),
    line1: z.string(),
    line2: z.string().optional(),
    city: z.string(),
    postalCode: z.string().optional(),
    region: z.string().optional(),
    country: z.string(),
  })
  .meta({
    id: 'ShownAddress',
    examples: [{ name: 'Grace', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' }],
  });

export const Locale = z.enum(['en', 'de', 'fr']).meta({ id: 'Locale' });
export type Locale = z.infer<typeof Locale>;

export const Timestamp = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });
