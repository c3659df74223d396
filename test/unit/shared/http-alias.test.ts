import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { ActsForAnother } from '../../../functions/shared/domain-error.ts';
import { api, on } from '../../../functions/shared/http/api.ts';
import type { Refusal } from '../../../functions/shared/http/api-ports.ts';
import { customer, defineRoute, spelled } from '../../../functions/shared/http/route.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

/** Canonically a name and how often, once unless it is said; elsewhere an owner and a label. */
const Greet = defineRoute({
  operationId: 'greet',
  method: 'POST',
  path: '/greetings/{language}',
  aliases: [
    { method: 'POST', path: '/bff/greetings/{language}' },
    {
      method: 'POST',
      path: '/hello',
      ...spelled(z.strictObject({ owner: z.string().optional(), label: z.string() }), ({ owner, label }, caller) => {
        if (owner !== undefined && owner !== caller?.userId) throw new ActsForAnother();
        return { name: label };
      }),
    },
    { method: 'POST', path: '/english', adapt: (carried) => ({ ...carried, params: { language: 'en' } }) },
  ],
  access: customer,
  tag: 'Test',
  summary: 'Says hello',
  params: z.strictObject({ language: z.enum(['en', 'de']) }).partial(),
  body: z.strictObject({ name: z.string().max(5), times: z.int().default(1) }),
  success: { status: 200, description: 'What was understood', body: z.unknown() },
  problems: [],
});

async function greet(routeKey: string, body: unknown, pathParameters?: Record<string, string>) {
  const refusals: Refusal[] = [];
  const handler = api([on(Greet, async ({ params, body }) => ({ params, body }))], {
    tokens: {
      verify: async () => ({ userId: 'usr_me', role: 'customer', signInId: undefined, expiresAt: 0 }) as const,
    },
    users: { current: async () => ({ role: 'customer', disabled: false }) },
    trail: { refused: async (refusal) => void refusals.push(refusal) },
  });
  const event = {
    routeKey,
    rawPath: '/',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(pathParameters ? { pathParameters } : {}),
    requestContext: { requestId: 'req_1', http: { method: 'POST', sourceIp: '192.0.2.1' } },
  } as unknown as APIGatewayProxyEventV2;
  const context = { awsRequestId: 'req_1', getRemainingTimeInMillis: () => 10_000 } as Context;
  const answer = await handler(event, context);
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}'), refusals };
}

describe('a route under another name', () => {
  test('takes the canonical request where it spells nothing otherwise [K11]', async () => {
    expect(await greet('POST /bff/greetings/{language}', { name: 'Ada' }, { language: 'de' })).toMatchObject({
      status: 200,
      body: { params: { language: 'de' }, body: { name: 'Ada', times: 1 } },
    });
  });

  test('makes the canonical body of its own spelling [K11]', async () => {
    expect(await greet('POST /hello', { owner: 'usr_me', label: 'Ada' })).toMatchObject({
      status: 200,
      body: { body: { name: 'Ada', times: 1 } },
    });
  });

  test('may say by its path what the canonical one is told [K11]', async () => {
    expect(await greet('POST /english', { name: 'Ada' })).toMatchObject({
      status: 200,
      body: { params: { language: 'en' }, body: { name: 'Ada', times: 1 } },
    });
  });

  test('refuses the canonical spelling where it has one of its own, and points at what it does not know [BFF-03, K11]', async () => {
    const { status, body } = await greet('POST /hello', { label: 'Ada', name: 'Ada' });
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/name' }]]);
  });

  test('is held to the canonical rules: what it makes of a request is validated, too [BFF-03, K11]', async () => {
    const { status, body } = await greet('POST /hello', { label: 'Augusta' });
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/name' }]]);
  });

  test('lets nobody act for somebody else, and the trail is told [AUT-22, AUT-25, ORD-03]', async () => {
    const { status, body, refusals } = await greet('POST /hello', { owner: 'usr_other', label: 'Ada' });
    expect([status, body.code]).toEqual([403, 'forbidden']);
    expect(refusals).toMatchObject([{ kind: 'unauthorized-access', operationId: 'greet', userId: 'usr_me' }]);
  });
});
