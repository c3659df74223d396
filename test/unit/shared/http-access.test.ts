import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { api, on } from '../../../functions/shared/http/api.ts';
import type { LiveUsers } from '../../../functions/shared/http/api-ports.ts';
import type { Role } from '../../../functions/shared/http/permissions.ts';
import { customer, customerSelfRead, defineRoute, optional, type Route } from '../../../functions/shared/http/route.ts';
import { InvalidToken, type Tokens } from '../../../functions/shared/http/tokens.ts';
import { send } from '../../support/pipeline.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const Look = defineRoute({
  operationId: 'look',
  method: 'GET',
  path: '/things',
  access: optional,
  tag: 'Test',
  summary: 'Says what the caller may',
  success: { status: 200, description: 'Permissions', body: z.object({ may: z.array(z.string()).nullable() }) },
  problems: [],
});

/** A token is the name of the role that it was made for. */
const tokens: Tokens = {
  verify: async (token) => {
    if (!['customer', 'staff', 'admin'].includes(token)) throw new InvalidToken();
    return { userId: 'usr_1', role: token as Role, signInId: undefined, expiresAt: 0 };
  },
};

async function look(authorization: string | undefined, user: Awaited<ReturnType<LiveUsers['current']>>) {
  let lookUps = 0;
  const users: LiveUsers = {
    current: async () => {
      lookUps += 1;
      return user;
    },
  };
  const handler = api([on(Look, async ({ caller }) => ({ may: caller ? [...caller.permissions] : null }))], {
    tokens,
    users,
    trail: { refused: async () => {} },
  });
  const event = {
    routeKey: 'GET /things',
    rawPath: '/things',
    headers: authorization === undefined ? {} : { authorization },
    requestContext: { requestId: 'req_1', http: { method: 'GET', sourceIp: '192.0.2.1' } },
  } as unknown as APIGatewayProxyEventV2;
  const context = { awsRequestId: 'req_1', getRemainingTimeInMillis: () => 10_000 } as Context;
  const { statusCode, body } = await handler(event, context);
  return { status: statusCode, body: JSON.parse(body ?? '{}') as { may?: string[] | null }, lookUps };
}

const staff = { role: 'staff', disabled: false } as const;

describe('a route with an optional token [AUT-23]', () => {
  test('answers whoever has none, as nobody', async () => {
    expect(await look(undefined, undefined)).toEqual({ status: 200, body: { may: null }, lookUps: 0 });
  });

  test('knows a customer, without looking anything up', async () => {
    expect(await look('Bearer customer', undefined)).toEqual({ status: 200, body: { may: [] }, lookUps: 0 });
  });

  test('knows the word before a token in any letters', async () => {
    expect(await look('bearer customer', undefined)).toMatchObject({ status: 200, body: { may: [] } });
  });

  test('knows staff by what they may now', async () => {
    const { status, body } = await look('Bearer staff', staff);
    expect(status).toBe(200);
    expect(body.may).toContain('inventory:write');
  });

  test('tells nobody more by a role that was taken away', async () => {
    expect(await look('Bearer admin', staff)).toMatchObject({ status: 200, body: { may: [] } });
  });

  test.each([
    ['Bearer forged', staff],
    ['Basic c3RhZmY6', staff],
    ['', staff],
    ['Bearer staff', { ...staff, disabled: true }],
    ['Bearer staff', undefined],
  ])('refuses a token that is wrong instead of overlooking it: %j, %j', async (authorization, user) => {
    expect(await look(authorization, user)).toMatchObject({ status: 401, body: { code: 'invalid-token' } });
  });

  test('does not come up without the means to check a token', () => {
    expect(() => api([on(Look, async () => ({ may: null }))])).toThrow(/tokens/);
    expect(() => api([on(Look, async () => ({ may: null }))], { tokens, trail: { refused: async () => {} } })).toThrow(
      /users/,
    );
  });
});

describe('a route of a customer [AUT-21, PLT-05]', () => {
  const Own = defineRoute({ ...Look, access: customer });
  const lookUps: string[] = [];
  const own = async (user: Awaited<ReturnType<LiveUsers['current']>>, route: Route = Own) => {
    lookUps.length = 0;
    const users: LiveUsers = {
      current: async (userId) => {
        lookUps.push(userId);
        return user;
      },
    };
    const handle = async () => ({ may: [] });
    const handler = api([{ route, handle }], { tokens, users, trail: { refused: async () => {} } });
    const { status, body } = await send(handler, 'GET /things', { headers: { authorization: 'Bearer customer' } });
    return [status, body?.code];
  };

  test('refuses at once who has left or was shut out, though the token has not expired', async () => {
    expect(await own({ role: 'customer', disabled: false })).toEqual([200, undefined]);
    expect(await own(undefined)).toEqual([401, 'invalid-token']);
    expect(await own({ role: 'customer', disabled: true })).toEqual([401, 'invalid-token']);
    expect(lookUps).toEqual(['usr_1']);
  });

  test('reads nothing where its use case reads the user itself', async () => {
    expect(await own(undefined, { ...Own, access: customerSelfRead })).toEqual([200, undefined]);
    expect(lookUps).toEqual([]);
  });

  test('leaves it to no use case where a kept answer may be given before it is asked', () => {
    const honoured = { ...Own, access: customerSelfRead, idempotencyKey: 'honoured' } as const;
    expect(() => api([{ route: honoured, handle: async () => ({}) }], {})).toThrow('look must look up its user');
  });
});
