import { parseSetCookie, type SetCookie, stringifyCookie } from 'cookie';
import type { Browser } from './shop-client.ts';

interface Kept {
  readonly cookie: SetCookie;
  /** Epoch milliseconds; without it, as long as the jar. */
  readonly until: number | undefined;
}

/** What a program has for a browser; two clients that share one are two tabs. */
export interface CookieJar extends Browser {
  /** Another one that holds what this one holds now: somebody has got hold of the cookies. */
  readonly copy: () => CookieJar;
}

/** A browser for programs, which have none: keeps the cookies of one shop, as far as the shop's `__Host-` cookies need it. */
export const cookieJar = (send: (request: Request) => Promise<Response> = (request) => fetch(request)): CookieJar =>
  jarOf(new Map(), send);

function jarOf(jar: Map<string, Kept>, send: (request: Request) => Promise<Response>): CookieJar {
  const cookies = (visible: (cookie: SetCookie) => boolean): string => {
    const now = Date.now();
    const alive = [...jar.values()].filter(({ until }) => until === undefined || until > now);
    const shown = alive.map(({ cookie }) => cookie).filter(visible);
    return stringifyCookie(Object.fromEntries(shown.map(({ name, value }) => [name, value])));
  };
  return {
    async fetch(request) {
      const sent = new Request(request);
      const kept = cookies(() => true);
      if (kept !== '') sent.headers.set('cookie', kept);
      const response = await send(sent);
      for (const line of response.headers.getSetCookie()) {
        const cookie = parseSetCookie(line);
        if (!isOfThisHost(cookie)) continue;
        const until = cookie.maxAge === undefined ? cookie.expires?.getTime() : Date.now() + cookie.maxAge * 1000;
        jar.set(cookie.name, { cookie, until });
      }
      return response;
    },
    // Tabs that do not wait for each other are what the shop has to bear.
    alone: (work) => work(),
    cookies: () => cookies(({ httpOnly }) => !httpOnly),
    copy: () => jarOf(new Map(jar), send),
  };
}

/** What a browser asks of a cookie whose name begins so (RFC 6265bis, 4.1.3.2); others the shop does not set. */
const isOfThisHost = ({ name, secure, path, domain }: SetCookie): boolean =>
  name.startsWith('__Host-') && secure === true && path === '/' && domain === undefined;
