import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { api, on } from '../../../functions/shared/http/api.ts';
import { defineRoute, everyone } from '../../../functions/shared/http/route.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const Greet = defineRoute({
  operationId: 'greet',
  method: 'GET',
  path: '/greeting',
  access: everyone,
  tag: 'Test',
  summary: 'Says which language was heard',
  success: { status: 200, description: 'The language', body: z.object({ language: z.string() }) },
  problems: [],
});
const handler = api([on(Greet, async ({ language }) => ({ language }))]);
const context = { awsRequestId: 'req_1', getRemainingTimeInMillis: () => 10_000 } as Context;

test.each([
  ['de-CH, fr;q=0.8', 'de'],
  ['it, fr;q=0.5, de;q=0.7', 'de'],
  ['FR', 'fr'],
  ['it, es', 'en'],
  ['*', 'en'],
  ['nonsense;;q=x', 'en'],
  [undefined, 'en'],
])('Accept-Language: %s is answered in %s, the best that we speak, else English [BFF-03]', async (header, language) => {
  const event = {
    routeKey: 'GET /greeting',
    rawPath: '/greeting',
    headers: header === undefined ? {} : { 'accept-language': header },
    requestContext: { requestId: 'req_1', http: { method: 'GET', sourceIp: '192.0.2.1' } },
  } as unknown as APIGatewayProxyEventV2;
  expect(JSON.parse((await handler(event, context)).body ?? '')).toEqual({ language });
});
