import { describe, expect, test } from 'vitest';
import { cookieJar } from '../../../local/client/cookie-jar.ts';
import { answered, newIntent, Refused, shopClient } from '../../../local/client/shop-client.ts';

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json', ...init.headers } });

/** A shop that answers as it is told, and remembers what it was asked. */
function shopThat(answer: (request: Request) => Response | Promise<Response>) {
  const asked: Request[] = [];
  const browser = cookieJar(async (request) => {
    asked.push(request);
    return answer(request);
  });
  return { shop: shopClient({ apiUrl: 'http://shop.example.com', browser }), asked };
}

const user = { id: 'usr_1', email: 'ada@example.com', name: 'Ada', role: 'customer', permissions: [] };
const cookies = (...lines: string[]): [string, string][] => lines.map((line) => ['set-cookie', line]);
const host = 'Path=/; Secure; SameSite=Strict';

/** Signs anybody in, and gives out tokens that count. */
function signingIn() {
  let tokens = 0;
  return shopThat(({ url }) => {
    if (url.endsWith('/me')) return json({});
    if (url.endsWith('/auth/logout')) return new Response(null, { status: 204 });
    tokens += 1;
    const headers = new Headers(
      cookies(`__Host-refresh=secret${tokens}; HttpOnly; ${host}`, `__Host-csrf=proof; ${host}`),
    );
    headers.set('content-type', 'application/json');
    return new Response(JSON.stringify({ token: `token${tokens}`, tokenType: 'Bearer', expiresIn: 900, user }), {
      headers,
    });
  });
}

const login = { email: 'ada@example.com', password: 'a-long-pass-phrase' };
const headersOf = (request: Request | undefined, ...names: string[]) => names.map((name) => request?.headers.get(name));

describe('whoever signs in', () => {
  test('shows the access token to every route but those of the session, which take the cookie and the CSRF token [AUT-19, AUT-20]', async () => {
    const { shop, asked } = signingIn();
    expect(shop.accessToken()).toBeUndefined();
    expect(await shop.signIn(login)).toEqual(user);
    await shop.GET('/me');
    await shop.refresh();
    await shop.GET('/me');
    const [first, me, refresh, again] = asked.map((one) => headersOf(one, 'authorization', 'x-csrf-token', 'cookie'));
    expect(first).toEqual([null, null, null]);
    expect(me?.slice(0, 2)).toEqual(['Bearer token1', null]);
    expect(refresh).toEqual([null, 'proof', '__Host-refresh=secret1; __Host-csrf=proof']);
    expect(again).toEqual(['Bearer token2', null, '__Host-refresh=secret2; __Host-csrf=proof']);
  });

  test('asks once for a new token, however many wait for it [AUT-14]', async () => {
    const { shop, asked } = signingIn();
    await shop.signIn(login);
    await Promise.all([shop.refresh(), shop.refresh(), shop.refresh()]);
    expect(asked.filter(({ url }) => url.endsWith('/auth/refresh'))).toHaveLength(1);
    await shop.refresh();
    expect(shop.accessToken()).toBe('token3');
  });

  test('has no token any more after signing out [AUT-16]', async () => {
    const { shop, asked } = signingIn();
    await shop.signIn(login);
    await shop.signOut();
    await shop.GET('/me');
    expect(headersOf(asked.at(-1), 'authorization')).toEqual([null]);
  });
});

describe('what was refused', () => {
  test('is thrown with its status, code and time to wait [BFF-07]', async () => {
    const problem = {
      type: 'urn:x',
      title: 'T',
      status: 429,
      detail: 'Wait.',
      code: 'too-many-attempts',
      correlationId: 'c',
    };
    const { shop } = shopThat(() =>
      json(problem, { status: 429, headers: { 'content-type': 'application/problem+json', 'retry-after': '7' } }),
    );
    const refused = await shop.signIn(login).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ status: 429, code: 'too-many-attempts', retryAfter: 7, problem });
  });

  test('by the gateway in front of the shop has no code of ours [BFF-07]', async () => {
    const { shop } = shopThat(() => json({ message: 'Unauthorized' }, { status: 401 }));
    await expect(answered(shop.GET('/me'))).rejects.toMatchObject({ status: 401, code: 'gateway' });
  });
});

test('an intent keeps its Idempotency-Key through its repeats, and another has another [BFF-09]', async () => {
  const { shop, asked } = shopThat(() => json({}, { status: 202 }));
  const intent = newIntent();
  for (const header of [intent, intent, newIntent()]) await shop.POST('/me/export', { params: { header } });
  const [first, repeat, other] = asked.map((one) => one.headers.get('idempotency-key'));
  expect(first).toBe(repeat);
  expect(other).not.toBe(first);
});

describe('a jar', () => {
  const jarOf = async (...lines: string[][]) => {
    const answers = [...lines];
    const seen: (string | null)[] = [];
    const jar = cookieJar(async (request) => {
      seen.push(request.headers.get('cookie'));
      return new Response(null, { status: 204, headers: new Headers(cookies(...(answers.shift() ?? []))) });
    });
    for (const _ of lines) await jar.fetch(new Request('http://shop.example.com/'));
    await jar.fetch(new Request('http://shop.example.com/'));
    return { sent: seen.at(-1), readable: jar.cookies() };
  };

  test('shows a script what it may read, and sends the rest as well [AUT-19]', async () => {
    expect(await jarOf([`__Host-a=1; HttpOnly; ${host}`, `__Host-b=2; ${host}`])).toEqual({
      sent: '__Host-a=1; __Host-b=2',
      readable: '__Host-b=2',
    });
  });

  test('forgets what is taken away or too old, and keeps the newest [AUT-19]', async () => {
    const { sent } = await jarOf(
      [`__Host-a=1; ${host}`, `__Host-b=1; ${host}`, `__Host-c=1; Max-Age=60; ${host}`],
      [
        `__Host-a=; Max-Age=0; ${host}`,
        `__Host-b=2; ${host}`,
        `__Host-d=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; ${host}`,
      ],
    );
    expect(sent).toBe('__Host-b=2; __Host-c=1');
  });

  test('copied goes its own way from then on [AUT-19]', async () => {
    const answers = [`__Host-a=1; ${host}`, `__Host-a=2; ${host}`];
    const jar = cookieJar(async () => new Response(null, { headers: new Headers(cookies(answers.shift() ?? '')) }));
    await jar.fetch(new Request('http://shop.example.com/'));
    const copy = jar.copy();
    await jar.fetch(new Request('http://shop.example.com/'));
    expect([jar.cookies(), copy.cookies()]).toEqual(['__Host-a=2', '__Host-a=1']);
  });

  test.each([
    '__Host-a=1; Path=/',
    '__Host-a=1; Path=/auth; Secure',
    '__Host-a=1; Path=/; Secure; Domain=example.com',
    'a=1',
  ])('does not take %s, as no browser would [AUT-19]', async (line) => {
    expect((await jarOf([line])).sent).toBeNull();
  });
});
