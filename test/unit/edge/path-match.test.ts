import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPath, methodsOf } from '../../../functions/edge/path-match.ts';
import { refuseUnmatched } from '../../../functions/edge/refuse-unmatched.ts';
import { apiRoutes } from '../../../functions/edge/routes.ts';
import { contracts } from '../../support/contracts.ts';

describe('a path matches a template', () => {
  test.each([
    ['/products', '/products', true],
    ['/products', '/products/', false],
    ['/products', '/Products', false],
    ['/products/{productId}', '/products/anything', true],
    ['/products/{productId}', '/products/', false],
    ['/products/{productId}', '/products/a/b', false],
    ['/products/{productId}', '/products/a%2Fb', true],
    ['/products/{productId}', '/products/%E0%A4%A', true],
    ['/orders/{orderId}/timeline', '/orders/x/timeline', true],
    ['/orders/{orderId}/timeline', '/orders/x/time%6Cine', true],
    ['/orders/{orderId}/timeline', '/orders/x/cancel', false],
    ['/openapi.json', '/openapiXjson', false],
  ])('%s and %s: %s [BFF-07]', (template, path, matches) => {
    expect(matchesPath(template, path)).toBe(matches);
  });

  test('when its placeholders are filled with anything that is one segment [BFF-07]', () => {
    fc.assert(
      fc.property(fc.constantFrom(...apiRoutes), fc.string({ minLength: 1 }), ({ path }, text) => {
        fc.pre(!/[\uD800-\uDFFF]/.test(text));
        const filled = path.replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(text));
        expect(matchesPath(path, filled)).toBe(true);
      }),
    );
  });

  test('and no path, however broken, is more than a no [BFF-07]', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('%', '/', 'a', '%E0', '%2F', '{', '}', '..', '\0')), (parts) => {
        expect(methodsOf(apiRoutes, parts.join(''))).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('what no route takes', () => {
  const refuse = refuseUnmatched(apiRoutes);
  const ask = (method: string, path: string) => refuse({ method, path });

  test('is 405 with Allow where the path is served under other methods, aliases included [BFF-07]', async () => {
    await expect(ask('DELETE', '/products')).rejects.toMatchObject({ kind: 'method', headers: { allow: 'GET, HEAD' } });
    await expect(ask('PATCH', '/orders')).rejects.toMatchObject({ headers: { allow: 'GET, HEAD, POST' } });
    await expect(ask('POST', '/bff/products')).rejects.toMatchObject({ headers: { allow: 'GET, HEAD' } });
  });

  test('is 405 for HEAD where nothing can be read, and HEAD is allowed wherever GET is [BFF-07]', async () => {
    await expect(ask('HEAD', '/checkout')).rejects.toMatchObject({ kind: 'method', headers: { allow: 'POST' } });
    await expect(ask('HEAD', '/nothing')).rejects.toMatchObject({ kind: 'missing' });
    const reading = apiRoutes.filter(({ method }) => method === 'GET');
    expect(
      reading.map(({ path }) => methodsOf(apiRoutes, path)).filter((methods) => !methods.includes('HEAD')),
    ).toEqual([]);
  });

  test('is 404 where nothing is, and where only the spelling is another [BFF-07]', async () => {
    await expect(ask('GET', '/nothing')).rejects.toMatchObject({ kind: 'missing' });
    await expect(ask('GET', '/products/')).rejects.toMatchObject({ kind: 'missing' });
    await expect(ask('GET', '//products')).rejects.toMatchObject({ kind: 'missing' });
  });
});

test("the edge knows every context's routes, and not those of the sandbox gateway [BFF-01]", async () => {
  const all = (await contracts())
    .filter(({ context }) => context !== 'sandbox-gateway')
    .flatMap(({ routes }) => routes);
  const ids = (routes: typeof apiRoutes) => routes.map(({ operationId }) => operationId).toSorted();
  expect(ids(apiRoutes)).toEqual(ids(all));
});
