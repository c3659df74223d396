import { cookieJar } from '@printverse/client/cookie-jar.ts';
import {
  answered,
  type Browser,
  newIntent,
  Refused,
  type ShopClient,
  SomebodyElse,
  shopClient,
} from '@printverse/client/shop-client.ts';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json', ...init.headers } });

/** A shop that answers as it is told, and remembers what it was asked. */
function shopThat(
  answer: (request: Request) => Response | Promise<Response>,
  now?: () => number,
  more: Partial<Browser> = {},
) {
  const asked: Request[] = [];
  const jar = cookieJar(async (request) => {
    asked.push(request);
    return answer(request);
  });
  const browser = { ...jar, ...more };
  const shop = shopClient({ apiUrl: 'http://shop.example.com', browser, ...(now ? { now } : {}) });
  return { shop, asked, callsOf: (path: string) => asked.filter(({ url }) => url.endsWith(path)) };
}

const user = { id: 'usr_1', email: 'ada@example.com', name: 'Ada', role: 'customer', permissions: [] };
const cookies = (...lines: string[]): [string, string][] => lines.map((line) => ['set-cookie', line]);
const host = 'Path=/; Secure; SameSite=Strict';

type Answering = (request: Request) => Response | undefined | Promise<Response | undefined>;

/** Signs anybody in for 900 seconds, and gives out tokens that count; `otherwise` answers what it wants to before that. */
function signingIn(otherwise: Answering = () => undefined, more: Partial<Browser> = {}) {
  let tokens = 0;
  const clock = { seconds: 0 };
  const shop = shopThat(
    async (request) => {
      const other = await otherwise(request);
      if (other) return other;
      if (request.url.endsWith('/auth/logout')) return new Response(null, { status: 204 });
      if (!/\/auth\/(login|refresh)$/.test(request.url)) return json({});
      tokens += 1;
      const headers = new Headers(
        cookies(`__Host-refresh=secret${tokens}; HttpOnly; ${host}`, `__Host-csrf=proof; ${host}`),
      );
      headers.set('content-type', 'application/json');
      return new Response(
        JSON.stringify({ token: `token${tokens}`, tokenType: 'Bearer', expiresIn: 900, user, userId: user.id }),
        {
          headers,
        },
      );
    },
    () => clock.seconds * 1000,
    more,
  );
  return { ...shop, clock };
}

/** Answers at a path come no sooner than they are let through; `asked` is when the first is waited for. */
function heldBack(path: string) {
  const [asked, through] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const held: Answering = async ({ url }) => {
    if (!url.endsWith(path)) return undefined;
    asked.resolve();
    await through.promise;
    return undefined;
  };
  return { held, asked: asked.promise, letThrough: through.resolve };
}

/** Never answers the first request at a path; `asked` is when that is waited for. */
function silentOnce(path: string) {
  const asked = Promise.withResolvers<void>();
  let answers = false;
  const silent: Answering = ({ url, signal }) => {
    if (answers || !url.endsWith(path)) return undefined;
    answers = true;
    asked.resolve();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  return { silent, asked: asked.promise };
}

/** Time limits that are over when the test says so, in the order they were set. */
function timeLimits() {
  const limits: { readonly milliseconds: number; readonly over: () => void }[] = [];
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const limit = new AbortController();
    limits.push({ milliseconds, over: () => limit.abort(new DOMException('Too late.', 'TimeoutError')) });
    return limit.signal;
  });
  onTestFinished(() => spy.mockRestore());
  return limits;
}

const refusal = (status: number, code: string) =>
  json({ code, status, detail: 'No.' }, { status, headers: { 'content-type': 'application/problem+json' } });

/** Answers as the shop does to a token that it takes no more; the session and other tokens serve. */
const refusing =
  (token: string, answer: () => Response = () => refusal(401, 'invalid-token')): Answering =>
  ({ headers }) =>
    headers.get('authorization') === `Bearer ${token}` ? answer() : undefined;

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

describe('among the tabs of a browser', () => {
  test('whatever replaces the cookies waits for its turn [AUT-14]', async () => {
    const turns: string[] = [];
    const { shop, asked } = signingIn(undefined, {
      alone: async (work) => {
        const before = asked.length;
        const done = await work();
        turns.push(...asked.slice(before).map(({ url }) => new URL(url).pathname));
        return done;
      },
    });
    await shop.signIn(login);
    await shop.refresh();
    await shop.GET('/me');
    await shop.signOut();
    expect(turns).toEqual(['/auth/login', '/auth/refresh', '/auth/logout']);
  });

  test.each<[string, string, (shop: ShopClient) => Promise<unknown>]>([
    ['sign-in', '/auth/login', (shop) => shop.signIn(login)],
    ['renewal', '/auth/refresh', (shop) => shop.refresh()],
    ['sign-out', '/auth/logout', (shop) => shop.signOut()],
  ])('a %s that is never answered gives up its turn, later than API Gateway would [AUT-14]', async (_, path, act) => {
    let held: Promise<unknown> = Promise.resolve();
    const alone: Browser['alone'] = (work) => {
      const turn = held.then(work, work);
      held = turn;
      return turn;
    };
    const limits = timeLimits();
    const { silent, asked } = silentOnce(path);
    const [tab, next] = [signingIn(silent, { alone }), signingIn(undefined, { alone })];
    const given = expect(act(tab.shop)).rejects.toMatchObject({ name: 'TimeoutError' });
    const signedIn = next.shop.signIn(login);
    await asked;
    expect(limits.map(({ milliseconds }) => milliseconds > 30_000)).toEqual([true]);
    expect(next.asked).toEqual([]);
    limits[0]?.over();
    await given;
    expect(await signedIn).toEqual(user);
    await act(tab.shop);
    expect(tab.callsOf(path)).toHaveLength(2);
  });

  test('one in which somebody else signs in ends what the others show, instead of lending them a name [AUT-14]', async () => {
    const grace = json({ token: 'of grace', tokenType: 'Bearer', expiresIn: 900, userId: 'usr_2' });
    const { shop, asked } = signingIn(({ url }) => (url.endsWith('/auth/refresh') ? grace : undefined));
    await shop.signIn(login);
    await expect(shop.refresh()).rejects.toThrow(SomebodyElse);
    expect(shop.accessToken()).toBeUndefined();
    await shop.GET('/me');
    expect(headersOf(asked.at(-1), 'authorization')).toEqual([null]);
  });

  test('one that is opened anew speaks for whose session it is [AUT-14]', async () => {
    const { shop } = signingIn();
    await shop.refresh();
    expect(shop.accessToken()).toBe('token1');
    await shop.refresh();
    expect(shop.accessToken()).toBe('token2');
  });
});

describe('a refresh in flight', () => {
  test('is over before the session is ended, and gives nothing to a client that was signed out [AUT-14, AUT-16]', async () => {
    const refresh = heldBack('/auth/refresh');
    const { shop, asked, callsOf } = signingIn(refresh.held);
    await shop.signIn(login);
    const refreshed = shop.refresh();
    await refresh.asked;
    const out = shop.signOut();
    expect(shop.accessToken()).toBeUndefined();
    refresh.letThrough();
    await Promise.all([refreshed, out]);
    expect(shop.accessToken()).toBeUndefined();
    await shop.GET('/me');
    expect(headersOf(asked.at(-1), 'authorization')).toEqual([null]);
    expect(headersOf(callsOf('/auth/logout')[0], 'cookie')).toEqual(['__Host-refresh=secret2; __Host-csrf=proof']);
  });

  test('is over before somebody else signs in, whose token it leaves alone [AUT-14]', async () => {
    const refresh = heldBack('/auth/refresh');
    const { shop, asked, callsOf } = signingIn(refresh.held);
    await shop.signIn(login);
    const refreshed = shop.refresh();
    await refresh.asked;
    const other = shop.signIn({ ...login, email: 'grace@example.com' });
    refresh.letThrough();
    await Promise.all([refreshed, other]);
    expect(shop.accessToken()).toBe('token3');
    expect(headersOf(callsOf('/auth/login')[1], 'cookie')).toEqual(['__Host-refresh=secret2; __Host-csrf=proof']);
    await shop.GET('/me');
    expect(headersOf(asked.at(-1), 'authorization')).toEqual(['Bearer token3']);
  });

  test('asks for nobody who is gone when its turn comes [AUT-14]', async () => {
    const { held, letThrough } = heldBack('/auth/login');
    const { shop, callsOf } = signingIn(held);
    const signedIn = shop.signIn(login);
    const refreshed = shop.refresh();
    letThrough();
    await Promise.all([signedIn, refreshed]);
    expect([shop.accessToken(), callsOf('/auth/refresh').length]).toEqual(['token1', 0]);
  });

  test('that ends nothing lets the next one be asked for [AUT-14]', async () => {
    let answers = 0;
    const { shop } = signingIn(({ url }) =>
      url.endsWith('/auth/refresh') && answers++ === 0 ? refusal(503, 'busy') : undefined,
    );
    await shop.signIn(login);
    await expect(shop.refresh()).rejects.toMatchObject({ code: 'busy' });
    await shop.refresh();
    expect(shop.accessToken()).toBe('token2');
  });
});

test('a sign-out that overtakes a sign-in leaves nobody signed in [AUT-16]', async () => {
  const { held, asked, letThrough } = heldBack('/auth/login');
  const { shop, callsOf } = signingIn(held);
  const signedIn = shop.signIn(login);
  await asked;
  const out = shop.signOut();
  letThrough();
  expect(await signedIn).toEqual(user);
  expect(shop.accessToken()).toBeUndefined();
  await out;
  expect(headersOf(callsOf('/auth/logout')[0], 'cookie')).toEqual(['__Host-refresh=secret1; __Host-csrf=proof']);
  expect(shop.accessToken()).toBeUndefined();
});

describe('a token that is about to expire', () => {
  test('is renewed before the next request, once for all that wait for it, and not before a tenth of its life is left [AUT-14]', async () => {
    const { shop, callsOf, clock } = signingIn();
    await shop.signIn(login);
    clock.seconds = 809;
    await shop.GET('/me');
    clock.seconds = 810;
    await Promise.all([shop.GET('/me'), shop.GET('/me'), shop.GET('/me')]);
    clock.seconds = 810 + 809;
    await shop.GET('/me');
    expect(callsOf('/auth/refresh')).toHaveLength(1);
    const shown = callsOf('/me').flatMap((request) => headersOf(request, 'authorization'));
    expect(shown).toEqual(['Bearer token1', 'Bearer token2', 'Bearer token2', 'Bearer token2', 'Bearer token2']);
  });

  test('counts from when it was asked for: a slow answer makes it no younger [AUT-14]', async () => {
    const { held, asked, letThrough } = heldBack('/auth/login');
    const { shop, callsOf, clock } = signingIn(held);
    const signedIn = shop.signIn(login);
    await asked;
    clock.seconds = 810;
    letThrough();
    await signedIn;
    await shop.GET('/me');
    expect(callsOf('/auth/refresh')).toHaveLength(1);
  });

  test('is not waited for by the sign-in that replaces it [AUT-14]', async () => {
    const { shop, clock, callsOf } = signingIn();
    await shop.signIn(login);
    clock.seconds = 900;
    await shop.signIn(login);
    expect([shop.accessToken(), callsOf('/auth/refresh').length]).toEqual(['token2', 0]);
  });

  test('is shown as it is while it cannot be renewed, and renewed as soon as it can [AUT-14]', async () => {
    let down = true;
    const { shop, callsOf, clock } = signingIn(({ url }) =>
      down && url.endsWith('/auth/refresh') ? refusal(503, 'busy') : undefined,
    );
    await shop.signIn(login);
    clock.seconds = 850;
    await answered(shop.GET('/me'));
    down = false;
    await answered(shop.GET('/me'));
    const shown = callsOf('/me').flatMap((request) => headersOf(request, 'authorization'));
    expect(shown).toEqual(['Bearer token1', 'Bearer token2']);
  });

  test('of a session that has ended is asked for no more [AUT-14, AUT-16]', async () => {
    const { shop, callsOf, clock } = signingIn(({ url }) =>
      url.endsWith('/auth/refresh') ? refusal(401, 'not-signed-in') : undefined,
    );
    await shop.signIn(login);
    clock.seconds = 850;
    await answered(shop.GET('/me'));
    await answered(shop.GET('/me'));
    expect(callsOf('/auth/refresh')).toHaveLength(1);
  });

  test('shows a request as that of whoever made it, though somebody else signs in meanwhile [AUT-14]', async () => {
    const { shop, callsOf, clock } = signingIn();
    await shop.signIn(login);
    clock.seconds = 850;
    const other = shop.signIn({ ...login, email: 'grace@example.com' });
    await Promise.all([shop.GET('/me'), other]);
    expect(shop.accessToken()).toBe('token2');
    expect(callsOf('/auth/refresh')).toHaveLength(0);
    expect(headersOf(callsOf('/me')[0], 'authorization')).toEqual(['Bearer token1']);
  });
});

describe('a token that the shop takes no more', () => {
  const address = { name: 'Ada', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' };

  test.each([
    ['the shop', () => refusal(401, 'invalid-token')],
    ['the gateway in front of it', () => json({ message: 'Unauthorized' }, { status: 401 })],
  ])('and %s refuses is replaced, and what was read is asked again, once [AUT-14]', async (_, answer) => {
    const { shop, callsOf } = signingIn(refusing('token1', answer));
    await shop.signIn(login);
    const all = await Promise.all([shop.GET('/me'), shop.GET('/me'), shop.GET('/me')]);
    expect(all.map(({ response }) => response.status)).toEqual([200, 200, 200]);
    expect([callsOf('/auth/refresh').length, callsOf('/me').length]).toEqual([1, 6]);
  });

  test('is replaced for a change with an Idempotency-Key, which is sent again under the same [AUT-14, BFF-09]', async () => {
    const bodies: string[] = [];
    const { shop, callsOf } = signingIn(async (request) => {
      if (request.url.endsWith('/me/addresses')) bodies.push(await request.text());
      return refusing('token1')(request);
    });
    await shop.signIn(login);
    const header = newIntent();
    const { response } = await shop.POST('/me/addresses', { params: { header }, body: address });
    expect(response.status).toBe(200);
    expect(bodies).toEqual([JSON.stringify(address), JSON.stringify(address)]);
    const keys = callsOf('/me/addresses').flatMap((request) => headersOf(request, 'idempotency-key'));
    expect(keys).toEqual([header['Idempotency-Key'], header['Idempotency-Key']]);
  });

  test('is left as it is where the change might be made twice [AUT-14, BFF-09]', async () => {
    const { shop, callsOf } = signingIn(refusing('token1'));
    await shop.signIn(login);
    await expect(answered(shop.POST('/me/addresses', { body: address }))).rejects.toMatchObject({ status: 401 });
    expect([callsOf('/auth/refresh').length, callsOf('/me/addresses').length]).toEqual([0, 1]);
  });

  test('is told from a password that is wrong [AUT-14]', async () => {
    const { shop, callsOf } = signingIn(refusing('token1', () => refusal(401, 'invalid-credentials')));
    await shop.signIn(login);
    await expect(answered(shop.GET('/me'))).rejects.toMatchObject({ code: 'invalid-credentials' });
    expect(callsOf('/auth/refresh')).toHaveLength(0);
  });

  test('nor its successor either ends in a refusal [AUT-14]', async () => {
    const { shop, callsOf } = signingIn(({ url }) => (url.endsWith('/me') ? refusal(401, 'invalid-token') : undefined));
    await shop.signIn(login);
    await expect(answered(shop.GET('/me'))).rejects.toMatchObject({ status: 401, code: 'invalid-token' });
    expect([callsOf('/auth/refresh').length, callsOf('/me').length]).toEqual([1, 2]);
  });

  test('and cannot be replaced ends in a refusal, and is not tried again [AUT-14]', async () => {
    const { shop, callsOf } = signingIn((request) =>
      request.url.endsWith('/auth/refresh') ? refusal(401, 'not-signed-in') : refusing('token1')(request),
    );
    await shop.signIn(login);
    for (const _ of [1, 2]) {
      await expect(answered(shop.GET('/me'))).rejects.toMatchObject({ status: 401, code: 'invalid-token' });
    }
    expect([callsOf('/auth/refresh').length, callsOf('/me').length]).toEqual([1, 2]);
  });

  test('is not replaced by that of somebody who signed in meanwhile [AUT-14]', async () => {
    const me = heldBack('/me');
    const { shop, callsOf } = signingIn(async (request) => (await me.held(request)) ?? refusing('token1')(request));
    await shop.signIn(login);
    const reading = answered(shop.GET('/me'));
    await me.asked;
    await shop.signIn({ ...login, email: 'grace@example.com' });
    me.letThrough();
    await expect(reading).rejects.toMatchObject({ status: 401 });
    expect([callsOf('/auth/refresh').length, callsOf('/me').length]).toEqual([0, 1]);
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
