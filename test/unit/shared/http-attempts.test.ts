import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { DomainError, NotFound } from '../../../functions/shared/domain-error.ts';
import { api, on } from '../../../functions/shared/http/api.ts';
import type { ApiPorts } from '../../../functions/shared/http/api-ports.ts';
import { type Bucket, TooManyAttempts } from '../../../functions/shared/http/attempts.ts';
import { customer, defineRoute, everyone } from '../../../functions/shared/http/route.ts';
import { send } from '../../support/pipeline.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const route = { method: 'POST', tag: 'Test', summary: 'Opens', problems: [] } as const;
const success = { status: 204, description: 'Open' } as const;
const body = z.strictObject({ email: z.string().toLowerCase() });
const Open = defineRoute({
  ...route,
  operationId: 'open',
  path: '/open',
  access: everyone,
  attempts: { account: 'email' },
  body,
  success,
});
const Change = defineRoute({
  ...route,
  operationId: 'change',
  path: '/change',
  access: customer,
  attempts: { account: 'caller' },
  success,
});
const Spend = defineRoute({ ...route, operationId: 'spend', path: '/spend', access: everyone, attempts: {}, success });
const Mail = defineRoute({
  ...route,
  operationId: 'mail',
  path: '/mail',
  access: customer,
  attempts: { account: 'caller' },
  asksForMail: true,
  success,
});

let outcome: () => Promise<undefined>;
let taken: Bucket[][];
let putBack: number;
let empty: boolean;
beforeEach(() => {
  outcome = async () => undefined;
  taken = [];
  putBack = 0;
  empty = false;
});

const rows = [Open, Change, Spend, Mail].map((one) => on(one, () => outcome()));
const ports: ApiPorts = {
  tokens: {
    verify: async () => ({ userId: 'usr_1', role: 'customer', signInId: undefined, expiresAt: 0 }),
  },
  users: { current: async () => ({ role: 'customer', disabled: false }) },
  trail: { refused: async () => {} },
  attempts: {
    take: async (buckets) => {
      if (empty) throw new TooManyAttempts(7);
      taken.push([...buckets]);
      return async () => void putBack++;
    },
  },
};
const handler = api(rows, ports);
const fails = (error: Error) => async (): Promise<undefined> => {
  throw error;
};

describe('a route where somebody may guess', () => {
  test.each([
    [
      'the account that the body names, as it is compared',
      'POST /open',
      { body: { email: 'Ada@Example.com' } },
      ['source 192.0.2.1', 'account ada@example.com'],
    ],
    [
      'the caller',
      'POST /change',
      { headers: { authorization: 'Bearer token' } },
      ['source 192.0.2.1', 'account usr_1'],
    ],
    ['the source alone, where nothing names an account', 'POST /spend', {}, ['source 192.0.2.1']],
  ])('takes an attempt of %s, before it knows [BFF-04]', async (_, key, sent, buckets) => {
    outcome = async () => {
      expect(taken.flat().map(({ kind, name }) => `${kind} ${name}`)).toEqual(buckets);
      return undefined;
    };
    expect((await send(handler, key, sent)).status).toBe(204);
    expect(putBack).toBe(1);
  });

  test.each([
    ['a wrong password', new DomainError('unauthenticated', 'invalid-credentials', 'no'), 401, 0],
    ['a token that opens nothing', new DomainError('invalid', 'invalid-token', 'no'), 400, 0],
    ['the right password too early', new DomainError('forbidden', 'email-not-verified', 'no'), 403, 1],
    ['a new password that is refused', new DomainError('invalid', 'password-refused', 'no'), 400, 1],
    ['what is not there', new NotFound(), 404, 1],
    ['a user pool that is busy', new DomainError('unavailable', 'sign-in-unavailable', 'no'), 503, 1],
    ['a fault of ours', new Error('no'), 500, 1],
  ])('%s counts, or is put back (%#) [BFF-04]', async (_, error, status, back) => {
    outcome = fails(error);
    expect((await send(handler, 'POST /spend')).status).toBe(status);
    expect(putBack).toBe(back);
  });

  test.each(['x-forwarded-for', 'X-Forwarded-For', 'forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'])(
    'takes an attempt of the source of the connection, whatever %s says [BFF-04]',
    async (name) => {
      const headers = { [name]: name === 'forwarded' ? 'for=203.0.113.9' : '203.0.113.9' };
      outcome = fails(new DomainError('unauthenticated', 'invalid-credentials', 'no'));
      await send(handler, 'POST /spend', { headers });
      await send(handler, 'POST /mail', { headers: { ...headers, authorization: 'Bearer token' } });
      const sources = taken.flat().filter(({ kind }) => kind !== 'account');
      expect(sources.map(({ kind, name: whose }) => `${kind} ${whose}`)).toEqual([
        'source 192.0.2.1',
        'mailRequests 192.0.2.1',
        'source 192.0.2.1',
      ]);
    },
  );

  test('answers an empty bucket by 429 and how long to wait, and asks nobody whether the guess was right [BFF-04, BFF-07]', async () => {
    empty = true;
    outcome = fails(new Error('Not to be asked'));
    const answer = await send(handler, 'POST /open', { body: { email: 'ada@example.com' } });
    expect([answer.status, answer.body?.code, answer.headers['retry-after']]).toEqual([429, 'too-many-attempts', '7']);
  });

  test('takes nothing from an account for a source that is blocked: nobody is shut out by a stranger’s machine [BFF-04]', async () => {
    await send(handler, 'POST /open', { body: { email: 'ada@example.com' } });
    expect(taken[0]?.map(({ kind }) => kind)).toEqual(['source', 'account']);
  });

  test('takes nothing for a request that is not one [BFF-04]', async () => {
    expect((await send(handler, 'POST /open', { body: {} })).status).toBe(400);
    expect((await send(handler, 'POST /change')).status).toBe(401);
    expect(taken).toEqual([]);
  });

  test.each(['spend', 'mail'])('does not come up without buckets (%s) [BFF-04]', (id) => {
    const { attempts: _, ...others } = ports;
    expect(() =>
      api(
        rows.filter(({ route: { operationId } }) => operationId === id),
        others,
      ),
    ).toThrow(/attempts/);
  });
});

describe('a route that has mails sent', () => {
  const headers = { authorization: 'Bearer token' };

  test('counts every request, and gives none back, whatever comes of it [BFF-04]', async () => {
    expect((await send(handler, 'POST /mail', { headers })).status).toBe(204);
    outcome = fails(new Error('no'));
    expect((await send(handler, 'POST /mail', { headers })).status).toBe(500);
    const counted = taken.flat().map(({ kind, name }) => `${kind} ${name}`);
    expect(counted.filter((bucket) => bucket === 'mailRequests 192.0.2.1')).toHaveLength(2);
    // The failures, of which there was none.
    expect(putBack).toBe(2);
  });

  test('counts nobody who may not call it [BFF-04]', async () => {
    expect((await send(handler, 'POST /mail')).status).toBe(401);
    expect(taken).toEqual([]);
  });
});
