import { use } from 'react';
import type { Locale } from './locales.ts';
import { useWords } from './words.tsx';

type Dictionaries<Messages> = Readonly<Record<Locale, () => Promise<{ readonly default: Messages }>>>;

/** Words that only some pages need. Out: a hook that gives them in the page's language; the page waits for them as it waits for its code. */
export function lazyWords<Messages>(dictionaries: Dictionaries<Messages>): () => Messages {
  const loaded = new Map<Locale, Promise<Messages>>();
  const messagesOf = (locale: Locale): Promise<Messages> => {
    const pending = loaded.get(locale);
    if (pending) return pending;
    const loading = dictionaries[locale]().then(({ default: messages }) => messages);
    loaded.set(locale, loading);
    // A part that did not come is asked for again.
    loading.catch(() => loaded.delete(locale));
    return loading;
  };
  return function useLazyWords() {
    const { locale } = useWords();
    return use(messagesOf(locale));
  };
}
