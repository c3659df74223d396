import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Locale } from './locales.ts';
import type { OfficeMessages } from './office/messages.ts';
import { useWords } from './words.tsx';

const dictionaries: Readonly<Record<Locale, () => Promise<{ readonly default: OfficeMessages }>>> = {
  en: () => import('./office/en.ts'),
  de: () => import('./office/de.ts'),
  fr: () => import('./office/fr.ts'),
};

export const officeMessagesOf = async (locale: Locale): Promise<OfficeMessages> =>
  (await dictionaries[locale]()).default;

const Context = createContext<OfficeMessages | undefined>(undefined);

/** Gives pages the back office's words in the page's language, which `Words` around it keeps. */
export function OfficeWords({ first, children }: { first: OfficeMessages; children: ReactNode }) {
  const { locale } = useWords();
  const [messages, set] = useState(first);
  useEffect(() => {
    let wanted = true;
    void officeMessagesOf(locale).then((loaded) => wanted && set(loaded));
    return () => {
      wanted = false;
    };
  }, [locale]);
  return <Context value={messages}>{children}</Context>;
}

/** The words of the back office. */
export function useOffice(): OfficeMessages {
  const messages = useContext(Context);
  if (!messages) throw new Error('OfficeWords stands around every page of the back office');
  return messages;
}
