import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { apiRoutes } from '../../../functions/edge/routes.ts';
import { type Alias, isLimited, routeKey, routeKeysOf } from '../../../functions/shared/http/route.ts';
import { documentOfEverySpelling, openApiDocument } from '../../../tools/openapi.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly required: boolean; readonly content: object };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: object; readonly headers?: object }>
  >;
}

/** With an operation for every spelling: each is held to its route's contract. */
const document = JSON.parse(JSON.stringify(documentOfEverySpelling())) as {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};
type Spelling = Pick<Alias, 'method' | 'path'>;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
);
const routeOf = (name: string) => apiRoutes.find((route) => routeKeysOf(route).includes(name));
const text = JSON.stringify(document);

describe('the OpenAPI document', () => {
  test('shows an operation once as it is served, with its other spellings in a list [BFF-10, K11]', () => {
    const served = JSON.parse(JSON.stringify(openApiDocument())) as typeof document;
    const shown = Object.entries(served.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        ...((operation as { 'x-spellings'?: Spelling[] })['x-spellings'] ?? []).map(routeKey),
      ]),
    );
    expect(new Set(shown.map(([name]) => name))).toEqual(new Set(apiRoutes.map(routeKey)));
    expect(new Set(shown.flat())).toEqual(new Set(apiRoutes.flatMap(routeKeysOf)));
    expect(new Set(shown.flat()).size).toBe(shown.flat().length);
  });

  test('has every route under every path that answers, and nothing else [BFF-10, K11]', () => {
    const answers = apiRoutes.flatMap(routeKeysOf);
    expect(operations.map(([name]) => name).toSorted()).toEqual(answers.toSorted());
  });

  test('is valid OpenAPI, and its examples are what its schemas describe [BFF-10]', async () => {
    const rules = { 'no-invalid-media-type-examples': 'error', 'operation-4xx-response': 'error' } as const;
    const config = await createConfig({ extends: ['spec'], rules: { ...rules, 'no-ambiguous-paths': 'off' } });
    const found = await lintFromString({ source: text, config });
    expect(found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
    const piece = JSON.stringify({ ...document, paths: { '/checkout': document.paths['/checkout'] } });
    const broken = piece
      .replaceAll('"quantity":2', '"quantity":"two"')
      .replace('"bearerFormat":"JWT"', '"bearer":"JWT"');
    const slips = await lintFromString({ source: broken, config });
    expect(new Set(slips.map(({ ruleId }) => ruleId))).toEqual(new Set(['struct', 'no-invalid-media-type-examples']));
  }, 60_000);

  test('leads nowhere that is not there [BFF-10]', () => {
    const targets = [...text.matchAll(/"\$ref":"#\/components\/([^/"]+)\/([^"]+)"/g)];
    expect(targets.length).toBeGreaterThan(50);
    expect(targets.filter(([, kind = '', name = '']) => !(name in (document.components[kind] ?? {})))).toEqual([]);
  });

  test('closes nothing by a remark: beside a reference stands no "nothing else" [BFF-10]', () => {
    expect(text).toContain('"$ref":"#/components/schemas/Money"');
    expect(text).not.toMatch(/"additionalProperties":false,[^{}]*"\$ref"|"\$ref":"[^"]+",[^{}]*"additionalProperties"/);
  });

  test('shows of an alias the spelling that it takes, and the canonical one of its route [K11]', () => {
    const bodyOf = (path: string) => JSON.stringify(document.paths[path]?.['post']?.requestBody);
    expect(bodyOf('/bff/orders')).toContain('"totalAmount"');
    expect(bodyOf('/checkout')).not.toContain('"totalAmount"');
    expect(document.paths['/api/internal/payment-webhook']?.['post']?.parameters ?? []).toEqual([]);
  });

  test('names no machine: its server is wherever it was read [BFF-10]', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.servers).toEqual([{ url: './' }]);
    expect(text).not.toMatch(/localhost|127\.0\.0\.1|amazonaws/);
  });

  test('answers with the things themselves, in no envelope [BFF-06, K31]', () => {
    const answers = apiRoutes.flatMap(({ operationId, success: { body } }) =>
      body instanceof z.ZodObject ? [[operationId, Object.keys(body.shape)] as const] : [],
    );
    expect(answers.length).toBeGreaterThan(20);
    const wrapped = answers.filter(([, members]) => members.includes('success') || members.includes('data'));
    expect(wrapped).toEqual([]);
  });

  test('says of answers that they may grow, and of bodies that they are closed [BFF-03]', () => {
    const { paths } = document;
    const answer = paths['/categories']?.['get']?.responses['200']?.content;
    expect(JSON.stringify(answer)).not.toContain('"additionalProperties":false');
    expect(JSON.stringify(paths['/checkout']?.['post']?.requestBody)).toContain('"additionalProperties":false');
  });
});

describe.each(operations)('%s', (name, operation) => {
  const route = routeOf(name);
  const statuses = Object.keys(operation.responses).map(Number);
  const headers = (operation.parameters ?? []).filter((parameter) => parameter.in === 'header');

  test('has an id of its own, a summary and a known tag [BFF-10]', () => {
    expect(operations.filter(([, { operationId }]) => operationId === operation.operationId)).toHaveLength(1);
    expect(operation.summary).not.toBe('');
    expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...operation.tags]));
  });

  test('documents its success, at least one 4xx, and every problem with its code [BFF-07]', () => {
    expect(statuses).toContain(route?.success.status);
    expect(statuses.some((status) => status >= 400 && status < 500)).toBe(true);
    expect(statuses).toEqual(expect.arrayContaining([429, 500, 503]));
    for (const { status, code } of route?.problems ?? []) {
      expect(operation.responses[status]?.description).toContain(`\`${code}\``);
    }
    const bare = statuses.filter(
      (status) => status >= 400 && !('application/problem+json' in (operation.responses[status]?.content ?? {})),
    );
    // The throttle stands before us; we slow down only those who may be guessing.
    expect(bare).toEqual(route && isLimited(route) ? [] : [429]);
  });

  test('shows every body by an example that its own contract accepts, and every problem by one [BFF-10]', () => {
    const json = (content: object | undefined) =>
      (content as Record<string, { example?: unknown }> | undefined)?.['application/json'];
    const spelling = route?.aliases?.find((alias: Alias) => routeKey(alias) === name)?.body ?? route?.body;
    const sent = json(operation.requestBody?.content);
    if (sent && spelling !== 'raw') expect(spelling?.safeParse(sent.example).error?.issues).toBeUndefined();
    const { status, body } = route?.success ?? {};
    const answered = json(operation.responses[status ?? 0]?.content);
    if (answered && body) expect(body.safeParse(answered.example).error?.issues).toBeUndefined();
    expect([sent === undefined, answered === undefined]).toEqual([
      spelling === undefined || spelling === 'raw',
      body === undefined && route?.success.mediaType !== 'application/json',
    ]);
    const problems = Object.values(operation.responses).flatMap(({ content }) => {
      const documented = (content as Record<string, { examples?: object }> | undefined)?.['application/problem+json'];
      return documented ? [documented] : [];
    });
    expect(problems.filter(({ examples = {} }) => Object.keys(examples).length === 0)).toEqual([]);
  });

  test('documents what it asks of a caller who decides on a version, repeats or guesses [BFF-07, BFF-09]', () => {
    const condition = headers.find((header) => header.name === 'If-Match');
    expect(condition?.required ?? false).toBe(route?.ifMatch === 'required');
    expect(condition !== undefined).toBe(route?.ifMatch !== undefined);
    const asked = [412, 422, 428].filter((status) => statuses.includes(status));
    expect(asked).toEqual([
      ...(route?.ifMatch ? [412] : []),
      ...(route?.idempotencyKey ? [422] : []),
      ...(route?.ifMatch === 'required' ? [428] : []),
    ]);
    expect(operation.responses[429]?.description.includes('too-many-attempts')).toBe(
      route !== undefined && isLimited(route),
    );
  });

  test('says who may call it [AUT-23]', () => {
    const schemes = operation.security.flatMap(Object.keys);
    const token = ['accessToken'];
    const wanted = {
      public: [],
      optional: token,
      signed: ['signature'],
      customer: token,
      permission: token,
      cookie: ['session', 'csrf'],
      service: ['role'],
    };
    expect(operation.security.some((one) => Object.keys(one).length === 0)).toBe(route?.access.kind === 'optional');
    expect(schemes).toEqual(wanted[route?.access.kind ?? 'public']);
    expect(statuses.includes(401)).toBe(schemes.includes('accessToken') || hasProblem(401));
    expect(statuses.includes(403)).toBe(route?.access.kind === 'permission' || hasProblem(403));
  });

  test('declares its placeholders and the headers that it looks at [BFF-03]', () => {
    const placeholders = [...name.matchAll(/\{([^}]+)\}/g)].map(([, placeholder]) => placeholder);
    const paths = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(paths.map((parameter) => parameter.name)).toEqual(placeholders);
    const key = headers.find((header) => header.name === 'Idempotency-Key');
    expect(key?.required ?? false).toBe(route?.idempotencyKey === 'required');
    expect(key !== undefined).toBe(route?.idempotencyKey !== undefined);
    const carried = operation.responses[route?.success.status ?? 0]?.headers ?? {};
    expect('Link' in carried).toBe(JSON.stringify(operation.responses[200] ?? {}).includes('"nextCursor"'));
    const asks = headers.some((header) => header.name === 'If-None-Match');
    expect(asks).toBe(statuses.includes(304));
  });

  function hasProblem(status: number): boolean {
    return route?.problems.some((problem) => problem.status === status) ?? false;
  }
});
