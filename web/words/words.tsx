import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { speak } from './locale.ts';
import type { Locale } from './locales.ts';
import type { Messages } from './messages.ts';

const dictionaries: Readonly<Record<Locale, () => Promise<{ readonly default: Messages }>>> = {
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
};

/** The words of a language; the page loads those that it is set in, and no others. */
export const messagesOf = async (locale: Locale): Promise<Messages> => (await dictionaries[locale]()).default;

/** How numbers, money and days are written: as in Europe, where the shop is. */
const REGIONS: Readonly<Record<Locale, string>> = { en: 'en-IE', de: 'de-DE', fr: 'fr-FR' };

interface Spoken {
  readonly locale: Locale;
  readonly t: Messages;
  readonly money: (value: { readonly amount: number; readonly currency: string }) => string;
  /** A day, as "3 December 2026". */
  readonly day: (iso: string) => string;
  /** A moment, as "3 Dec, 14:05". */
  readonly moment: (iso: string) => string;
  readonly time: (iso: string) => string;
  readonly number: (value: number) => string;
  /** A country's name by its ISO 3166-1 code. */
  readonly country: (code: string) => string;
  readonly setLocale: (locale: Locale) => Promise<void>;
}

const Context = createContext<Spoken | undefined>(undefined);

export function Words({ first, children }: { first: { locale: Locale; t: Messages }; children: ReactNode }) {
  const [{ locale, t }, set] = useState(first);
  const setLocale = useCallback(async (next: Locale) => {
    const messages = await messagesOf(next);
    speak(next, true);
    set({ locale: next, t: messages });
  }, []);
  const value = useMemo((): Spoken => {
    const date = (style: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(REGIONS[locale], style);
      return (iso: string) => format.format(new Date(iso));
    };
    const countries = new Intl.DisplayNames(locale, { type: 'region' });
    const numbers = new Intl.NumberFormat(REGIONS[locale]);
    return {
      locale,
      t,
      setLocale,
      money: ({ amount, currency }) => formatMoney(locale, amount, currency),
      day: date({ day: 'numeric', month: 'long', year: 'numeric' }),
      moment: date({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
      time: date({ hour: '2-digit', minute: '2-digit' }),
      number: (count) => numbers.format(count),
      country: (code) => countries.of(code) ?? code,
    };
  }, [locale, t, setLocale]);
  return <Context value={value}>{children}</Context>;
}

/** The words of the page and what writes numbers, money and dates in its language. */
export function useWords(): Spoken {
  const words = useContext(Context);
  if (!words) throw new Error('Words stands around every page');
  return words;
}

/** An amount in minor units of its currency, as the language writes it. */
export function formatMoney(locale: Locale, amount: number, currency: string): string {
  const format = new Intl.NumberFormat(REGIONS[locale], { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
