import { COUNTRIES } from './countries.ts';

/** How a country writes its postal codes; without a form it has none. */
export interface Country {
  /** A regular expression for the whole code, in capitals. */
  readonly form?: string | undefined;
  readonly example?: string;
  /** Whether an address is not complete without one. */
  readonly required?: boolean;
}

/** Whether a text is a country's code of ISO 3166-1 alpha-2. */
export const isCountry = (code: string): boolean => Object.hasOwn(COUNTRIES, code);

/** A postal code as it is compared and kept: in capitals, letters of full width as plain ones, blanks as one. */
export const normalPostalCode = (typed: string): string =>
  typed.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toUpperCase();

/** A postal code as a country writes it, e.g. for who asks for one; nothing where it has none. In: the country's code. */
export const postalCodeOf = (country: string): string | undefined => COUNTRIES[country]?.example;

/**
 * What is wrong with the postal code of an address, if anything is. In: a country's code, and the normalised postal code.
 * Where a country has none, whatever stands in its place is left alone: forms of other shops ask for something.
 */
export function postalCodeFault(country: string, code: string | undefined): string | undefined {
  const { form, example, required } = COUNTRIES[country] ?? {};
  if (form === undefined) return undefined;
  if (code === undefined) return required ? `needed in this country, e.g. ${example}` : undefined;
  return new RegExp(`^(?:${form})$`).test(code) ? undefined : `not a postal code of this country, e.g. ${example}`;
}
