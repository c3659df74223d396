import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { api, on } from '../../../functions/shared/http/api.ts';
import { defineRoute, everyone } from '../../../functions/shared/http/route.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const route = {
  method: 'POST',
  access: everyone,
  tag: 'Test',
  summary: 'Says what it was told',
  success: { status: 200, description: 'What was understood', body: z.unknown() },
  problems: [],
} as const;
const Tell = defineRoute({
  ...route,
  operationId: 'tell',
  path: '/told',
  body: z.strictObject({ text: z.string(), 'a/b': z.strictObject({ 'c~d': z.number() }).optional() }),
});
const TellRaw = defineRoute({ ...route, operationId: 'tellRaw', path: '/raw', body: 'raw' });
const handler = api([Tell, TellRaw].map((one) => on(one, async ({ body }) => ({ body }))));

/** Sends bytes as API Gateway hands them over. */
async function tell(path: string, bytes: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  const event = {
    routeKey: `POST ${path}`,
    rawPath: path,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof bytes === 'string' ? bytes : bytes.toString('base64'),
    isBase64Encoded: typeof bytes !== 'string',
    requestContext: { requestId: 'req_1', http: { method: 'POST', sourceIp: '192.0.2.1' } },
  } as unknown as APIGatewayProxyEventV2;
  const answer = await handler(event, { getRemainingTimeInMillis: () => 10_000 } as Context);
  return {
    status: answer.statusCode,
    takes: answer.headers?.['accept-encoding'],
    ...(JSON.parse(answer.body ?? '{}') as Record<string, unknown>),
  };
}

describe('a body', () => {
  test.each(['/told', '/raw'])('at %s is the same, whether API Gateway encoded it or not [BFF-03]', async (path) => {
    const sent = JSON.stringify({ text: 'Grüße 🖨' });
    const plain = await tell(path, sent);
    expect(plain).toEqual({ status: 200, takes: undefined, body: path === '/raw' ? sent : { text: 'Grüße 🖨' } });
    expect(await tell(path, Buffer.from(sent))).toEqual(plain);
  });

  test('that is not JSON is refused, encoded or not [BFF-03, BFF-07]', async () => {
    for (const sent of ['{"text":', Buffer.from('{"text":')]) {
      expect(await tell('/told', sent)).toMatchObject({ status: 400, code: 'malformed-json' });
    }
  });

  test.each([
    ['letters of one byte', 'a', 256 * 1024],
    ['letters of two', 'ü', 128 * 1024],
    ['letters of four', '🖨', 64 * 1024],
  ])(
    'is as large as its bytes: of %s, 256 KiB are taken and one byte more is refused [BFF-03, BFF-07]',
    async (_, letter, most) => {
      const largest = letter.repeat(most);
      for (const [sent, status, code] of [
        [largest, 200, undefined],
        [`${largest}a`, 413, 'body-too-large'],
      ] as const) {
        for (const spelling of [sent, Buffer.from(sent)]) {
          const answer: Record<string, unknown> = await tell('/raw', spelling);
          expect([answer['status'], answer['code']]).toEqual([status, code]);
        }
      }
    },
  );

  test('that is wrong is told where, by JSON pointers (RFC 6901) [BFF-03, BFF-07]', async () => {
    const sent = { text: 1, 'a/b': { 'c~d': 'x', '~1': 0 }, 'e/~f': 0 };
    const { errors } = (await tell('/told', JSON.stringify(sent))) as unknown as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(['/a~1b/c~0d', '/a~1b/~01', '/e~1~0f', '/text']);
  });
});

describe.each(['/told', '/raw'])('a header that changes what the bytes of a body mean, at %s,', (path) => {
  const sent = JSON.stringify({ text: 'Grüße' });

  test.each(['gzip', 'br', 'deflate', 'x-gzip', 'zstd', 'GZIP', 'identity, gzip', 'aes128gcm'])(
    'is refused: a coding (%s), and told that none is taken [BFF-03, BFF-07]',
    async (coding) => {
      for (const bytes of [sent, Buffer.from(sent), gzipSync(sent)]) {
        expect(await tell(path, bytes, { 'Content-Encoding': coding })).toMatchObject({
          status: 415,
          code: 'unsupported-encoding',
          takes: 'identity',
        });
      }
    },
  );

  test.each([
    ['content-type', 'application/json; charset=iso-8859-1'],
    ['content-type', 'application/json;charset="utf-16"'],
    ['content-type', 'application/json; charset=us-ascii; charset=utf-8'],
    ['content-type', 'multipart/form-data; boundary=x'],
    ['content-range', 'bytes 0-9/100'],
    ['transfer-encoding', 'gzip, chunked'],
  ])('is refused: %s: %s [BFF-03, BFF-07]', async (name, value) => {
    expect(await tell(path, sent, { [name]: value })).toMatchObject({ status: 415, code: 'unsupported-encoding' });
  });

  test.each([
    ['content-encoding', 'identity'],
    ['content-encoding', ''],
    ['content-type', 'application/json; charset=utf-8'],
    ['content-type', 'application/json;charset="UTF-8"'],
    ['content-type', 'application/json; charset=utf8'],
    ['transfer-encoding', 'chunked'],
  ])('is taken where it changes nothing: %s: %s [BFF-03]', async (name, value) => {
    expect(await tell(path, sent, { [name]: value })).toMatchObject({ status: 200 });
  });

  test('is not needed: bytes that are no UTF-8 are refused, and not replaced [BFF-03, BFF-07]', async () => {
    const latin = Buffer.from(sent, 'latin1');
    expect(await tell(path, latin)).toMatchObject({ status: 415, code: 'unsupported-encoding' });
    const half = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]);
    expect(await tell(path, half)).toMatchObject({ status: 415, code: 'unsupported-encoding' });
  });
});
