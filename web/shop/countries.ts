/** Where the shop delivers to, by ISO 3166-1 code; the API refuses every other country with `country-not-served`. */
export const SERVED = ['AT', 'BE', 'CH', 'DE', 'FR', 'LU', 'NL'] as const;

export type Served = (typeof SERVED)[number];

export const isServed = (country: string): country is Served => SERVED.some((one) => one === country);

/** A postal code of each country that exists, for sums that depend on the country alone. */
const POSTAL_CODES: Readonly<Record<Served, string>> = {
  AT: '1010',
  BE: '1000',
  CH: '3011',
  DE: '10115',
  FR: '75001',
  LU: '1111',
  NL: '1011 AB',
};

/** An address that stands for its country, while nobody has typed one yet. */
export const somewhereIn = (country: Served) => ({
  name: '-',
  line1: '-',
  city: '-',
  postalCode: POSTAL_CODES[country],
  country,
});

/** The country that a new address starts with. In: the languages of the browser, the most wanted first. */
export function likelyCountry(languages: readonly string[]): Served {
  const regions = languages.map((language) => new Intl.Locale(language).region);
  return SERVED.find((country) => country === regions.find((region) => SERVED.some((one) => one === region))) ?? 'DE';
}
