import type { operations } from '@printverse/client/api.d.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, shop } from './client.ts';

type Answer = operations['listDeliveryCountries']['responses'][200]['content']['application/json'];
/** A country that the shop delivers to. */
export type Delivery = Answer['items'][number];

const SELDOM_MS = 300_000;

const deliveries = () =>
  queryOptions({
    queryKey: ['countries'],
    queryFn: async ({ signal }) => (await answered(shop.GET('/checkout/countries', { signal }))).items,
    staleTime: SELDOM_MS,
  });

/** Where the shop delivers to; nothing while that is read. */
export const useDeliveries = (): readonly Delivery[] | undefined => useQuery(deliveries()).data;

/** An address that stands for its country, while nobody has typed one yet. */
export const somewhereIn = ({ country, postalCode }: Delivery) => ({
  name: '-',
  line1: '-',
  city: '-',
  country,
  ...(postalCode === undefined ? {} : { postalCode }),
});

/** The country that a new address starts with. In: where the shop delivers, and the languages of the browser, the most wanted first. */
export function likelyCountry(served: readonly Delivery[], languages: readonly string[]): string {
  const wanted = languages.map((language) => new Intl.Locale(language).maximize().region);
  const regions = wanted.filter((region) => served.some(({ country }) => country === region));
  return regions[0] ?? served[0]?.country ?? '';
}
