import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { NotFound } from '../../../functions/shared/domain-error.ts';
import { api, on, otherwise, Reply } from '../../../functions/shared/http/api.ts';
import { defineRoute, everyone, servedKeysOf } from '../../../functions/shared/http/route.ts';
import { send } from '../../support/pipeline.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const Read = defineRoute({
  operationId: 'read',
  method: 'GET',
  path: '/things/{id}',
  aliases: [{ method: 'GET', path: '/bff/things/{id}' }],
  access: everyone,
  tag: 'Test',
  summary: 'A thing',
  params: z.strictObject({ id: z.enum(['known', 'absent']) }),
  etag: 'content',
  success: { status: 200, description: 'The thing', body: z.object({}) },
  problems: [],
});
const Make = defineRoute({ ...Read, operationId: 'make', method: 'POST', aliases: [] });

const handler = api([
  on(Read, async ({ params: { id } }) => {
    if (id === 'absent') throw new NotFound();
    return new Reply({ id }, { 'cache-control': 'public, max-age=10' }, ['seen=1']);
  }),
  on(Make, async () => ({})),
  otherwise(async () => {
    throw new NotFound();
  }),
]);

test.each([
  ['/things/{id}', { id: 'known' }, {}],
  ['/bff/things/{id}', { id: 'known' }, {}],
  ['/things/{id}', { id: 'known' }, { 'if-none-match': '*' }],
  ['/things/{id}', { id: 'absent' }, {}],
  ['/things/{id}', { id: 'nonsense' }, {}],
])('HEAD %s with %j and %j answers what GET does, without a body [BFF-07]', async (path, params, headers) => {
  const [head, get] = [
    await send(handler, `HEAD ${path}`, { params, headers }),
    await send(handler, `GET ${path}`, { params, headers }),
  ];
  const named = ({ 'x-correlation-id': _, ...rest }: Readonly<Record<string, unknown>>) => rest;
  expect([head.status, named(head.headers), head.cookies]).toEqual([get.status, named(get.headers), get.cookies]);
  expect(head.text).toBe('');
});

test('a HEAD that no route takes is refused without a body [BFF-07]', async () => {
  const answer = await send(handler, '$default', { method: 'HEAD' });
  expect([answer.status, answer.text]).toEqual([404, '']);
});

test('a route is served under HEAD where it is read, under every name, and nowhere else [BFF-07]', () => {
  expect(servedKeysOf(Read)).toEqual([
    'GET /things/{id}',
    'HEAD /things/{id}',
    'GET /bff/things/{id}',
    'HEAD /bff/things/{id}',
  ]);
  expect(servedKeysOf(Make)).toEqual(['POST /things/{id}']);
});
