import { createHash } from 'node:crypto';
import middy from '@middy/core';
import contentNegotiation from '@middy/http-content-negotiation';
import headerNormalizer from '@middy/http-header-normalizer';
import jsonBodyParser from '@middy/http-json-body-parser';
import securityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import {
  type BodyOf,
  defineRoute,
  everyone,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
  type Route,
} from './contract.ts';
import { DomainError, NotFound } from './domain-error.ts';
import { newId } from './ids.ts';
import { invocation, withInvocation } from './invocation.ts';
import { duration, log } from './observability.ts';
import { type Permission, permissionsOf, type Role } from './permissions.ts';
import { problemOf } from './problem.ts';
import { type Identity, InvalidToken, type Tokens } from './tokens.ts';

export interface Caller {
  readonly userId: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
}

export interface Request<R extends Route = Route> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  readonly caller: R['access'] extends { kind: 'customer' | 'permission' }
    ? Caller
    : R['access'] extends { kind: 'optional' }
      ? Caller | undefined
      : undefined;
  readonly idempotencyKey: R['idempotencyKey'] extends 'required' ? string : string | undefined;
  /** The language of `Accept-Language` that we speak. */
  readonly language: Language;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly sourceIp: string;
  /** As it came, whichever of the route's spellings it is; percent-encoded. */
  readonly method: string;
  readonly path: string;
}

export const LANGUAGES = ['en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** An answer that is more than the JSON of its contract: another media type, extra headers, a redirect. */
export class Reply {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  constructor(body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.body = body;
    this.headers = headers;
  }
}

export type UseCase<R extends Route> = (request: Request<R>) => Promise<ReplyOf<R> | Reply>;

/** One row of an entry's table. */
export interface Row {
  readonly route: Route;
  readonly handle: (request: never) => Promise<unknown>;
}

export const on = <const R extends Route>(route: R, handle: UseCase<R>): Row => ({ route, handle });

const Unmatched = defineRoute({
  operationId: 'unmatched',
  method: 'GET',
  path: '$default',
  access: everyone,
  tag: 'Edge',
  summary: 'Whatever no route takes',
  success: { status: 200, description: 'Never: it is refused' },
  problems: [],
});

/** The row for whatever no route takes, API Gateway's `$default`; `handle` throws the refusal. */
export const otherwise = (handle: (request: Request<typeof Unmatched>) => Promise<never>): Row => on(Unmatched, handle);

/** The user item as it stands now, for the routes where a role taken away must be gone at once. */
export interface LiveUsers {
  current(userId: string): Promise<{ readonly role: Role; readonly disabled: boolean } | undefined>;
}

export interface ApiPorts {
  /** Needed where a row asks for a caller. */
  readonly tokens?: Tokens;
  /** Needed where a row asks for a permission, or tells staff more. */
  readonly users?: LiveUsers;
  /** Base of absolute URLs; with it, pages of lists carry `Link: rel="next"`. */
  readonly apiUrl?: string;
}

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;

const IDEMPOTENCY_KEY_LIMIT = 255;
const BODY_LIMIT = 256 * 1024;

/**
 * The one request pipeline: a table of routes and use cases becomes a Lambda handler that checks access, validates
 * by the contract, runs the use case, and answers JSON or problem+json.
 */
export function api(rows: readonly Row[], ports: ApiPorts = {}) {
  const table = new Map<string, Row>();
  for (const row of rows) {
    for (const { method, path } of [row.route, ...(row.route.aliases ?? [])]) {
      table.set(path === Unmatched.path ? path : `${method} ${path}`, row);
    }
    const { access } = row.route;
    if (access.kind !== 'public' && access.kind !== 'signed' && !ports.tokens) throw new Error('api() needs tokens');
    if ((access.kind === 'permission' || access.kind === 'optional') && !ports.users)
      throw new Error('api() needs users');
  }
  const pipeline = middy<Event, Result>()
    .use(headerNormalizer())
    .use(securityHeaders({ contentSecurityPolicy: false }))
    .use(
      contentNegotiation({
        parseCharsets: false,
        parseEncodings: false,
        parseMediaTypes: false,
        availableLanguages: [...LANGUAGES],
        failOnMismatch: false,
      }),
    )
    .use({ onError: (request) => answerProblem(request) })
    .handler((event: Event, { preferredLanguage = 'en' }: Context & { preferredLanguage?: string }) =>
      dispatch(table.get(event.routeKey), event, preferredLanguage as Language, ports),
    );
  return async (event: Event, context: Context): Promise<Result> => {
    const headers = lowerCased(event.headers);
    const correlationId = correlationOf(headers['x-correlation-id']);
    const started = performance.now();
    return withInvocation(
      {
        correlationId,
        requestId: event.requestContext.requestId,
        traceparent: traceparentOf(headers['traceparent']),
        causationId: undefined,
        actor: 'system:http',
        deadline: Date.now() + context.getRemainingTimeInMillis(),
      },
      async () => {
        const result = (await (pipeline as unknown as (e: Event, c: Context) => Promise<Result>)(event, context)) ?? {};
        const status = result.statusCode ?? 200;
        log.info('request', { route: event.routeKey, status });
        duration('Latency', performance.now() - started, {
          route: event.routeKey,
          status: `${Math.floor(status / 100)}xx`,
        });
        return {
          ...result,
          headers: {
            ...result.headers,
            'x-correlation-id': correlationId,
            'x-request-id': event.requestContext.requestId,
            'cache-control': result.headers?.['cache-control'] ?? 'no-store',
          },
        };
      },
    );
  };
}

async function dispatch(row: Row | undefined, event: Event, language: Language, ports: ApiPorts): Promise<Result> {
  if (!row) throw new Error(`No row for ${event.routeKey}`);
  const { route } = row;
  const headers = lowerCased(event.headers);
  const caller = await callerOf(route, headers, ports);
  const request = {
    params: paramsOf(route.params, event.pathParameters ?? {}),
    query: input(route.query, event.queryStringParameters ?? {}, '/query'),
    body: await bodyOf(route, event),
    caller,
    idempotencyKey: idempotencyKeyOf(route, headers['idempotency-key']),
    language,
    headers,
    sourceIp: event.requestContext.http.sourceIp,
    method: event.requestContext.http.method,
    path: event.rawPath,
  } satisfies Omit<Request, 'params' | 'query' | 'body' | 'caller'> & Record<string, unknown>;
  const answer = await withInvocation({ ...invocation(), actor: actorOf(route, caller) }, () =>
    row.handle(request as never),
  );
  const reply = answer instanceof Reply ? answer : new Reply(answer);
  return resultOf(route, withNextLink(reply, event, ports.apiUrl), headers['if-none-match']);
}

/** Who acts: the signed-in, the machine whose signature the use case checks, or somebody of whom nothing is known. */
const actorOf = ({ access, operationId }: Route, caller: Caller | undefined): string =>
  caller?.userId ?? (access.kind === 'signed' ? `system:${operationId}` : 'anonymous');

async function callerOf(route: Route, headers: Headers, ports: ApiPorts): Promise<Caller | undefined> {
  const { access } = route;
  if (access.kind === 'public' || access.kind === 'signed') return undefined;
  if (access.kind === 'optional' && headers['authorization'] === undefined) return undefined;
  const identity = await identify(headers['authorization'], ports.tokens as Tokens);
  const claimed = permissionsOf(identity.role);
  if (access.kind === 'customer') return { ...identity, permissions: claimed };
  // Who claims nothing beyond a customer need not be looked up.
  if (access.kind === 'optional' && claimed.length === 0) return { ...identity, permissions: claimed };
  const user = await ports.users?.current(identity.userId);
  if (!user || user.disabled) throw new InvalidToken();
  const permissions = permissionsOf(user.role);
  if (access.kind === 'optional') {
    return { userId: identity.userId, role: user.role, permissions: user.role === identity.role ? permissions : [] };
  }
  if (user.role !== identity.role || !permissions.includes(access.permission)) {
    log.warn('permission denied', { userId: identity.userId, operation: route.operationId });
    throw new DomainError('forbidden', 'forbidden', 'Your role does not allow this.');
  }
  return { userId: identity.userId, role: user.role, permissions };
}

function identify(authorization: string | undefined, tokens: Tokens): Promise<Identity> {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/.exec(authorization ?? '')?.[1];
  if (!token) throw new InvalidToken();
  return tokens.verify(token);
}

const parseJson = jsonBodyParser();

async function bodyOf(route: Route, event: Event): Promise<unknown> {
  const { body } = route;
  if (body === undefined) return undefined;
  const raw = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : (event.body ?? '');
  if (Buffer.byteLength(raw) > BODY_LIMIT) {
    throw new DomainError('too-large', 'body-too-large', `A body has at most ${BODY_LIMIT} bytes.`);
  }
  if (body === 'raw') return raw;
  const parsing = { event: { ...event, headers: lowerCased(event.headers), body: raw, isBase64Encoded: false } };
  try {
    await parseJson.before?.(parsing as never);
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 415) {
      throw new DomainError('media-type', 'json-required', 'Send the body as application/json.', { cause: error });
    }
    throw new DomainError('invalid', 'malformed-json', 'The body is not valid JSON.', { cause: error });
  }
  return input(body, parsing.event.body, '');
}

/** An id that cannot be one names nothing: absent, told in the same words. */
function paramsOf(schema: z.ZodType | undefined, given: unknown): unknown {
  const parsed = schema?.safeParse(given);
  if (parsed && !parsed.success) throw new NotFound();
  return parsed?.data;
}

function input(schema: z.ZodType | undefined, value: unknown, at: string): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid', 'invalid-request', 'Some fields are missing or wrong.', {
    errors: parsed.error.issues.flatMap((issue) => {
      const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      return paths.map((path) => ({
        pointer: [at, ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/'),
        message: issue.message,
      }));
    }),
  });
}

function idempotencyKeyOf(route: Route, key: string | undefined): string | undefined {
  if (route.idempotencyKey === undefined) return undefined;
  if (key === undefined || key === '') {
    if (route.idempotencyKey === 'honoured') return undefined;
    throw new DomainError(
      'invalid',
      'idempotency-key-required',
      'Send an Idempotency-Key, a new one for each intent, the same one for a repeat.',
    );
  }
  if (key.length > IDEMPOTENCY_KEY_LIMIT) {
    throw new DomainError(
      'invalid',
      'invalid-request',
      `An Idempotency-Key has at most ${IDEMPOTENCY_KEY_LIMIT} characters.`,
    );
  }
  return key;
}

/** Where the next page is, with the filters of this one (RFC 8288). */
function withNextLink(reply: Reply, event: Event, apiUrl: string | undefined): Reply {
  const { nextCursor } = (reply.body ?? {}) as { readonly nextCursor?: unknown };
  if (apiUrl === undefined || typeof nextCursor !== 'string') return reply;
  const { skip: _, ...query } = event.queryStringParameters ?? {};
  const next = new URLSearchParams({ ...(query as Record<string, string>), cursor: nextCursor });
  return new Reply(reply.body, {
    ...reply.headers,
    link: `<${apiUrl}${event.rawPath}?${next.toString()}>; rel="next"`,
  });
}

function resultOf(route: Route, reply: Reply, ifNoneMatch: string | undefined): Result {
  const { success } = route;
  if (reply.body === undefined) return { statusCode: success.status, headers: { ...reply.headers } };
  const text = typeof reply.body === 'string' && success.mediaType ? reply.body : JSON.stringify(reply.body);
  const headers: Record<string, string> = {
    'content-type': success.mediaType ?? 'application/json',
    ...reply.headers,
  };
  if (route.etag) {
    const tag =
      route.etag === 'version'
        ? String((reply.body as { version: number }).version)
        : createHash('sha256').update(text).digest('base64url').slice(0, 22);
    headers['etag'] = `"${tag}"`;
    if (route.method === 'GET' && ifNoneMatch?.split(',').some((known) => known.trim() === headers['etag'])) {
      const { 'content-type': _, ...kept } = headers;
      return { statusCode: 304, headers: kept };
    }
  }
  return { statusCode: success.status, headers, body: text };
}

function answerProblem(request: { error: Error | null; response: Result | null | undefined }): void {
  const problem = problemOf(request.error, invocation().correlationId);
  if (problem.body.status >= 500) log.error('request failed', request.error);
  else if (problem.body.status === 401 || problem.body.status === 403) log.warn('refused', { code: problem.body.code });
  request.response = {
    statusCode: problem.body.status,
    headers: { 'content-type': 'application/problem+json', ...problem.headers },
    body: JSON.stringify(problem.body),
  };
}

type Headers = Readonly<Record<string, string | undefined>>;

const lowerCased = (headers: Headers | undefined): Headers =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

const correlationOf = (given: string | undefined): string =>
  given !== undefined && /^[A-Za-z0-9._:-]{1,64}$/.test(given) ? given : newId('cor');

const traceparentOf = (given: string | undefined): string | undefined =>
  given !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(given) ? given : undefined;
