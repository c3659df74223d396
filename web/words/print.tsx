import { use } from 'react';
import type { Locale } from './locales.ts';
import type { PrintMessages } from './print/messages.ts';
import { useWords } from './words.tsx';

const dictionaries: Readonly<Record<Locale, () => Promise<{ readonly default: PrintMessages }>>> = {
  en: () => import('./print/en.ts'),
  de: () => import('./print/de.ts'),
  fr: () => import('./print/fr.ts'),
};

const loaded = new Map<Locale, Promise<PrintMessages>>();

function messagesOf(locale: Locale): Promise<PrintMessages> {
  const known = loaded.get(locale);
  if (known) return known;
  const loading = dictionaries[locale]().then(({ default: messages }) => messages);
  loaded.set(locale, loading);
  // A part that did not come is asked for again.
  loading.catch(() => loaded.delete(locale));
  return loading;
}

/** The words of printing, in the page's language; the page waits for them as it waits for its code. */
export function usePrint(): PrintMessages {
  const { locale } = useWords();
  return use(messagesOf(locale));
}
