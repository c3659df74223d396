import type { Address } from '../shared/http/shapes.ts';
import type { Money } from '../shared/money.ts';

export interface Formats {
  money(amount: Money): string;
  /** Day only. */
  day(at: Date): string;
  /** Day and minute, with the time zone said: a reader may be anywhere. */
  minute(at: Date): string;
  /** As on a parcel, the country by its name. */
  address(address: Address): readonly string[];
}

/**
 * In: a BCP 47 language tag. Out: how money (minor units), times (in UTC) and addresses are written in it.
 * Amounts are divided as decimal text, so no cent is lost to floating point.
 */
export function formatsFor(language: string): Formats {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const minute = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  return {
    money: ({ amount, currency }) => {
      const format = new Intl.NumberFormat(language, { style: 'currency', currency });
      const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
      return format.format(`${amount}E-${digits}` as `${number}`);
    },
    day: (at) => day.format(at),
    minute: (at) => minute.format(at),
    address: ({ name, company, line1, line2, postalCode, city, region, country }) =>
      [name, company, line1, line2, postalCode ? `${postalCode} ${city}` : city, region, countries.of(country)].filter(
        (line) => line !== undefined,
      ),
  };
}
