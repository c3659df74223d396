import { parseCookie, stringifySetCookie } from 'cookie';
import { DomainError } from '../domain-error.ts';

/** `__Host-`: bound to this host, never sent over plain HTTP, never set by a neighbour. */
const SESSION = '__Host-refresh';
const CSRF = '__Host-csrf';

/** What the cookies of a signed-in browser hold. */
export interface SessionCookies {
  /** Opens the session; no script can read it. */
  readonly session: string;
  /** What a page of ours reads and sends back as `X-CSRF-Token`. */
  readonly csrf: string;
  /** Seconds to be kept for; without it, until the browser is closed. */
  readonly maxAge?: number | undefined;
}

/** Checks that a request by cookie was made by a page of ours. */
export interface BrowserGuard {
  /** Origins whose pages may send cookies here. */
  readonly origins: readonly string[];
  /** Whether the token is the one that belongs to the session that the cookie names. */
  csrfBelongs(sessionCookie: string, csrf: string): Promise<boolean>;
}

/** The page that asks is not one of ours, or cannot show that it is. */
export class ForgedRequest extends DomainError {
  override name = 'ForgedRequest';
  constructor() {
    super('forbidden', 'csrf', 'Send the value of the __Host-csrf cookie as X-CSRF-Token, from a page of this shop.');
  }
}

/** There is no session, or none any more. */
export class NotSignedIn extends DomainError {
  override name = 'NotSignedIn';
  constructor() {
    super('unauthenticated', 'not-signed-in', 'Sign in first: this browser has no session, or none any more.', {
      cookies: endedCookies(),
    });
  }
}

/** The Set-Cookie lines of a session. */
export const sessionCookies = ({ session, csrf, maxAge }: SessionCookies): string[] => {
  const both = { path: '/', secure: true, sameSite: 'strict', ...(maxAge === undefined ? {} : { maxAge }) } as const;
  return [
    stringifySetCookie({ name: SESSION, value: session, httpOnly: true, ...both }),
    stringifySetCookie({ name: CSRF, value: csrf, ...both }),
  ];
};

/** The Set-Cookie lines that take a session's cookies away. */
export const endedCookies = (): string[] => sessionCookies({ session: '', csrf: '', maxAge: 0 });

/**
 * The session cookie of a request that a page of ours made. In: its headers, with small letters. Throws `ForgedRequest`
 * for a foreign origin or a CSRF token that does not belong, and `NotSignedIn` without a cookie. Without an `Origin`,
 * as from programs that are no browsers, the token alone has to do.
 */
export async function sessionCookieOf(
  headers: Readonly<Record<string, string | undefined>>,
  guard: BrowserGuard,
): Promise<string> {
  const { origin, cookie } = headers;
  if (origin !== undefined && !guard.origins.includes(origin)) throw new ForgedRequest();
  const session = parseCookie(cookie ?? '')[SESSION];
  if (!session) throw new NotSignedIn();
  if (!(await guard.csrfBelongs(session, headers['x-csrf-token'] ?? ''))) throw new ForgedRequest();
  return session;
}
