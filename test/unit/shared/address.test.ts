import { describe, expect, test } from 'vitest';
import { AddAddress } from '../../../functions/identity/people/contract.ts';
import { COUNTRIES } from '../../../functions/shared/http/countries.ts';
import { Address } from '../../../functions/shared/http/shapes.ts';
import { countriesOfData } from '../../../tools/countries.ts';

const address = (country: string, postalCode?: string) => ({
  name: 'Grace',
  line1: 'Werkstrasse 1',
  city: 'Berlin',
  country,
  ...(postalCode === undefined ? {} : { postalCode }),
});
const faults = (country: string, postalCode?: string) =>
  Address.safeParse(address(country, postalCode)).error?.issues.map(({ path }) => path.join('/')) ?? [];

describe('the country of an address', () => {
  test.each(['UK', 'XX', 'EU', 'XK', 'AC', 'SU', 'ZZ', 'AN', 'de', 'DEU', 'constructor', '__proto__'])(
    'is none of ISO 3166-1: %s [ORD-01]',
    (country) => {
      expect(faults(country)).toContain('country');
    },
  );

  test('is each of the 249 of ISO 3166-1, and mails have a name for it in every language [ORD-01, NTF-13]', () => {
    const codes = Object.keys(COUNTRIES);
    expect(codes).toHaveLength(249);
    for (const language of ['en-GB', 'de-DE', 'fr-FR']) {
      const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
      expect(codes.filter((code) => names.of(code) === undefined)).toEqual([]);
    }
  });

  test('is what the data set says, which is kept under a version', async () => {
    expect(COUNTRIES).toEqual(await countriesOfData());
  });
});

describe('the postal code of an address', () => {
  test.each(['HK', 'AE', 'AO', 'QA', 'KP'])('is not asked for where a country has none: %s [ORD-01]', (country) => {
    expect([faults(country), faults(country, '00000')]).toEqual([[], []]);
  });

  test.each(['IE', 'AR', 'IL'])('may be left out where an address is complete without: %s [ORD-01]', (country) => {
    expect([faults(country), faults(country, '?')]).toEqual([[], ['postalCode']]);
  });

  test.each([
    ['DE', 'ABCDE'],
    ['DE', '1011'],
    ['DE', '101155'],
    ['DE', '10115 Berlin'],
    ['AT', '10115'],
    ['GB', '10115'],
    ['US', '9501'],
    ['NL', '1234'],
    ['BH', '13177'],
  ])('of %s is none: %s, nor is nothing [ORD-01]', (country, postalCode) => {
    expect(faults(country, postalCode)).toEqual(['postalCode']);
    if (COUNTRIES[country]?.required) expect(faults(country)).toEqual(['postalCode']);
  });

  test.each([
    ['GB', ' sw1a  1aa ', 'SW1A 1AA'],
    ['NL', '1234ab', '1234AB'],
    ['JP', '\uff11\uff15\uff14-0023', '154-0023'],
    ['CA', 'k1a 0b1', 'K1A 0B1'],
    ['US', '22162-1010', '22162-1010'],
  ])('of %s, sent as %j, is kept as %s [ORD-01]', (country, sent, kept) => {
    expect(Address.parse(address(country, sent)).postalCode).toBe(kept);
  });

  test('of every country is told by an example that is one [ORD-01]', () => {
    const wrong = Object.entries(COUNTRIES).filter(
      ([country, { form, example }]) => form !== undefined && faults(country, example).length > 0,
    );
    expect(wrong).toEqual([]);
    const told = Address.safeParse(address('DE')).error?.issues.map(({ message }) => message);
    expect(told).toEqual([expect.stringContaining('26133')]);
  });

  test('is checked in an address with a label as well, which takes no other field [ORD-01, BFF-03]', () => {
    const sent = { ...address('DE', 'ABCDE'), label: 'Home' };
    expect(AddAddress.body.safeParse(sent).error?.issues.map(({ path }) => path)).toEqual([['postalCode']]);
    expect(AddAddress.body.safeParse({ ...address('DE', '10115'), role: 'admin' }).success).toBe(false);
  });
});
