import { Reply } from '../shared/http/api.ts';
import { postalCodeOf } from '../shared/http/postal-code.ts';
import { publicFor } from '../shared/http/public-page.ts';

/** Rates change with a deployment only. */
const FRESH_SECONDS = 300;

/** Where the shop delivers to, by code, with what a parcel costs. In: the stage's rates in minor units of its currency. */
export const listCountries =
  ({
    shippingRates,
    currency,
  }: {
    readonly shippingRates: Readonly<Record<string, number>>;
    readonly currency: string;
  }) =>
  (): Promise<Reply> => {
    const items = Object.entries(shippingRates)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([country, amount]) => {
        const postalCode = postalCodeOf(country);
        return { country, shippingCost: { amount, currency }, ...(postalCode === undefined ? {} : { postalCode }) };
      });
    return Promise.resolve(new Reply({ items }, { 'cache-control': publicFor(FRESH_SECONDS) }));
  };
