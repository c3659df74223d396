import type { BrowserGuard } from '../../shared/http/browser-session.ts';
import type { Secret } from '../../shared/signatures.ts';
import { csrfBelongs } from './session-cookie.ts';

/** The check of requests by cookie. In: the key of the sessions, and the origins whose pages are ours. */
export const guardBrowsers = ({
  key,
  origins,
}: {
  readonly key: Secret;
  readonly origins: readonly string[];
}): BrowserGuard => ({
  origins,
  csrfBelongs: async (cookie, csrf) => csrfBelongs(await key(), cookie, csrf),
});
