/** Headers of what everybody may see and anybody on the way may keep. */
import type { Locale } from './shapes.ts';

/** Seconds for which something old is shown while a new one is fetched (RFC 5861). */
const STALE_SECONDS = 60;

/** In: seconds for which an answer is fresh. Out: the Cache-Control of one that everybody may see. */
export const publicFor = (seconds: number): string =>
  `public, max-age=${seconds}, stale-while-revalidate=${STALE_SECONDS}`;

/**
 * The language of a page that everybody sees alike: the one that the address names, else the one that Accept-Language
 * prefers, and then the answer says that it differs by that. The caller's own setting does not count: what is kept on
 * the way is shown to others.
 */
export function localeOf({
  query,
  language,
}: {
  readonly query: { readonly locale?: Locale | undefined };
  readonly language: Locale;
}): { readonly locale: Locale; readonly headers: Readonly<Record<string, string>> } {
  const locale = query.locale ?? language;
  return { locale, headers: { 'content-language': locale, ...(query.locale ? {} : { vary: 'Accept-Language' }) } };
}
