import { describe, expect, test, vi } from 'vitest';
import { api, on } from '../../../functions/shared/http/api.ts';
import { defineRoute, everyone } from '../../../functions/shared/http/route.ts';
import { invocation } from '../../../functions/shared/invocation.ts';
import { StoreUnavailable } from '../../../functions/shared/store/store.ts';
import { send } from '../../support/pipeline.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true'));

const Look = defineRoute({
  operationId: 'look',
  method: 'GET',
  path: '/things',
  access: everyone,
  tag: 'Test',
  summary: 'Answers as it is told to',
  success: { status: 204, description: 'Nothing' },
  problems: [],
});

const look = (answer: () => Promise<undefined>, headers = {}) =>
  send(api([on(Look, answer)]), 'GET /things', { headers });

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the ids of a request', () => {
  test('that its caller sent go on with the work, and come back [BFF-02, OBS-06]', async () => {
    const seen: unknown[] = [];
    const { headers } = await look(
      async () => {
        const { correlationId, requestId, traceparent } = invocation();
        seen.push({ correlationId, requestId, traceparent });
        return undefined;
      },
      { 'X-Correlation-ID': 'of-the-caller', traceparent },
    );
    expect(seen).toEqual([{ correlationId: 'of-the-caller', requestId: 'req_1', traceparent }]);
    expect(headers).toMatchObject({ 'x-correlation-id': 'of-the-caller', 'x-request-id': 'req_1' });
  });

  test.each(['', 'two words', 'x'.repeat(65), 'line\nbreak'])('are made where %j was sent [BFF-02]', async (sent) => {
    const { headers } = await look(async () => undefined, { 'x-correlation-id': sent, traceparent: sent });
    expect(headers['x-correlation-id']).toMatch(/^cor_[0-9A-HJKMNP-TV-Z]{26}$/);
  });
});

test.each([
  ['as it came', traceparent, traceparent],
  ['in our version, where the caller knows a later one', traceparent.replace(/^00/, '01'), traceparent],
  ['without what a later version adds', `${traceparent.replace(/^00/, 'cc')}-more`, traceparent],
  ['not, where our version has something added', `${traceparent}-more`, undefined],
  ['not, where there is no such version', traceparent.replace(/^00/, 'ff'), undefined],
  ['not, where it names no trace', traceparent.replace(/-[0-9a-f]{32}-/, `-${'0'.repeat(32)}-`), undefined],
  ['not, where it names no parent', traceparent.replace(/-[0-9a-f]{16}-/, `-${'0'.repeat(16)}-`), undefined],
])('the trace of a caller goes on %s [BFF-02, OBS-06]', async (_, sent, kept) => {
  const seen: unknown[] = [];
  await look(async () => void seen.push(invocation().traceparent), { traceparent: sent });
  expect(seen).toEqual([kept]);
});

test('work ends with the time that is left to its function', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T10:00:00.000Z') });
  const seen: Date[] = [];
  await look(async () => void seen.push(new Date(invocation().deadline)));
  vi.useRealTimers();
  expect(seen).toEqual([new Date('2026-11-21T10:00:10.000Z')]);
});

/** What was thrown at the caller of a request that this error broke, and what was logged of it. */
async function broken(fault: Error) {
  const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const answer = await look(() => Promise.reject(fault), { 'x-correlation-id': 'of-the-caller' });
  const lines = logged.mock.calls.flat().join();
  logged.mockRestore();
  return { ...answer, lines };
}

test('a database that does not answer is logged, and the caller is told to come again and nothing else [BFF-08, BFF-07]', async () => {
  const inside = 'the table of secrets';
  const { status, headers, text, lines } = await broken(new StoreUnavailable(new Error(inside)));
  expect(status).toBe(503);
  expect(headers).toMatchObject({ 'retry-after': '5', 'content-type': 'application/problem+json' });
  expect(JSON.parse(text)).toMatchObject({ code: 'unavailable', correlationId: 'of-the-caller' });
  expect(text).not.toContain(inside);
  expect(lines).toContain('of-the-caller');
  expect(lines).toContain(inside);
});

test('a fault of ours is logged, and the caller is told the correlation id and nothing of the inside [BFF-08, BFF-07]', async () => {
  const inside = 'the password of the table';
  const fault = Object.assign(new TypeError(inside, { cause: new Error(inside) }), { code: inside, detail: inside });
  const { status, headers, text, lines } = await broken(fault);
  expect(status).toBe(500);
  expect(headers).toMatchObject({ 'content-type': 'application/problem+json' });
  expect(JSON.parse(text)).toMatchObject({ code: 'internal', correlationId: 'of-the-caller' });
  expect(`${text} ${JSON.stringify(headers)}`).not.toContain(inside);
  expect(lines).toContain('of-the-caller');
  expect(lines).toContain(inside);
});
