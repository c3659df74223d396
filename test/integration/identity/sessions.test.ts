import { randomBytes } from 'node:crypto';
import { AdminDisableUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { answered, Refused, type ShopClient } from '@printverse/client/shop-client.ts';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ListSessions, Refresh, type Session } from '../../../functions/identity/sessions/contract.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { makeUser } from '../../../local/seed-users.ts';
import { type Answer, sendAsWritten } from '../../../tools/demo/client.ts';
import { sessionRaces } from '../../prove/session-races.ts';
import { byCookie, type Cookies, cookiesIn, openBrowser, setCookies } from '../../support/browser.ts';
import { listen, type Probe } from '../events/probe.ts';

const { endpoint, outputs } = inject('shop');
const { apiUrl, userPoolId } = outputs;
const ownOrigin = new URL(apiUrl).origin;
const cognito = new CognitoIdentityProviderClient(clientConfig(endpoint));
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)));
const identityTable = 'printverse-local-identity';
const books = { store: dynamoStore(documents), identityTable, userPoolId, cognito };

let probe: Probe;
beforeAll(async () => {
  probe = await listen();
});
afterAll(() => probe.close());

/** Somebody who can sign in. */
async function ada() {
  const login = { email: `ada-${randomBytes(6).toString('hex')}@example.com`, password: 'correct horse battery' };
  return { ...login, id: (await makeUser(books, 'customer', login)).id, login };
}

const refresh = (cookies: Cookies, headers?: Record<string, string>) =>
  byCookie(apiUrl, '/auth/refresh', cookies, headers);
const logOut = (cookies: Cookies, headers?: Record<string, string>) =>
  byCookie(apiUrl, '/auth/logout', cookies, headers);
const outcome = ({ status, body }: Answer) => [status, (body as { code?: string }).code];

/** The cookies after one refresh. */
async function next(cookies: Cookies): Promise<Cookies> {
  const given = cookiesIn(await refresh(cookies));
  if (!given) throw new Error('The refresh gave no cookie');
  return given;
}

const sessionsOf = async (page: ShopClient): Promise<Session[]> =>
  ListSessions.success.body.parse(await answered(page.GET('/me/sessions'))).items;

const refusal = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'not refused',
    (error: unknown) => (error instanceof Refused ? [error.status, error.code] : error),
  );

/** Sets one attribute of an item; `replaced.at` is one within another. */
const change = (key: string, attribute: string, value: unknown) => {
  const path = attribute.split('.');
  return documents.send(
    new UpdateCommand({
      TableName: identityTable,
      Key: { pk: key, sk: 'META' },
      UpdateExpression: `SET ${path.map((_, depth) => `#${depth}`).join('.')} = :value`,
      ExpressionAttributeNames: Object.fromEntries(path.map((name, depth) => [`#${depth}`, name])),
      ExpressionAttributeValues: { ':value': value },
    }),
  );
};
const idIn = ({ session }: Cookies) => session.split('.')[0] ?? '';

/** The session's last refresh, as if it had been so many seconds ago. */
const ago = (cookies: Cookies, seconds: number) =>
  change(`SESSION#${idIn(cookies)}`, 'replaced.at', new Date(Date.now() - seconds * 1000).toISOString());

const gone = (answer: Answer) => {
  expect(outcome(answer)).toEqual([401, 'not-signed-in']);
  expect([...setCookies(answer)]).toEqual([
    ['__Host-refresh', { value: '', attributes: 'Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict' }],
    ['__Host-csrf', { value: '', attributes: 'Max-Age=0; Path=/; Secure; SameSite=Strict' }],
  ]);
};

describe('signing in', () => {
  test.each([
    ['is forgotten when the browser is closed', false, '', 12 * 3_600],
    ['is remembered for thirty days', true, 'Max-Age=2592000; ', 30 * 86_400],
  ])(
    '%s; no script reads what opens the session, and no other site sends it [AUT-09, AUT-19, AUT-20]',
    async (_, rememberMe, age, seconds) => {
      const { login } = await ada();
      const { answer, cookies, page } = await openBrowser(apiUrl, { ...login, rememberMe });
      expect([...setCookies(answer)]).toEqual([
        ['__Host-refresh', { value: cookies.session, attributes: `${age}Path=/; HttpOnly; Secure; SameSite=Strict` }],
        ['__Host-csrf', { value: cookies.csrf, attributes: `${age}Path=/; Secure; SameSite=Strict` }],
      ]);
      const [session] = await sessionsOf(page);
      expect(session).toMatchObject({ id: idIn(cookies), current: true, rememberMe });
      expect((Date.parse(session?.expiresAt ?? '') - Date.parse(session?.createdAt ?? '')) / 1000).toBe(seconds);
    },
  );

  test('that fails sets no cookie, and registering sets none either [AUT-19, K10]', async () => {
    const { email, login } = await ada();
    const failed = await sendAsWritten(apiUrl, 'POST', '/auth/login', { body: { email, password: 'wrong' } });
    expect([failed.status, failed.headers.getSetCookie()]).toEqual([401, []]);
    const body = { ...login, email: `new-${email}`, name: 'Ada' };
    const registered = await sendAsWritten(apiUrl, 'POST', '/auth/register', { body });
    expect([registered.status, registered.headers.getSetCookie()]).toEqual([201, []]);
  });
});

describe('a refresh', () => {
  test('answers a token that works and a new cookie, under every name of the route; the CSRF token stays [AUT-14, AUT-15, AUT-20]', async () => {
    const { login, id } = await ada();
    const { cookies: first, page } = await openBrowser(apiUrl, { ...login, rememberMe: true });
    let cookies = first;
    for (const path of ['/auth/refresh', '/api/auth/refresh', '/bff/auth/refresh'] as const) {
      const answer = await byCookie(apiUrl, path, cookies, { 'user-agent': path });
      const { token, expiresIn } = Refresh.success.body.parse(answer.body);
      expect(expiresIn).toBeLessThanOrEqual(900);
      expect((await sendAsWritten(apiUrl, 'GET', '/me', { token })).body).toMatchObject({ id });
      const given = cookiesIn(answer);
      expect(given?.session).not.toBe(cookies.session);
      expect(given?.csrf).toBe(first.csrf);
      expect(await sessionsOf(page)).toMatchObject([{ id: idIn(cookies), current: true, userAgent: path }]);
      cookies = given ?? cookies;
    }
  });

  test('of a second tab gets a token and no cookie [AUT-14]', async () => {
    const { login } = await ada();
    const { cookies } = await openBrowser(apiUrl, login);
    const given = await next(cookies);
    const second = await refresh(cookies);
    expect([second.status, second.headers.getSetCookie()]).toEqual([200, []]);
    expect((await refresh(given)).status).toBe(200);
  });

  test('with a cookie that was replaced eleven seconds ago ends the session for all who hold it, and is told with where it came from [AUT-14, AUT-25]', async () => {
    const { login, id } = await ada();
    const { cookies } = await openBrowser(apiUrl, login);
    const given = await next(cookies);
    await ago(cookies, 11);
    const correlation = `cor-${randomBytes(8).toString('hex')}`;
    gone(await refresh(cookies, { 'x-correlation-id': correlation, 'user-agent': 'Thief' }));
    gone(await refresh(given));
    gone(await refresh(cookies));
    const [stolen] = await probe.heard(correlation, 1);
    expect(stolen).toMatchObject({ type: 'auth.session.stolen', source: 'printverse.identity' });
    expect(stolen?.event.data).toEqual({
      userId: id,
      sessionId: idIn(cookies),
      ip: expect.any(String),
      userAgent: 'Thief',
    });
  });

  test('with a made-up secret ends nothing, although it names the session [AUT-14]', async () => {
    const { login } = await ada();
    const { cookies } = await openBrowser(apiUrl, login);
    const noise = { ...cookies, session: `${idIn(cookies)}.${randomBytes(64).toString('base64url')}` };
    gone(await refresh(noise));
    expect((await refresh(cookies)).status).toBe(200);
  });

  test('without a session is refused [AUT-14]', async () => {
    gone(await sendAsWritten(apiUrl, 'POST', '/auth/refresh'));
    const { login } = await ada();
    const { cookies } = await openBrowser(apiUrl, login);
    expect(outcome(await refresh({ ...cookies, session: 'nothing' }))).toEqual([403, 'csrf']);
  });

  test('of a session that is over is refused [AUT-09]', async () => {
    const { login } = await ada();
    const { cookies, page } = await openBrowser(apiUrl, login);
    await change(`SESSION#${idIn(cookies)}`, 'expiresAt', new Date().toISOString());
    gone(await refresh(cookies));
    expect(await sessionsOf(page)).toEqual([]);
  });

  test('of a disabled user is refused, whether we or the user pool know it [AUT-14]', async () => {
    const ours = await ada();
    const { cookies } = await openBrowser(apiUrl, ours.login);
    await change(`USER#${ours.id}`, 'disabled', true);
    gone(await refresh(cookies));

    const pooled = await ada();
    const { cookies: others, page } = await openBrowser(apiUrl, pooled.login);
    await cognito.send(new AdminDisableUserCommand({ UserPoolId: userPoolId, Username: pooled.id }));
    gone(await refresh(others));
    expect(await sessionsOf(page)).toEqual([]);
  });
});

describe('a page of another site', () => {
  test('is refused, and so is one that cannot show the CSRF token; the session lives on [AUT-20, BFF-03]', async () => {
    const { login } = await ada();
    const { cookies } = await openBrowser(apiUrl, login);
    const other = await openBrowser(apiUrl, (await ada()).login);
    for (const ask of [refresh, logOut]) {
      for (const headers of [
        { origin: 'https://evil.example.com' },
        { origin: 'null' },
        { origin: `${ownOrigin}.evil.example.com` },
        { 'x-csrf-token': '' },
        { 'x-csrf-token': other.cookies.csrf },
        { 'x-csrf-token': cookies.csrf.toLowerCase() },
      ]) {
        const answer = await ask(cookies, headers);
        expect([...outcome(answer), answer.headers.getSetCookie()]).toEqual([403, 'csrf', []]);
      }
    }
    const own = await refresh(cookies, { origin: ownOrigin });
    expect(own.status).toBe(200);
    expect((await refresh(cookiesIn(own) ?? cookies, { origin: 'http://localhost:5173' })).status).toBe(200);
  });

  test('cannot sign a visitor in or change a password by a form [BFF-03]', async () => {
    const { login, password } = await ada();
    const headers = { 'content-type': 'text/plain' };
    const signIn = await sendAsWritten(apiUrl, 'POST', '/auth/login', { raw: JSON.stringify(login), headers });
    expect([...outcome(signIn), signIn.headers.getSetCookie()]).toEqual([415, 'json-required', []]);
    const token = (await openBrowser(apiUrl, login)).page.accessToken();
    const raw = JSON.stringify({ currentPassword: password, newPassword: 'another long password' });
    expect(outcome(await sendAsWritten(apiUrl, 'POST', '/auth/change-password', { raw, headers, token }))).toEqual([
      415,
      'json-required',
    ]);
    await openBrowser(apiUrl, login);
  });
});

describe('signing out', () => {
  test('ends the session, takes the cookies, and is told; doing it again changes nothing [AUT-16]', async () => {
    const { login, id } = await ada();
    const { cookies } = await openBrowser(apiUrl, login);
    const elsewhere = await openBrowser(apiUrl, login);
    const correlation = `cor-${randomBytes(8).toString('hex')}`;
    for (const answer of [await logOut(cookies, { 'x-correlation-id': correlation }), await logOut(cookies)]) {
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect([...setCookies(answer).values()].map(({ value, attributes }) => value + attributes.slice(0, 9))).toEqual([
        'Max-Age=0',
        'Max-Age=0',
      ]);
    }
    gone(await refresh(cookies));
    expect((await refresh(elsewhere.cookies)).status).toBe(200);
    const [told] = await probe.heard(correlation, 1);
    expect(told).toMatchObject({ type: 'auth.logout', event: { data: { userId: id, sessionId: idIn(cookies) } } });
  });
});

describe('where I am signed in', () => {
  test('is listed, newest first, and can be ended from elsewhere; somebody else’s is not there [AUT-16, AUT-21]', async () => {
    const { login } = await ada();
    const phone = await openBrowser(apiUrl, { ...login, rememberMe: true });
    const desk = await openBrowser(apiUrl, login);
    const sessions = await sessionsOf(desk.page);
    expect(sessions.map(({ id, current, rememberMe }) => ({ id, current, rememberMe }))).toEqual([
      { id: idIn(desk.cookies), current: true, rememberMe: false },
      { id: idIn(phone.cookies), current: false, rememberMe: true },
    ]);
    const end = (page: ShopClient, id: string) =>
      sendAsWritten(apiUrl, 'DELETE', `/me/sessions/${id}`, { token: page.accessToken() });
    const eve = await openBrowser(apiUrl, (await ada()).login);
    const [foreign, absent] = [await end(eve.page, idIn(phone.cookies)), await end(eve.page, `ses_${'0'.repeat(26)}`)];
    const bytes = ({ status, text }: Answer) => [status, text.replace(/"correlationId":"[^"]+"/, '')];
    expect(foreign.status).toBe(404);
    expect(bytes(foreign)).toEqual(bytes(absent));
    expect((await refresh(phone.cookies)).status).toBe(200);
    const path = { sessionId: idIn(phone.cookies) };
    await answered(desk.page.DELETE('/me/sessions/{sessionId}', { params: { path } }));
    expect((await end(desk.page, path.sessionId)).status).toBe(404);
    gone(await refresh(phone.cookies));
    expect(await sessionsOf(desk.page)).toHaveLength(1);
  });
});

describe('a changed password', () => {
  test('counts at once, ends every other login and keeps this one, and is told [AUT-14, AUT-15]', async () => {
    const { login, id, email, password } = await ada();
    const [here, elsewhere] = [await openBrowser(apiUrl, login), await openBrowser(apiUrl, login)];
    const newPassword = 'another long password';
    const correlation = `cor-${randomBytes(8).toString('hex')}`;
    const body = { currentPassword: password, newPassword };
    await answered(here.page.POST('/auth/change-password', { body, headers: { 'x-correlation-id': correlation } }));
    gone(await refresh(elsewhere.cookies));
    await here.page.refresh();
    expect(await sessionsOf(here.page)).toMatchObject([{ id: idIn(here.cookies), current: true }]);
    expect(await refusal(openBrowser(apiUrl, login))).toEqual([401, 'invalid-credentials']);
    await openBrowser(apiUrl, { email, password: newPassword });
    const [told] = await probe.heard(correlation, 1);
    expect(told).toMatchObject({ type: 'auth.password.changed', event: { data: { userId: id } } });
  });

  test.each([
    [
      'a wrong present one',
      { currentPassword: 'wrong', newPassword: 'another long password' },
      401,
      'invalid-credentials',
    ],
    ['a new one that is too short', { newPassword: 'short' }, 400, 'invalid-request'],
  ])('is refused with %s, and nothing has changed [AUT-02]', async (_, wrong, status, code) => {
    const { login, password } = await ada();
    const [here, elsewhere] = [await openBrowser(apiUrl, login), await openBrowser(apiUrl, login)];
    const body = { currentPassword: password, ...wrong };
    expect(await refusal(answered(here.page.POST('/auth/change-password', { body })))).toEqual([status, code]);
    expect((await refresh(elsewhere.cookies)).status).toBe(200);
    await openBrowser(apiUrl, login);
  });
});

test('whoever has copies of a cookie, and in whatever order they come: one living session or none [AUT-14]', async () => {
  const { rounds, faults } = await sessionRaces({ endpoint, outputs }, { rounds: 9, crowd: 20 });
  expect(faults).toEqual([]);
  expect((rounds['one living'] ?? 0) + (rounds['none living'] ?? 0)).toBe(9);
  expect(rounds['one living']).toBeGreaterThan(0);
  expect(rounds['none living']).toBeGreaterThan(0);
});
