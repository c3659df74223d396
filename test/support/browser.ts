import { cookieJar } from '@printverse/client/cookie-jar.ts';
import { type ShopClient, shopClient } from '@printverse/client/shop-client.ts';
import { sendAsWritten } from '../../tools/demo/client.ts';

/** What a signed-in browser holds, as whoever copies it would have it. */
export interface Cookies {
  readonly session: string;
  readonly csrf: string;
}

interface WithHeaders {
  readonly headers: Headers;
}

/** The Set-Cookie lines of an answer by the names of their cookies: the value, and the attributes as they came. */
export const setCookies = ({
  headers,
}: WithHeaders): Map<string, { readonly value: string; readonly attributes: string }> =>
  new Map(
    headers.getSetCookie().map((line) => {
      const [, name = '', value = '', attributes = ''] = /^([^=]+)=([^;]*); (.*)$/.exec(line) ?? [];
      return [name, { value, attributes }];
    }),
  );

/** The session that an answer opens or goes on with; nothing where it sets none, or takes it away. */
export function cookiesIn(answer: WithHeaders): Cookies | undefined {
  const set = setCookies(answer);
  const [session, csrf] = [set.get('__Host-refresh')?.value, set.get('__Host-csrf')?.value];
  return session && csrf ? { session, csrf } : undefined;
}

/** A request by cookie as a page of the shop sends it; `headers` of another value stand in for the page's. */
export const byCookie = (
  apiUrl: string,
  path: `${string}/auth/${'refresh' | 'logout'}`,
  { session, csrf }: Cookies,
  headers: Readonly<Record<string, string>> = {},
) =>
  sendAsWritten(apiUrl, 'POST', path, {
    headers: { cookie: `__Host-refresh=${session}; __Host-csrf=${csrf}`, 'x-csrf-token': csrf, ...headers },
  });

/** A browser that has signed in: what it was answered and holds, and the client of the page in it. Throws `Refused`. */
export async function openBrowser(
  apiUrl: string,
  login: { readonly email: string; readonly password: string; readonly rememberMe?: boolean },
): Promise<{ readonly answer: Response; readonly cookies: Cookies; readonly page: ShopClient }> {
  let answer: Response | undefined;
  const browser = cookieJar(async (request) => (answer = await fetch(request)));
  const page = shopClient({ apiUrl, browser });
  await page.signIn(login);
  const cookies = answer && cookiesIn(answer);
  if (!answer || !cookies) throw new Error(`${login.email} was given no cookies`);
  return { answer, cookies, page };
}
