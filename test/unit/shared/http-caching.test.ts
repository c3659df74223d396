import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { NotFound } from '../../../functions/shared/domain-error.ts';
import { api, on, Reply } from '../../../functions/shared/http/api.ts';
import { defineRoute, everyone } from '../../../functions/shared/http/route.ts';
import { send } from '../../support/pipeline.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const Read = defineRoute({
  operationId: 'read',
  method: 'GET',
  path: '/thing',
  access: everyone,
  tag: 'Test',
  summary: 'A thing',
  etag: 'content',
  success: { status: 200, description: 'The thing', body: z.object({}) },
  problems: [],
});
const read = (headers: Record<string, string>, asked: Record<string, string> = {}) =>
  send(api([on(Read, async () => new Reply({}, headers))]), 'GET /thing', { headers: asked });

test.each(['public, max-age=10', 'private, max-age=60', 'no-cache'])(
  'what may be kept (%s) differs by the page that asks, whoever asks and also where it is known already [CAT-11, BFF-05]',
  async (control) => {
    for (const asked of [{}, { origin: 'https://shop.example' }, { 'if-none-match': '*' }]) {
      const { headers } = await read({ 'cache-control': control }, asked);
      expect(headers).toMatchObject({ 'cache-control': control, vary: 'Origin' });
    }
    const both = await read({ 'cache-control': control, vary: 'Accept-Language' });
    expect(both.headers['vary']).toBe('Accept-Language, Origin');
  },
);

test('what may not be kept need not say by what it differs, problems among it [BFF-05]', async () => {
  const { headers } = await read({});
  expect([headers['cache-control'], headers['vary']]).toEqual(['no-store', undefined]);
  const absent = async () => {
    throw new NotFound();
  };
  const refused = await send(api([on(Read, absent)]), 'GET /thing');
  expect([refused.headers['cache-control'], refused.headers['vary']]).toEqual(['no-store', undefined]);
});
