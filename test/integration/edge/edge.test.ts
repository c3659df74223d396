import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, inject, test } from 'vitest';
import { Health } from '../../../functions/edge/contract.ts';
import { stages } from '../../../lib/config.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { openApiDocument } from '../../../tools/openapi.ts';
import { eventually } from '../../support/eventually.ts';

const { endpoint, outputs } = inject('shop');
const lambda = new LambdaClient(clientConfig(endpoint));
const ask = (path: string, init: RequestInit = {}) => fetch(`${outputs.apiUrl}${path}`, init);

describe('health', () => {
  test('is answered without looking at anything [OBS-01]', async () => {
    const answer = await ask('/health');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'pass', checks: {} });
  });

  test('of what the shop depends on is looked at, under the role of the function, and names no resource [OBS-02]', async () => {
    // A machine that is busy with other tests may answer late once; a missing grant or a wrong name stays.
    const { text, checks } = await eventually('the shop is ready', async () => {
      const text = await (await ask('/health/ready')).text();
      const { status, checks } = Health.parse(JSON.parse(text));
      return status === 'fail' ? undefined : { text, checks };
    });
    expect(Object.keys(checks).toSorted()).toEqual(['database', 'events', 'saga']);
    expect(text).not.toMatch(/arn:|printverse-/);
  });
});

describe('readiness', () => {
  test('is looked at by the clock too, under a role of its own, and what it finds is logged [OBS-02, OBS-04]', async () => {
    const line = await eventually('a look that finds the shop ready', async () => {
      const { FunctionError, LogResult = '' } = await lambda.send(
        new InvokeCommand({ FunctionName: 'printverse-local-edge-cron-ready', LogType: 'Tail' }),
      );
      expect(FunctionError).toBeUndefined();
      const lines = Buffer.from(LogResult, 'base64').toString();
      return /"status":"(pass|warn)"/.test(lines) ? lines : undefined;
    });
    expect(line).toContain('readiness');
  });
});

describe('the documentation', () => {
  test('is served as it was generated, and by its ETag only once [BFF-10]', async () => {
    const answer = await ask('/openapi.json');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    const etag = answer.headers.get('etag') ?? '';
    expect((await ask('/openapi.json', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test('has a viewer whose files all come from here, under a policy that allows no others [BFF-10]', async () => {
    const page = await ask('/docs');
    const html = await page.text();
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    const files = [...html.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const answer = await fetch(new URL(file, `${outputs.apiUrl}/docs`));
      expect([answer.status, (await answer.text()).length > 100_000]).toEqual([200, true]);
    }
  });

  test('has no files but its own [BFF-10]', async () => {
    for (const path of ['/docs/index.mjs', '/docs/..%2Findex.mjs', '/docs/openapi.json']) {
      expect((await ask(path)).status).toBe(404);
    }
  });
});

describe('what no route takes', () => {
  const codeOf = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('x-correlation-id')).toBeTruthy();
    return ((await answer.json()) as { code: string }).code;
  };

  test.each(['/', '/nothing', '/orders/a/b/c', '/%zz', '/products/%E0%A4%A', '/%00', '/..%2f..%2fetc'])(
    '%s is a 404 of ours [BFF-07]',
    async (path) => {
      const answer = await ask(path);
      expect([answer.status, await codeOf(answer)]).toEqual([404, 'not-found']);
    },
  );

  test.each([
    ['DELETE', '/products', 'GET, HEAD'],
    ['POST', '/categories', 'GET, HEAD'],
    ['PUT', '/orders', 'GET, HEAD, POST'],
    ['GET', '/checkout', 'POST'],
    ['DELETE', '/bff/products', 'GET, HEAD'],
  ])('%s %s is a 405 that allows %s [BFF-07]', async (method, path, allow) => {
    const answer = await ask(path, { method });
    expect([answer.status, answer.headers.get('allow'), await codeOf(answer)]).toEqual([
      405,
      allow,
      'method-not-allowed',
    ]);
  });

  test('HEAD where nothing can be read is 405 with Allow and without a body [BFF-07]', async () => {
    const answer = await ask('/checkout', { method: 'HEAD' });
    expect([answer.status, answer.headers.get('allow'), await answer.text()]).toEqual([405, 'POST', '']);
  });

  test.each([
    '/health',
    '/products',
    '/docs',
    '/openapi.json',
    '/auth/verify-email?token=x',
    '/bff/products',
    '/orders',
  ])('HEAD %s answers as GET does, without a body [BFF-07]', async (path) => {
    const [head, get] = [await ask(path, { method: 'HEAD' }), await ask(path)];
    const told = ({ status, headers }: Response) => [
      status,
      ...['content-type', 'cache-control', 'vary', 'etag'].map((name) => headers.get(name)),
    ];
    expect(told(head)).toEqual(told(get));
    expect([(await head.text()).length, (await get.text()).length > 0]).toEqual([0, true]);
  });

  test('a correlation id that was sent comes back [OBS-06]', async () => {
    const answer = await ask('/nothing', { headers: { 'x-correlation-id': 'from-the-caller' } });
    expect(answer.headers.get('x-correlation-id')).toBe('from-the-caller');
    expect(await answer.json()).toMatchObject({ correlationId: 'from-the-caller' });
  });
});

describe('a page of another origin', () => {
  const [listed = ''] = stages.local.origins;
  const allowed = ({ headers }: Response) => ({
    origin: headers.get('access-control-allow-origin'),
    credentials: headers.get('access-control-allow-credentials'),
  });
  const preflight = (origin: string) =>
    ask('/checkout', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    });

  test.each([
    ['/products', 200],
    ['/nothing', 404],
    ['/orders', 401],
  ])('that is listed may read what %s answers (%d), refusals too [BFF-05]', async (path, status) => {
    const answer = await ask(path, { headers: { origin: listed } });
    expect([answer.status, allowed(answer)]).toEqual([status, { origin: listed, credentials: 'true' }]);
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-correlation-id');
  });

  test('that is listed may send what an order needs [BFF-05]', async () => {
    const answer = await preflight(listed);
    expect([answer.ok, allowed(answer)]).toEqual([true, { origin: listed, credentials: 'true' }]);
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
    for (const name of ['authorization', 'content-type', 'idempotency-key']) {
      expect(answer.headers.get('access-control-allow-headers')).toContain(name);
    }
  });

  test.each(['https://elsewhere.example', `${listed}.elsewhere.example`, `${listed}0`, 'null'])(
    '%s may read nothing, and send nothing that asks first [BFF-05]',
    async (origin) => {
      const answers = [await ask('/products', { headers: { origin } }), await preflight(origin)];
      expect(answers.map((answer) => allowed(answer).origin)).toEqual([null, null]);
    },
  );
});
