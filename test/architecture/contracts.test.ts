import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { permissionsOf } from '../../functions/shared/http/permissions.ts';
import { type Alias, type Route, routeKeysOf } from '../../functions/shared/http/route.ts';
import { contracts } from '../support/contracts.ts';
import { sources } from '../support/sources.ts';

const all = await contracts();
const routes = all.flatMap(({ routes }) => routes);
const byOperation = routes.map((route) => [route.operationId, route] as const);

/** Operations and types of events that source text defines. */
const definedIn = (text: string) =>
  [...text.matchAll(/\bdefine(?:Route|Event)\(\{\s*(?:operationId|type): '([^']+)'/g)].map(([, name = '']) => name);

test('every route and event that is written somewhere is exported by the contract of a context', async () => {
  const exported = all.flatMap(({ routes, events }) => [
    ...routes.map(({ operationId }) => operationId),
    ...events.map(({ type }) => type),
  ]);
  const left = (texts: readonly string[]) => texts.flatMap(definedIn).filter((name) => !exported.includes(name));
  const texts = (await sources('functions/**/*.ts')).map(({ text }) => text);
  // The answer to what no route serves is an operation of nobody.
  expect(left(texts)).toEqual(['unmatched']);
  expect(texts.flatMap(definedIn).length).toBe(exported.length + 1);
  expect(left(["const Left = defineEvent({\n  type: 'letter.left',"])).toEqual(['letter.left']);
});

const placeholders = (path: string) => [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name ?? '').toSorted();
const namesOf = (schema: z.ZodType | undefined) =>
  Object.keys(z.toJSONSchema(schema ?? z.strictObject({}), { io: 'input' })['properties'] ?? {}).toSorted();
const isClosed = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' })['additionalProperties'] === false;

test('there are operations to look at', () => {
  expect(routes.length).toBeGreaterThan(10);
});

test('an operation, and a path with its method, is promised by one contract only', () => {
  const taken = [...routes.map(({ operationId }) => operationId), ...routes.flatMap(routeKeysOf)];
  expect(taken.filter((name, index) => taken.indexOf(name) !== index)).toEqual([]);
});

/** A route's own path, and the things that it lies under: `/orders/{orderId}` for `/orders/{orderId}/status`. */
const placesOf = (path: string): string[] =>
  path.split('/').flatMap((segment, index, all) => {
    const place = all.slice(0, index + 1).join('/');
    return place === path || segment.startsWith('{') ? [place] : [];
  });
const pathsOf = ({ path, aliases = [] }: Route) => [path, ...aliases.map((alias) => alias.path)];

/** The reads of what a change is about, under any of their names. */
const readsFor = (change: Route) => {
  const places = new Set(pathsOf(change).flatMap(placesOf));
  return routes.filter(
    (route) => route.method === 'GET' && route.etag && pathsOf(route).some((path) => places.has(path)),
  );
};

describe('what a change is decided on', () => {
  const decided = routes.filter(({ ifMatch }) => ifMatch !== undefined);
  const wrong = (change: Route) => {
    // Others may read it in another form, by the hash of that: staff change an order that customers see, too.
    const isRead = readsFor(change).some(({ etag }) => etag === 'version');
    // An answer without a body has no version to tell.
    return !isRead || (change.success.body !== undefined && change.etag !== 'version');
  };

  test('can be read: with the version as its ETag, which is what If-Match is compared with [BFF-09]', () => {
    expect(decided.length).toBeGreaterThan(2);
    expect(decided.filter(wrong).map(({ operationId }) => operationId)).toEqual([]);
  });

  test('is a version only where a change looks at it: If-Match is not sent in vain [BFF-09]', () => {
    const looked = new Set(decided.flatMap(readsFor));
    const versions = routes.filter(({ method, etag }) => method === 'GET' && etag === 'version');
    expect(versions.filter((route) => !looked.has(route)).map(({ operationId }) => operationId)).toEqual([]);
  });

  test('is seen to be missing, and to be a hash of the content [BFF-09]', () => {
    const [some] = decided;
    const planted = (path: string) => wrong({ ...(some as Route), path, aliases: [] });
    expect(['/orders/{orderId}/status', '/nothing/{nothingId}'].map(planted)).toEqual([true, true]);
    expect(['/me', '/me/addresses/{addressId}/label'].map(planted)).toEqual([false, false]);
  });
});

describe.each(byOperation)('%s', (_, route) => {
  test('says who may call it, by a permission that somebody has [AUT-23]', () => {
    expect(['public', 'optional', 'customer', 'permission', 'cookie', 'service', 'signed']).toContain(
      route.access.kind,
    );
    if (route.access.kind === 'permission') expect(permissionsOf('admin')).toContain(route.access.permission);
    if (route.path.startsWith('/admin')) expect(route.access.kind).toBe('permission');
  });

  test('knows its path: kebab-case segments, every placeholder declared, in its aliases too', () => {
    const names: readonly Alias[] = route.aliases ?? [];
    for (const path of [route.path, ...names.map(({ path }) => path)]) {
      expect(path).toMatch(/^(\/([a-z0-9]+([-.][a-z0-9]+)*|\{[a-z][A-Za-z]*\+?\}))+$|^\/$/);
    }
    // What an alias adapts, it may say by its path.
    const literal = [route.path, ...names.filter(({ adapt }) => !adapt).map(({ path }) => path)];
    for (const path of literal) expect(placeholders(path)).toEqual(namesOf(route.params));
  });

  test('refuses what it does not know: unknown fields and query parameters are an error', () => {
    const spellings = (route.aliases ?? []).map(({ body }: Alias) => body);
    // Pages are reached by mailed links, and mailing services add parameters of their own to links.
    const query = route.success.mediaType?.startsWith('text/html') ? undefined : route.query;
    const taken = [query, route.body, ...spellings].filter((schema) => schema !== undefined && schema !== 'raw');
    expect(taken.every(isClosed)).toBe(true);
  });

  test('names its refusals in kebab-case, and 404 where one thing of somebody is asked for [AUT-23]', () => {
    const statuses = route.problems.map(({ status }) => status);
    expect(statuses.filter((status) => (status < 400 || status > 428) && ![503, 504].includes(status))).toEqual([]);
    const codes = route.problems.map(({ code, when }) => ({ code, when }));
    expect(codes.filter(({ code, when }) => !/^[a-z]+(-[a-z]+)*$/.test(code) || when === '')).toEqual([]);
    const asksForOne = placeholders(route.path).length > 0 && route.access.kind !== 'signed';
    expect(!asksForOne || statuses.includes(404)).toBe(true);
  });

  test('asks for an Idempotency-Key where it moves money or stock, never for a read, a login or a webhook', () => {
    if (route.method === 'GET' || route.path.startsWith('/auth') || route.access.kind === 'signed') {
      expect(route.idempotencyKey).toBeUndefined();
    }
    if (route.idempotencyKey === 'required') expect(route.method).toBe('POST');
    if (/^\/(checkout|orders|quotes\/\{quoteId\}\/accept)$/.test(route.path) && route.method === 'POST') {
      expect(route.idempotencyKey).toBe('required');
    }
  });

  test('answers a body exactly where its status has one', () => {
    const { status, body, mediaType } = route.success;
    if (status === 204 || status === 303) expect(body).toBeUndefined();
    else expect(body !== undefined || mediaType !== undefined || status === 202).toBe(true);
  });
});
