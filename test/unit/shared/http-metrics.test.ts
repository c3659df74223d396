import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { NotFound } from '../../../functions/shared/domain-error.ts';
import { api, on } from '../../../functions/shared/http/api.ts';
import { defineRoute, everyone } from '../../../functions/shared/http/route.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const Look = defineRoute({
  operationId: 'look',
  method: 'GET',
  path: '/things/{thingId}',
  access: everyone,
  tag: 'Test',
  summary: 'Answers as it is told to',
  success: { status: 204, description: 'Nothing' },
  problems: [],
});

interface Emf {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      { Namespace: string; Dimensions: readonly [readonly string[]]; Metrics: readonly object[] },
    ];
  };
  readonly [name: string]: unknown;
}

/** What one request puts out as metrics. */
async function measured(answer: () => Promise<undefined>): Promise<Emf[]> {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const event = {
    routeKey: 'GET /things/{thingId}',
    rawPath: '/things/thg_1',
    headers: {},
    requestContext: { requestId: 'req_1', http: { method: 'GET', sourceIp: '192.0.2.1' } },
  } as unknown as APIGatewayProxyEventV2;
  await api([on(Look, answer)])(event, { awsRequestId: 'req_1', getRemainingTimeInMillis: () => 10_000 } as Context);
  const lines = stdout.mock.calls.map(([line]) => JSON.parse(String(line)) as Emf);
  stdout.mockRestore();
  return lines;
}

test.each([
  ['2xx', async () => undefined],
  ['4xx', () => Promise.reject(new NotFound())],
  ['5xx', () => Promise.reject(new Error('broken'))],
])('a request that ends as %s is measured once, by route and by how it ended [OBS-03]', async (status, answer) => {
  const [line, ...more] = await measured(answer);
  expect(more).toEqual([]);
  expect(line?._aws.CloudWatchMetrics).toEqual([
    {
      Namespace: 'PrintVerse',
      Dimensions: [expect.arrayContaining(['route', 'status'])],
      Metrics: [{ Name: 'Latency', Unit: 'Milliseconds' }],
    },
  ]);
  // The route as it is declared: an id in it would make a metric of every thing.
  expect(line).toMatchObject({ route: 'GET /things/{thingId}', status, Latency: expect.any(Number) });
});
