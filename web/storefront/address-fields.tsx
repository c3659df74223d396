import { useEffect } from 'react';
import { Field, Select } from '../kit/form.tsx';
import type { SavedAddress } from '../shop/account.ts';
import { likelyCountry, useDeliveries } from '../shop/countries.ts';
import type { Address } from '../shop/orders.ts';
import { useWords } from '../words/words.tsx';

export type Draft = Readonly<
  Record<'name' | 'company' | 'line1' | 'line2' | 'postalCode' | 'city' | 'country', string>
>;

/** What a form holds of an address that is saved already. */
export const draftOf = (address: Partial<SavedAddress>, country: string): Draft => ({
  name: address.name ?? '',
  company: address.company ?? '',
  line1: address.line1 ?? '',
  line2: address.line2 ?? '',
  postalCode: address.postalCode ?? '',
  city: address.city ?? '',
  country: address.country ?? country,
});

/** An address as the API takes it: without the fields that were left empty. */
export function addressOf({ name, company, line1, line2, postalCode, city, country }: Draft): Address {
  const given = { company, line2, postalCode };
  const filled = Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])),
  );
  return { name: name.trim(), line1: line1.trim(), city: city.trim(), country, ...filled };
}

export function AddressFields({
  draft,
  onChange,
  errorOf,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  errorOf: (name: string) => string | undefined;
}) {
  const { t, country, locale } = useWords();
  const served = useDeliveries();
  const names = new Intl.ListFormat(locale, { type: 'conjunction' });
  // A new address starts in the country that this browser is most likely in.
  useEffect(() => {
    if (served && draft.country === '') onChange({ ...draft, country: likelyCountry(served, navigator.languages) });
  }, [served, draft, onChange]);
  const codes = served?.map((one) => one.country) ?? [draft.country].filter(Boolean);
  const bind = (name: keyof Draft) => ({
    name,
    value: draft[name],
    error: errorOf(name),
    onChange: ({ target }: { target: { value: string } }) => onChange({ ...draft, [name]: target.value }),
  });
  const optional = (label: string) => (
    <>
      {label} <span className="faint plain">{t.address.optional}</span>
    </>
  );
  return (
    <div className="fields">
      <Field label={t.address.name} {...bind('name')} autoComplete="shipping name" required maxLength={100} />
      <Field
        label={optional(t.address.company)}
        {...bind('company')}
        autoComplete="shipping organization"
        maxLength={100}
      />
      <Field
        label={t.address.line1}
        {...bind('line1')}
        autoComplete="shipping address-line1"
        required
        maxLength={100}
      />
      <Field
        label={optional(t.address.line2)}
        {...bind('line2')}
        autoComplete="shipping address-line2"
        maxLength={100}
      />
      <Field
        label={t.address.postalCode}
        {...bind('postalCode')}
        autoComplete="shipping postal-code"
        className="third"
        maxLength={12}
      />
      <Field
        label={t.address.city}
        {...bind('city')}
        autoComplete="shipping address-level2"
        required
        className="two3"
        maxLength={100}
      />
      <Select
        label={t.address.country}
        {...bind('country')}
        autoComplete="shipping country"
        hint={served && t.address.served(names.format(codes.map(country)))}
      >
        {codes
          .toSorted((a, b) => country(a).localeCompare(country(b), locale))
          .map((code) => (
            <option key={code} value={code}>
              {country(code)}
            </option>
          ))}
      </Select>
    </div>
  );
}
