import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { api, on } from '../../../functions/shared/http/api.ts';
import type { Refusal } from '../../../functions/shared/http/api-ports.ts';
import { sessionCookies } from '../../../functions/shared/http/browser-session.ts';
import { browserSession, defineRoute } from '../../../functions/shared/http/route.ts';
import { send } from '../../support/pipeline.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const Enter = defineRoute({
  operationId: 'enter',
  method: 'POST',
  path: '/enter',
  access: browserSession,
  tag: 'Test',
  summary: 'Says which session it is',
  success: { status: 200, description: 'The session', body: z.object({ session: z.string() }) },
  problems: [],
});

let told: Refusal[];
beforeEach(() => {
  told = [];
});
const browsers = {
  origins: ['https://shop.example', 'http://localhost:5173'],
  csrfBelongs: async (session: string, token: string) => token === `csrf of ${session}`,
};
const trail = { refused: async (refusal: Refusal) => void told.push(refusal) };
const row = on(Enter, async ({ sessionCookie }) => ({ session: sessionCookie }));
const handler = api([row], { browsers, trail });

const session = '__Host-refresh=s1';
const csrf = { 'X-CSRF-Token': 'csrf of s1' };
const enter = async (headers: Record<string, string>, cookies?: string[]) => {
  const {
    status,
    body,
    cookies: set,
  } = await send(handler, 'POST /enter', { headers, ...(cookies ? { cookies } : {}) });
  return { status, says: body?.code ?? (body as { session?: string } | undefined)?.session, set };
};
const entered = { status: 200, says: 's1', set: [] };
const forged = { status: 403, says: 'csrf', set: [] };
/** What the trail is told of each. */
const forgery = {
  kind: 'unauthorized-access',
  operationId: 'enter',
  userId: undefined,
  sourceIp: '192.0.2.1',
  userAgent: undefined,
};

describe('a request by cookie', () => {
  test.each([
    ['a page of ours', { origin: 'https://shop.example' }],
    ['another page of ours', { origin: 'http://localhost:5173' }],
    ['a program, which names no origin', {}],
  ])('of %s is let in by the token that belongs to its session [AUT-19, AUT-20]', async (_, origin) => {
    expect(await enter({ ...csrf, ...origin, cookie: session })).toEqual(entered);
    expect(told).toEqual([]);
  });

  test('finds its cookie among others, and where API Gateway puts them [AUT-19]', async () => {
    expect(await enter({ ...csrf, cookie: `a=1; ${session}; b=2` })).toEqual(entered);
    expect(await enter(csrf, ['a=1', session, 'b=2'])).toEqual(entered);
  });

  test.each([
    ['a foreign page', 'https://evil.example'],
    ['a page whose origin only begins alike', 'https://shop.example.evil.example'],
    ['a page of ours on another port', 'https://shop.example:8443'],
    ['a page of ours without encryption', 'http://shop.example'],
    ['a page that hides its origin', 'null'],
    ['a page with an empty origin', ''],
  ])('of %s is refused, whatever else it shows, and the trail is told [AUT-20, AUT-25]', async (_, origin) => {
    expect(await enter({ ...csrf, origin, cookie: session })).toEqual(forged);
    expect(await enter({ ...csrf, origin })).toEqual(forged);
    expect(told).toEqual([forgery, forgery]);
  });

  test.each([
    ['no token', undefined],
    ['an empty one', ''],
    ['another session’s', 'csrf of s2'],
  ])('with %s is refused, loses no cookie by it, and the trail is told [AUT-20, AUT-25]', async (_, token) => {
    const headers = token === undefined ? {} : { 'x-csrf-token': token };
    expect(await enter({ ...headers, cookie: session, 'user-agent': 'B' })).toEqual(forged);
    expect(told).toEqual([{ ...forgery, userAgent: 'B' }]);
  });

  test.each([
    ['none', {}],
    ['an empty one', { cookie: '__Host-refresh=' }],
    ['one of another name', { cookie: 'refresh=s1' }],
  ])('without a session cookie (%s) is of nobody, and stale cookies go [AUT-19]', async (_, headers) => {
    const { status, says, set } = await enter({ ...csrf, ...headers });
    expect([status, says]).toEqual([401, 'not-signed-in']);
    expect(set.map((line) => line.split(';')[0])).toEqual(['__Host-refresh=', '__Host-csrf=']);
    for (const line of set) expect(line).toContain('Max-Age=0');
    expect(told).toEqual([]);
  });

  test.each(['browsers', 'trail'] as const)('is taken by no entry without %s [AUT-20, AUT-25]', (port) => {
    expect(() => api([row], { browsers, trail, [port]: undefined as never })).toThrow(port);
  });
});

describe('the cookies of a session', () => {
  const [refresh = '', token = ''] = sessionCookies({ session: 's1', csrf: 'c1', maxAge: 60 });

  test('are for this host alone, over TLS, and for pages of this site [AUT-19]', () => {
    for (const line of [refresh, token]) {
      expect(line.split('; ')).toEqual(expect.arrayContaining(['Path=/', 'Secure', 'SameSite=Strict', 'Max-Age=60']));
      expect(line).toMatch(/^__Host-/);
      expect(line).not.toContain('Domain');
    }
  });

  test('can be read by scripts where they must be, and not where they must not [AUT-19, AUT-20]', () => {
    expect(refresh).toContain('HttpOnly');
    expect(token).not.toContain('HttpOnly');
  });

  test('end with the browser where nothing else is said [AUT-09]', () => {
    for (const line of sessionCookies({ session: 's1', csrf: 'c1' })) expect(line).not.toMatch(/Max-Age|Expires/);
  });
});
