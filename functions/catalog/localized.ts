import type { Locale } from '../shared/http/shapes.ts';

/** A text in English, and in the other languages as far as somebody has translated it. */
export type Localized = Readonly<{ en: string; de?: string | undefined; fr?: string | undefined }>;

/** In: a text, a language. Out: the text in that language, in English where it is not translated. */
export const inLanguage = (text: Localized, locale: Locale): string => text[locale] ?? text.en;
