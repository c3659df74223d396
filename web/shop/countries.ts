/** Where the shop delivers to, by ISO 3166-1 code; the API refuses every other country with `country-not-served`. */
export const SERVED = ['AT', 'BE', 'CH', 'DE', 'FR', 'LU', 'NL'] as const;

/** The country that a new address starts with. In: the languages of the browser, the most wanted first. */
export function likelyCountry(languages: readonly string[]): (typeof SERVED)[number] {
  const regions = languages.map((language) => new Intl.Locale(language).region);
  return SERVED.find((country) => country === regions.find((region) => SERVED.some((one) => one === region))) ?? 'DE';
}
