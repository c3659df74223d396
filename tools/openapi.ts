import * as z from 'zod';
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { apiRoutes } from '../functions/edge/routes.ts';
import { TITLE } from '../functions/shared/http/problem.ts';
import {
  type Access,
  type Alias,
  isLimited,
  type Problem,
  problem,
  type Route,
  routeKey,
} from '../functions/shared/http/route.ts';
import { exampleOf, withExamples } from './examples.ts';

/**
 * The OpenAPI 3.1 document that is served, from the contracts that the handlers and the deployed routes are made of.
 * Every operation stands in it once, with its other spellings listed. `node tools/openapi.ts` prints it.
 */
export const openApiDocument = (routes: readonly Route[] = apiRoutes) =>
  documentOf(
    routes,
    routes.map((route) => [route, operationWithSpellings(route)] as const),
  );

/** The same with an operation of its own for every spelling: for checks and fuzzers, which try each of them. */
export const documentOfEverySpelling = (routes: readonly Route[] = apiRoutes) =>
  documentOf(
    routes,
    routes.flatMap((route) => [
      [route, operationOf(route)] as const,
      ...(route.aliases ?? []).map((alias, index) => [alias, aliasOf(route, alias, index + 1)] as const),
    ]),
  );

function documentOf(
  routes: readonly Route[],
  named: readonly (readonly [Pick<Route, 'method' | 'path'>, ZodOpenApiOperationObject])[],
) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [{ method, path }, operation] of named) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  const tags = [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name }));
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'PrintVerse', version: '1.0.0', description: INTRODUCTION },
      // Relative to this document, wherever it is served from.
      servers: [{ url: './' }],
      tags,
      paths,
      components: { securitySchemes: SECURITY_SCHEMES, examples: mapValues(GENERAL, problemExample) },
    },
    { override },
  );
  return withExamples(withoutClosedReferences(document));
}

const mapValues = <T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const INTRODUCTION = [
  'Money is in minor units, times are RFC 3339 in UTC, ids are opaque.',
  'Errors are `application/problem+json` (RFC 9457) with a stable `code`.',
  'What the gateway in front of the API refuses by itself (401 and 403 of its authorizer, 413, 429 of its throttle,',
  '500 and 503 of an integration that failed) has a body of its own, `{"message":"…"}`, and no `code`.',
  'Every answer carries `X-Correlation-ID`; send one to have it used, and name it when something went wrong.',
].join(' ');

const SECURITY_SCHEMES = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-refresh',
    description: 'The session of a browser that was signed in',
  },
  csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'The value of the cookie `__Host-csrf`' },
  role: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'AWS Signature Version 4, service `execute-api`',
  },
  accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The `token` of a login' },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'Sandbox-Signature',
    description: '`t=…,v1=…`: HMAC-SHA256 over `t.` and the raw body; each provider has a header of its own',
  },
} as const;

const CORRELATION_ID = { examples: ['cor_01KAK0V5T2M3N4P5Q6R7S8T9VW'] };
const FieldError = z.object({ pointer: z.string().meta({ examples: ['/items/0/quantity'] }), message: z.string() });
const ProblemDocument = z
  .object({
    type: z.string().meta({ examples: ['urn:printverse:problem:not-found'] }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ examples: ['not-found'] }),
    errors: z.array(FieldError).optional().meta({ description: 'Which fields are wrong' }),
    correlationId: z.string().meta(CORRELATION_ID),
  })
  .meta({ id: 'Problem' });

/** What the gateway in front of the API may answer by itself, with a body that is not ours; 403 before services only. */
const GATEWAY_STATUSES = [401, 413, 429, 500, 503];
const GatewayRefusal = z
  .object({ message: z.string() })
  .meta({ id: 'GatewayRefusal', description: 'Of the gateway in front of the API' });

/** A header that an answer may have; where the gateway in front of the API may answer, it has none of ours. */
const carried = (description: string) => z.string().optional().meta({ description });

const EVERYWHERE = {
  'X-Correlation-ID': z
    .string()
    .optional()
    .meta({ header: { id: 'X-Correlation-ID' }, ...CORRELATION_ID }),
  'X-Request-ID': carried('Of this one request').meta({ header: { id: 'X-Request-ID' } }),
};
const RetryAfter = { 'Retry-After': carried('Seconds') };
const Link = carried('Where the next page is, `rel="next"`, with the filters of this one');
const OWN_HEADERS = {
  Refresh: carried('Seconds after which the page looks again'),
  Location: carried('Where to look for it'),
  'Set-Cookie': carried('`__Host-refresh` and `__Host-csrf`, each in a line of its own; empty ones end the session'),
};
const ETAG = {
  version: z.string().meta({
    description: 'Strong, of the version: sent as If-Match with a change, as If-None-Match with the next read',
  }),
  content: z.string().meta({ description: 'Strong, of the content: sent as If-None-Match with the next read' }),
};

/** One operation under its own name. */
function operationOf(route: Route): ZodOpenApiOperationObject {
  const headers = headersOf(route);
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    security: securityOf(route.access),
    requestParams: {
      ...(route.params ? { path: route.params as z.ZodObject } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...(route.body === undefined ? {} : { requestBody: bodyOf(route.body) }),
    responses: { ...successOf(route), ...problemsOf(route) },
    ...(route.access.kind === 'permission' ? { 'x-permission': route.access.permission } : {}),
  };
}

/** One operation with the list of its other spellings; a spelling with a body of its own names that body's fields. */
function operationWithSpellings(route: Route): ZodOpenApiOperationObject {
  const aliases = route.aliases ?? [];
  if (aliases.length === 0) return operationOf(route);
  return {
    ...operationOf(route),
    description: `Also answers at ${aliases.map((alias) => `\`${routeKey(alias)}\``).join(', ')}.`,
    'x-spellings': aliases.map(({ method, path, body }) => ({
      method,
      path,
      ...(body instanceof z.ZodObject ? { fields: Object.keys(body.shape) } : {}),
    })),
  };
}

/** The same operation under another name, with what it spells otherwise there. */
function aliasOf(route: Route, alias: Alias, index: number): ZodOpenApiOperationObject {
  const { requestParams, ...operation } = operationOf(route);
  const { path: _, ...params } = requestParams ?? {};
  return {
    ...operation,
    operationId: `${route.operationId}Alias${index}`,
    description: `The same as ${route.method} ${route.path}.`,
    requestParams: alias.params
      ? { ...params, path: alias.params as z.ZodObject }
      : alias.path.includes('{')
        ? { ...requestParams }
        : params,
    ...(alias.body ? { requestBody: bodyOf(alias.body) } : {}),
  };
}

function securityOf(access: Access) {
  switch (access.kind) {
    case 'public':
      return [];
    case 'optional':
      return [{}, { accessToken: [] }];
    case 'cookie':
      return [{ session: [], csrf: [] }];
    case 'service':
      return [{ role: [] }];
    case 'signed':
      return [{ signature: [] }];
    case 'customer':
    case 'permission':
      return [{ accessToken: [] }];
  }
}

function headersOf(route: Route): z.ZodObject | undefined {
  const key = z.string().max(255);
  const description = 'A new one for each intent, the same one for a repeat';
  const version = z.string().meta({ description: 'The ETag of what the change was decided on' });
  const shape = {
    ...(route.idempotencyKey === 'required' ? { 'Idempotency-Key': key.min(1).meta({ description }) } : {}),
    ...(route.idempotencyKey === 'honoured' ? { 'Idempotency-Key': key.optional().meta({ description }) } : {}),
    ...(route.etag && route.method === 'GET' ? { 'If-None-Match': z.string().optional() } : {}),
    ...(route.ifMatch === 'required' ? { 'If-Match': version } : {}),
    ...(route.ifMatch === 'honoured' ? { 'If-Match': version.optional() } : {}),
  };
  return Object.keys(shape).length > 0 ? z.object(shape) : undefined;
}

const bodyOf = (body: NonNullable<Route['body']>) => ({
  required: true,
  content:
    body === 'raw'
      ? { '*/*': { schema: z.string().meta({ description: 'The bytes that were signed' }) } }
      : { 'application/json': { schema: body } },
});

function successOf(route: Route): Record<string, ZodOpenApiResponseObject> {
  return { ...answerOf(route, route.success), ...(route.otherSuccess ? answerOf(route, route.otherSuccess) : {}) };
}

function answerOf(route: Route, success: Route['success']): Record<string, ZodOpenApiResponseObject> {
  const { status, description, body, mediaType } = success;
  const common = { ...EVERYWHERE, ...(route.etag ? { ETag: ETAG[route.etag] } : {}) };
  const headers = z.object({
    ...common,
    ...Object.fromEntries((success.headers ?? []).map((name) => [name, OWN_HEADERS[name]])),
    ...(body instanceof z.ZodObject && 'nextCursor' in body.shape ? { Link } : {}),
  });
  const schema = body ?? (mediaType ? z.string() : undefined);
  const [media = ''] = (mediaType ?? 'application/json').split(';');
  const responses: Record<string, ZodOpenApiResponseObject> = {
    [status]: { description, headers, ...(schema ? { content: { [media]: { schema } } } : {}) },
  };
  if (route.etag && route.method === 'GET') {
    responses['304'] = { description: 'As known already', headers: z.object(common) };
  }
  return responses;
}

/** What a route refuses itself, and what the pipeline refuses for it; by status, with every code. */
function problemsOf(route: Route): Record<string, ZodOpenApiResponseObject> {
  // The route's own words for a code come after the general ones and replace them.
  const refusals = [...pipelineProblems(route), ...route.problems];
  const byStatus = Object.groupBy(refusals, ({ status }) => status) as Record<string, Problem[]>;
  const responses = mapValues(byStatus, (problems) => problemResponse(problems, route));
  return {
    429: { description: 'too many at once; slow down', headers: z.object(RetryAfter), content: GATEWAY },
    ...responses,
  };
}

/** What the pipeline refuses, in the same words for every route. */
const GENERAL: Readonly<Record<string, Problem>> = Object.fromEntries(
  [
    problem(400, 'invalid-request', 'a field is missing, wrong or unknown'),
    problem(400, 'invalid-cursor', 'the cursor was altered, or made for another list or caller'),
    problem(400, 'malformed-json', 'the body is not JSON'),
    problem(400, 'idempotency-key-required', 'the header is missing'),
    problem(401, 'invalid-token', 'the access token is missing, wrong or has expired'),
    problem(403, 'forbidden', 'the role does not allow it'),
    problem(404, 'not-found', 'there is no such thing'),
    problem(412, 'changed-meanwhile', 'it has another version than the one named by If-Match'),
    problem(413, 'body-too-large', 'the body has more than 256 KiB'),
    problem(415, 'json-required', 'the body is not sent as application/json'),
    problem(415, 'unsupported-encoding', 'the body is not whole, or not plain UTF-8'),
    problem(422, 'idempotency-key-reused', 'the key was used with another body'),
    problem(428, 'if-match-required', 'the header is missing'),
    problem(429, 'too-many-attempts', 'too many attempts; see Retry-After'),
    problem(500, 'internal', 'our fault; quote the correlation id when you contact us'),
    problem(503, 'busy', 'too many want the same thing right now; see Retry-After'),
    problem(503, 'sign-in-unavailable', 'who asks cannot be found out right now; see Retry-After'),
    problem(503, 'unavailable', 'the shop cannot be reached right now; see Retry-After'),
  ].map((general) => [general.code, general]),
);

function pipelineProblems(route: Route): Problem[] {
  const { access, method, body, query, params, idempotencyKey, ifMatch } = route;
  const json = body !== undefined && body !== 'raw';
  const signedIn = access.kind === 'customer' || access.kind === 'permission';
  const isLink = method === 'GET' && (access.kind === 'public' || access.kind === 'optional');
  const readsToken = signedIn || access.kind === 'optional';
  const refuses: Readonly<Record<string, boolean>> = {
    // Where no link leads, a parameter that nobody knows is refused.
    'invalid-request': json || query !== undefined || idempotencyKey !== undefined || !isLink,
    'invalid-cursor': query instanceof z.ZodObject && 'cursor' in query.shape,
    'malformed-json': json,
    'idempotency-key-required': idempotencyKey === 'required',
    'invalid-token': readsToken,
    forbidden: access.kind === 'permission',
    'not-found': params !== undefined && !signedIn,
    'changed-meanwhile': ifMatch !== undefined,
    'body-too-large': body !== undefined,
    'json-required': json,
    'unsupported-encoding': body !== undefined,
    'idempotency-key-reused': idempotencyKey !== undefined,
    'if-match-required': ifMatch === 'required',
    'too-many-attempts': isLimited(route),
    internal: true,
    busy: true,
    'sign-in-unavailable': readsToken,
    unavailable: true,
  };
  return Object.values(GENERAL).filter(({ code }) => refuses[code]);
}

const GATEWAY = { 'application/json': { schema: GatewayRefusal } };

function problemResponse(problems: readonly Problem[], { access }: Route): ZodOpenApiResponseObject {
  const status = problems[0]?.status ?? 0;
  const byCode = Object.fromEntries(problems.map((one) => [one.code, one]));
  const examples = mapValues(byCode, (one) =>
    one === GENERAL[one.code] ? { $ref: `#/components/examples/${one.code}` } : problemExample(one),
  );
  const byGateway = GATEWAY_STATUSES.includes(status) || (status === 403 && access.kind === 'service');
  return {
    description: Object.values(byCode)
      .map(({ code, when }) => `\`${code}\`: ${when}`)
      .join('; '),
    headers: z.object({
      ...EVERYWHERE,
      ...(status === 401 ? { 'WWW-Authenticate': carried('`Bearer`') } : {}),
      // A cookie that opens nothing is taken away.
      ...(status === 401 && access.kind === 'cookie' ? { 'Set-Cookie': OWN_HEADERS['Set-Cookie'] } : {}),
      ...(status === 429 || status === 503 ? RetryAfter : {}),
    }),
    content: {
      'application/problem+json': { schema: ProblemDocument, examples },
      ...(byGateway ? GATEWAY : {}),
    },
  };
}

const problemExample = ({ status, code, when }: Problem) => ({
  summary: when,
  value: {
    type: `urn:printverse:problem:${code}`,
    title: TITLE[status] ?? 'Error',
    status,
    detail: `${when.charAt(0).toUpperCase()}${when.slice(1)}.`,
    code,
    ...(code === 'invalid-request' ? { errors: [{ pointer: '/items/0/quantity', message: 'Too small' }] } : {}),
    correlationId: exampleOf(CORRELATION_ID, {}),
  },
});

/**
 * A date-time's format says it all; the pattern that comes with it is 400 characters long. Answers are open: fields
 * may be added, and a client ignores those it does not know.
 */
const override: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema, zodSchema, io }) => {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  const open = zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined;
  if (io === 'output' && open) delete jsonSchema.additionalProperties;
};

/**
 * A reference with a description of its own is written beside a copy of "nothing else", which would refuse every member
 * of what it refers to.
 */
function withoutClosedReferences<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutClosedReferences) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { additionalProperties, ...rest } = value as { $ref?: unknown; additionalProperties?: unknown };
  const kept = rest.$ref !== undefined && additionalProperties === false ? rest : value;
  return mapValues(kept as Record<string, unknown>, withoutClosedReferences) as T;
}

if (import.meta.main) console.log(JSON.stringify(openApiDocument()));
