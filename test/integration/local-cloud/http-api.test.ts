import { expect, test } from 'vitest';
import { get } from './probe.ts';
import { lambdaLimit } from './setup.ts';
import { corsOrigin } from './stack.ts';

const allowOrigin = 'access-control-allow-origin';

test('request cookies arrive in event.cookies and nowhere else', async () => {
  const body = await (await get('echo', { cookie: 'a=1; b=2' })).json();
  expect(body).toMatchObject({ cookies: ['a=1', 'b=2'], cookieHeader: null });
});

test('functions run under Node 24 with the environment that the run adds', async () => {
  const body = (await (await get('echo')).json()) as { node: string; given: string };
  expect(body.node).toMatch(/^v24\./);
  expect(body.given).toBe('to every function');
});

test('a function that throws is a 500 that tells nothing', async () => {
  const response = await get('unknown');
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: 'Internal Server Error' });
});

test('the CORS configuration of the template is in force for its origin and no other', async () => {
  expect((await get('echo', { origin: corsOrigin })).headers.get(allowOrigin)).toBe(corsOrigin);
  expect((await get('echo', { origin: 'https://elsewhere.example' })).headers.get(allowOrigin)).toBeNull();
});

test('a refusal carries the CORS headers as well, so a browser can read its status', async () => {
  const response = await get('private/echo', { origin: corsOrigin });
  expect(response.status).toBe(401);
  expect(response.headers.get(allowOrigin)).toBe(corsOrigin);
});

test('more calls than a function may have processes wait for their turn', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const response = await get('wait');
      return { status: response.status, ...((await response.json()) as { pid: number }) };
    }),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ pid }) => pid)).size).toBeLessThanOrEqual(lambdaLimit);
});

test('a function works under its own role: granted passes, not granted is AccessDeniedException [PLT-03]', async () => {
  expect(await (await get('granted')).json()).toEqual({ error: null });
  expect(await (await get('denied')).json()).toEqual({ error: 'AccessDeniedException' });
});

test('a grant on an event bus allows to describe that bus and no other', async () => {
  expect(await (await get('bus')).json()).toEqual({ error: null });
  expect(await (await get('other-bus')).json()).toEqual({ error: 'AccessDeniedException' });
});
