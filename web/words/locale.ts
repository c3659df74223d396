import { LOCALES, type Locale } from './locales.ts';

const KEPT = 'printverse-locale';

const isLocale = (text: string | null | undefined): text is Locale => LOCALES.some((locale) => locale === text);

/** The language of the page: what was chosen here before, else the first of the browser's that we speak, else English. */
export function chooseLocale(): Locale {
  const kept = localStorage.getItem(KEPT);
  if (isLocale(kept)) return kept;
  return navigator.languages.map((language) => language.slice(0, 2)).find(isLocale) ?? 'en';
}

let current: Locale = 'en';

/** The language that the page is set in right now. */
export const spoken = (): Locale => current;

/** Sets the page's language. In: whether to remember it for the next visit. */
export function speak(locale: Locale, keep: boolean): void {
  current = locale;
  document.documentElement.lang = locale;
  if (keep) localStorage.setItem(KEPT, locale);
}
