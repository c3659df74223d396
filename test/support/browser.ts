import { type Answer, call } from '../../local/demo/client.ts';

/** What a signed-in browser holds, as whoever copies it would have it. */
export interface Cookies {
  readonly session: string;
  readonly csrf: string;
}

/** The Set-Cookie lines of an answer by the names of their cookies: the value, and the attributes as they came. */
export const setCookies = ({ headers }: Answer): Map<string, { readonly value: string; readonly attributes: string }> =>
  new Map(
    headers.getSetCookie().map((line) => {
      const [, name = '', value = '', attributes = ''] = /^([^=]+)=([^;]*); (.*)$/.exec(line) ?? [];
      return [name, { value, attributes }];
    }),
  );

/** The session that an answer opens or goes on with; nothing where it sets none, or takes it away. */
export function cookiesIn(answer: Answer): Cookies | undefined {
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
  call(apiUrl, 'POST', path, {
    headers: { cookie: `__Host-refresh=${session}; __Host-csrf=${csrf}`, 'x-csrf-token': csrf, ...headers },
  });

/** Signs in and answers what the browser holds and the token that came with it. Throws when the shop refuses. */
export async function openBrowser(
  apiUrl: string,
  login: { readonly email: string; readonly password: string; readonly rememberMe?: boolean },
): Promise<{ readonly cookies: Cookies; readonly token: string }> {
  const answer = await call<{ token: string }>(apiUrl, 'POST', '/auth/login', { body: login });
  const cookies = cookiesIn(answer);
  if (answer.status !== 200 || !cookies) throw new Error(`${login.email} cannot sign in: ${answer.status}`);
  return { cookies, token: answer.body.token };
}
