import * as z from 'zod';
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { apiRoutes } from '../functions/edge/routes.ts';
import type { Access, Problem, Route } from '../functions/shared/contract.ts';

/**
 * The OpenAPI 3.1 document of the API, from the contracts that the handlers and the deployed routes are made of.
 * `node local/openapi.ts` prints it.
 */
export function openApiDocument(routes: readonly Route[] = apiRoutes) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    for (const [index, { method, path }] of [route, ...(route.aliases ?? [])].entries()) {
      paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route, index) };
    }
  }
  const tags = [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name }));
  return createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'PrintVerse', version: '1.0.0', description: INTRODUCTION },
      // Relative to this document, wherever it is served from.
      servers: [{ url: './' }],
      tags,
      paths,
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    { override },
  );
}

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

const FieldError = z.object({ pointer: z.string().meta({ examples: ['/items/0/quantity'] }), message: z.string() });
const ProblemDocument = z
  .object({
    type: z.string().meta({ examples: ['urn:printverse:problem:not-found'] }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ examples: ['not-found'] }),
    errors: z.array(FieldError).optional().meta({ description: 'Which fields are wrong' }),
    correlationId: z.string(),
  })
  .meta({ id: 'Problem' });

/** What the gateway in front of the API may answer by itself, with a body that is not ours. */
const GATEWAY_STATUSES = [401, 413, 429, 500, 503];
const GatewayRefusal = z
  .object({ message: z.string() })
  .meta({ id: 'GatewayRefusal', description: 'Of the gateway in front of the API' });

const CorrelationId = z.string().meta({ id: 'CorrelationId', header: { id: 'X-Correlation-ID' } });
const ETag = z.string().meta({ description: 'Strong; send it as If-None-Match or If-Match' });

/** One operation; an alias is the same under another name. */
function operationOf(route: Route, alias: number): ZodOpenApiOperationObject {
  const headers = headersOf(route);
  return {
    operationId: alias === 0 ? route.operationId : `${route.operationId}Alias${alias}`,
    tags: [route.tag],
    summary: route.summary,
    ...(alias === 0 ? {} : { description: `The same as ${route.method} ${route.path}.` }),
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
  const key = z.string().min(1).max(255);
  const description = 'A new one for each intent, the same one for a repeat';
  const shape = {
    ...(route.idempotencyKey === 'required' ? { 'Idempotency-Key': key.meta({ description }) } : {}),
    ...(route.idempotencyKey === 'honoured' ? { 'Idempotency-Key': key.optional().meta({ description }) } : {}),
    ...(route.etag && route.method === 'GET' ? { 'If-None-Match': z.string().optional() } : {}),
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
  const { status, description, body, mediaType } = route.success;
  const carried = {
    'X-Correlation-ID': CorrelationId,
    ...(route.etag ? { ETag } : {}),
    ...(status === 303 ? { Location: z.string() } : {}),
  };
  const schema = body ?? (mediaType ? z.string() : undefined);
  const [media = ''] = (mediaType ?? 'application/json').split(';');
  const responses: Record<string, ZodOpenApiResponseObject> = {
    [status]: { description, headers: z.object(carried), ...(schema ? { content: { [media]: { schema } } } : {}) },
  };
  if (route.etag && route.method === 'GET') responses['304'] = { description: 'As known already' };
  return responses;
}

/** What a route refuses itself, and what the pipeline refuses for it; by status, with every code. */
function problemsOf(route: Route): Record<string, ZodOpenApiResponseObject> {
  // The route's own words for a code come after the general ones and replace them.
  const known = [...pipelineProblems(route), ...route.problems];
  const byStatus = Map.groupBy(known, ({ status }) => status);
  return Object.fromEntries([...byStatus].map(([status, problems]) => [status, problemResponse(problems)])) as Record<
    string,
    ZodOpenApiResponseObject
  >;
}

function pipelineProblems({ access, body, query, params, idempotencyKey }: Route): Problem[] {
  const problem = (when: boolean, status: number, code: string, text: string): Problem[] =>
    when ? [{ status, code, when: text }] : [];
  const json = body !== undefined && body !== 'raw';
  const signedIn = access.kind === 'customer' || access.kind === 'permission';
  return [
    ...problem(json || query !== undefined, 400, 'invalid-request', 'a field is missing, wrong or unknown'),
    ...problem(json, 400, 'malformed-json', 'the body is not JSON'),
    ...problem(idempotencyKey === 'required', 400, 'idempotency-key-required', 'the header is missing'),
    ...problem(
      access.kind === 'optional',
      401,
      'invalid-token',
      'an access token was sent, and is wrong or has expired',
    ),
    ...problem(signedIn, 401, 'invalid-token', 'the access token is missing, wrong or has expired'),
    ...problem(access.kind === 'permission', 403, 'forbidden', 'the role does not allow it'),
    ...problem(params !== undefined && !signedIn, 404, 'not-found', 'there is no such thing'),
    ...problem(body !== undefined, 413, 'body-too-large', 'the body has more than 256 KiB'),
    ...problem(json, 415, 'json-required', 'the body is not sent as application/json'),
    ...problem(true, 429, 'too-many-requests', 'too many at once; slow down'),
    ...problem(true, 500, 'internal', 'our fault; known to us under the correlation id'),
    ...problem(true, 503, 'busy', 'not right now; see Retry-After'),
  ];
}

function problemResponse(problems: readonly Problem[]) {
  const status = problems[0]?.status;
  const codes = new Map(problems.map(({ code, when }) => [code, when]));
  const retry = z.object({ 'Retry-After': z.string().optional().meta({ description: 'Seconds' }) });
  return {
    description: [...codes].map(([code, when]) => `\`${code}\`: ${when}`).join('; '),
    ...(status === 429 || status === 503 ? { headers: retry } : {}),
    content: {
      'application/problem+json': { schema: ProblemDocument },
      ...(GATEWAY_STATUSES.includes(status ?? 0) ? { 'application/json': { schema: GatewayRefusal } } : {}),
    },
  };
}

/**
 * A date-time's format says it all; the pattern that comes with it is 400 characters long. Answers are open: fields
 * may be added, and a client ignores those it does not know.
 */
const override: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema, zodSchema, io }) => {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  const open = zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined;
  if (io === 'output' && open) delete jsonSchema.additionalProperties;
};

if (import.meta.main) console.log(JSON.stringify(openApiDocument()));
