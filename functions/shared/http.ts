import { createHash } from 'node:crypto';
import middy from '@middy/core';
import contentNegotiation from '@middy/http-content-negotiation';
import headerNormalizer from '@middy/http-header-normalizer';
import jsonBodyParser from '@middy/http-json-body-parser';
import securityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import type { Attempts, Bucket } from './attempts.ts';
import { type BrowserGuard, sessionCookieOf } from './browser-session.ts';
import {
  type Access,
  type Alias,
  type BodyOf,
  type Carried,
  defineRoute,
  everyone,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
  type Route,
  routeKey,
} from './contract.ts';
import { ActsForAnother, DomainError, NotFound, NotYours } from './domain-error.ts';
import { newId } from './ids.ts';
import { invocation, withInvocation } from './invocation.ts';
import { duration, log } from './observability.ts';
import { type Permission, permissionsOf, type Role } from './permissions.ts';
import { problemOf } from './problem.ts';
import { type KeptReply, KeyReused, Repeated, type Replies, requestHashOf } from './replies.ts';
import type { Write } from './store.ts';
import { type Identity, InvalidToken, type Tokens } from './tokens.ts';

export interface Caller {
  readonly userId: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  /** The sign-in that the token comes from. */
  readonly signInId: string | undefined;
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
  /** What opens the session of a browser. */
  readonly sessionCookie: R['access'] extends { kind: 'cookie' } ? string : undefined;
  readonly idempotencyKey: R['idempotencyKey'] extends 'required' ? string : string | undefined;
  /**
   * The writes that make a repeat with the same Idempotency-Key find this answer. They belong into the transaction of
   * what was asked for; without a key there are none.
   */
  readonly once: (answer: ReplyOf<R> | Reply) => Write[];
  /** Throws `ChangedMeanwhile` when the caller decided on another version than this one. */
  readonly ifMatch: (version: number) => void;
  /** The language of `Accept-Language` that we speak. */
  readonly language: Language;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  /** As it came, whichever of the route's spellings it is; percent-encoded. */
  readonly method: string;
  readonly path: string;
}

export const LANGUAGES = ['en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** An answer that is more than the JSON of its contract: another media type, extra headers, a redirect, cookies. */
export class Reply {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Set-Cookie lines. */
  readonly cookies: readonly string[];
  constructor(body: unknown, headers: Readonly<Record<string, string>> = {}, cookies: readonly string[] = []) {
    this.body = body;
    this.headers = headers;
    this.cookies = cookies;
  }
}

/** The caller decided on a version that is no longer the present one. */
export class ChangedMeanwhile extends DomainError {
  override name = 'ChangedMeanwhile';
  constructor() {
    super('stale', 'changed-meanwhile', 'This has changed since you read it. Read it again, and decide on that.');
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

/** Who was refused what, for whoever has to find out what goes on. */
export interface Refusal {
  readonly kind: 'unauthorized-access' | 'permission-denied' | 'token-rejected';
  readonly operationId: string;
  readonly userId: string | undefined;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
}

/** Where refusals are recorded. That one cannot be is our trouble, and changes no answer: it never throws. */
export interface SecurityTrail {
  refused(refusal: Refusal): Promise<void>;
}

export interface ApiPorts {
  /** Needed where a row asks for a caller. */
  readonly tokens?: Tokens;
  /** Needed where a row asks for a permission, or tells staff more. */
  readonly users?: LiveUsers;
  /** Needed where a row asks for a caller. */
  readonly trail?: SecurityTrail;
  /** Needed where a row is called by cookie. */
  readonly browsers?: BrowserGuard;
  /** Needed where a row counts failures. */
  readonly attempts?: Attempts;
  /** Needed where a row honours an Idempotency-Key. */
  readonly replies?: Replies;
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
  const table = new Map<string, Named>();
  for (const row of rows) {
    table.set(row.route === Unmatched ? Unmatched.path : routeKey(row.route), { row });
    for (const alias of row.route.aliases ?? []) table.set(routeKey(alias), { row, alias });
    for (const port of portsNeeded(row.route)) if (!ports[port]) throw new Error(`api() needs ${port}`);
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
        // Under whichever spelling it was called, it is one route.
        const route = table.get(event.routeKey)?.row.route;
        const name = route && route !== Unmatched ? `${route.method} ${route.path}` : event.routeKey;
        log.info('request', { route: name, status });
        duration('Latency', performance.now() - started, {
          route: name,
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

/** A row under one of its names. */
interface Named {
  readonly row: Row;
  readonly alias?: Alias;
}

function portsNeeded({ access, attempts, idempotencyKey }: Route): (keyof ApiPorts)[] {
  const byAccess = {
    public: [],
    optional: ['tokens', 'users', 'trail'],
    customer: ['tokens', 'trail'],
    permission: ['tokens', 'users', 'trail'],
    cookie: ['browsers'],
    service: [],
    signed: [],
  } as const satisfies Record<Access['kind'], readonly (keyof ApiPorts)[]>;
  return [
    ...byAccess[access.kind],
    ...(attempts ? ['attempts' as const] : []),
    ...(idempotencyKey === 'honoured' ? ['replies' as const] : []),
  ];
}

async function dispatch(named: Named | undefined, event: Event, language: Language, ports: ApiPorts): Promise<Result> {
  if (!named) throw new Error(`No row for ${event.routeKey}`);
  const { row, alias } = named;
  const { route } = row;
  const headers = headersOf(event);
  const { sourceIp } = event.requestContext.http;
  let caller: Caller | undefined;
  try {
    caller = await callerOf(route, event, headers, ports);
    const request = {
      ...(await carriedBy(route, alias, event, caller)),
      caller,
      sessionCookie:
        route.access.kind === 'cookie' && ports.browsers && (await sessionCookieOf(headers, ports.browsers)),
      idempotencyKey: idempotencyKeyOf(route, headers['idempotency-key']),
      ifMatch: expectation(route, headers['if-match']),
      language,
      headers,
      sourceIp,
      userAgent: headers['user-agent'],
      method: event.requestContext.http.method,
      path: event.rawPath,
    };
    const handle = (once: Once) =>
      withInvocation({ ...invocation(), actor: actorOf(route, event, caller) }, () =>
        row.handle({ ...request, once } as never),
      );
    return await countingFailures(route, request.body, caller, sourceIp, ports, () =>
      answeringOnce(route, request, ports, async (once) => {
        const answer = await handle(once);
        return resultOf(route, withNextLink(replyOf(answer), event, ports.apiUrl), headers['if-none-match']);
      }),
    );
  } catch (error) {
    await recordRefusal(error, route, caller, headers, sourceIp, ports);
    throw error;
  }
}

const replyOf = (answer: unknown): Reply => (answer instanceof Reply ? answer : new Reply(answer));

/** Failures on the routes where somebody may guess are taken from their buckets, and given back to whoever was right. */
async function countingFailures<T>(
  { attempts }: Route,
  body: unknown,
  caller: Caller | undefined,
  sourceIp: string,
  ports: ApiPorts,
  work: () => Promise<T>,
): Promise<T> {
  if (!attempts || !ports.attempts) return work();
  const account = attempts.account === 'caller' ? caller?.userId : (body as { email?: string } | undefined)?.email;
  // The source first: one that is blocked takes nothing from somebody else's account.
  const buckets: Bucket[] = [{ of: 'source', name: sourceIp }];
  if (attempts.account && account !== undefined) buckets.push({ of: 'account', name: account });
  const putBack = await ports.attempts.take(buckets);
  let failed = false;
  try {
    return await work();
  } catch (error) {
    failed = isFailedAttempt(error);
    throw error;
  } finally {
    if (!failed) await putBack();
  }
}

/** A wrong password, or a token or cookie that is none; anything else says nothing about a secret. */
const isFailedAttempt = (error: unknown): boolean =>
  error instanceof DomainError && (error.kind === 'unauthenticated' || error.code === 'invalid-token');

type Once = (answer: unknown) => Write[];

/** What of a request its repeat is known by. */
interface Keyed {
  readonly caller: Caller | undefined;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
}

/** Answers a repeat of a request by its first answer, byte for byte, where the route honours an Idempotency-Key. */
async function answeringOnce(
  route: Route,
  { caller, params, query, body, idempotencyKey: key }: Keyed,
  { replies }: ApiPorts,
  work: (once: Once) => Promise<Result>,
): Promise<Result> {
  if (route.idempotencyKey !== 'honoured' || key === undefined || !replies || !caller) return work(() => []);
  const asked = { userId: caller.userId, operationId: route.operationId, key };
  const requestHash = requestHashOf({ params, query, body });
  const answered = ({ requestHash: first, status, headers, body: text }: KeptReply): Result => {
    if (first !== requestHash) throw new KeyReused();
    return { statusCode: status, headers, ...(text === undefined ? {} : { body: text }) };
  };
  const known = await replies.find(asked);
  if (known) return answered(known);
  let kept = false;
  try {
    const result = await work((answer) => {
      kept = true;
      const { statusCode: status = 200, headers, body: text } = resultOf(route, replyOf(answer), undefined);
      return [replies.keep(asked, { requestHash, status, headers: headers as Record<string, string>, body: text })];
    });
    if (!kept) throw new Error(`${route.operationId} honours an Idempotency-Key and did not keep its answer`);
    return result;
  } catch (error) {
    // Beside its twin a repeat may be refused for what that one has just done.
    if (!(error instanceof Repeated || error instanceof DomainError)) throw error;
    const first = await replies.find(asked);
    if (!first) throw error;
    return answered(first);
  }
}

/** What a refusal was, in the trail's words; most are none. */
function refusalKind(error: unknown): Refusal['kind'] | undefined {
  if (error instanceof NotYours || error instanceof ActsForAnother) return 'unauthorized-access';
  if (error instanceof InvalidToken) return 'token-rejected';
  return error instanceof PermissionDenied ? 'permission-denied' : undefined;
}

async function recordRefusal(
  error: unknown,
  { operationId }: Route,
  caller: Caller | undefined,
  headers: Headers,
  sourceIp: string,
  { trail }: ApiPorts,
): Promise<void> {
  const kind = refusalKind(error);
  if (!kind || !trail) return;
  const userId = caller?.userId ?? (error instanceof PermissionDenied ? error.userId : undefined);
  await withInvocation({ ...invocation(), actor: userId ?? 'anonymous' }, () =>
    trail.refused({ kind, operationId, userId, sourceIp, userAgent: headers['user-agent'] }),
  );
}

/** The role does not allow it. */
class PermissionDenied extends DomainError {
  override name = 'PermissionDenied';
  readonly userId: string | undefined;
  constructor(userId?: string) {
    super('forbidden', 'forbidden', 'Your role does not allow this.');
    this.userId = userId;
  }
}

/** Who acts: the signed-in, a service, the machine whose signature the use case checks, or somebody of whom nothing is known. */
function actorOf({ access, operationId }: Route, event: Event, caller: Caller | undefined): string {
  if (caller) return caller.userId;
  if (access.kind === 'service') return `service:${serviceOf(event)}`;
  return access.kind === 'signed' ? `system:${operationId}` : 'anonymous';
}

/** The ARN of the role whose signature API Gateway has checked. */
const serviceOf = (event: Event): string | undefined =>
  (event.requestContext as { authorizer?: { iam?: { userArn?: string } } }).authorizer?.iam?.userArn;

async function callerOf(route: Route, event: Event, headers: Headers, ports: ApiPorts): Promise<Caller | undefined> {
  const { access } = route;
  if (access.kind === 'public' || access.kind === 'signed' || access.kind === 'cookie') return undefined;
  if (access.kind === 'service') {
    // The authorizer stands before this route; without it nobody may pass.
    if (!serviceOf(event)) throw new PermissionDenied();
    return undefined;
  }
  if (access.kind === 'optional' && headers['authorization'] === undefined) return undefined;
  const identity = await identify(headers['authorization'], ports.tokens as Tokens);
  const { userId, signInId } = identity;
  const claimed = permissionsOf(identity.role);
  if (access.kind === 'customer') return { ...identity, permissions: claimed };
  // Who claims nothing beyond a customer need not be looked up.
  if (access.kind === 'optional' && claimed.length === 0) return { ...identity, permissions: claimed };
  const user = await ports.users?.current(userId);
  if (!user || user.disabled) throw new InvalidToken();
  const permissions = permissionsOf(user.role);
  if (access.kind === 'optional') {
    return { userId, signInId, role: user.role, permissions: user.role === identity.role ? permissions : [] };
  }
  if (user.role !== identity.role || !permissions.includes(access.permission)) throw new PermissionDenied(userId);
  return { userId, signInId, role: user.role, permissions };
}

function identify(authorization: string | undefined, tokens: Tokens): Promise<Identity> {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/.exec(authorization ?? '')?.[1];
  if (!token) throw new InvalidToken();
  return tokens.verify(token);
}

const parseJson = jsonBodyParser();

/** What a request carries, valid by its route's contract; what came under another spelling is made canonical first. */
async function carriedBy(
  route: Route,
  alias: Alias | undefined,
  event: Event,
  caller: Caller | undefined,
): Promise<Carried> {
  const [params, query] = [event.pathParameters ?? {}, event.queryStringParameters ?? {}];
  if (!alias?.adapt) {
    return {
      params: paramsOf(route.params, params),
      query: input(route.query, query, '/query'),
      body: await bodyOf(route.body, event),
    };
  }
  const canonical = alias.adapt({ params, query, body: await bodyOf(alias.body ?? route.body, event) }, caller);
  return {
    params: paramsOf(route.params, canonical.params),
    query: input(route.query, canonical.query, '/query'),
    body: route.body === 'raw' ? canonical.body : input(route.body, canonical.body, ''),
  };
}

async function bodyOf(body: Route['body'], event: Event): Promise<unknown> {
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

/**
 * The check of `If-Match`. In: the header; without one any version will do, or none where one is required. A list of tags
 * matches if one of them does.
 */
function expectation({ ifMatch, operationId }: Route, header: string | undefined): (version: number) => void {
  if (ifMatch === 'required' && header === undefined) {
    throw new DomainError('unconditional', 'if-match-required', 'Send the ETag of what you read as If-Match.');
  }
  const wanted = tagsOf(header);
  return (version) => {
    if (ifMatch === undefined) throw new Error(`${operationId} has no If-Match in its contract`);
    if (wanted && !wanted.includes('*') && !wanted.includes(`"${version}"`)) throw new ChangedMeanwhile();
  };
}

/**
 * The tags of a condition. What compresses on the way marks ours as weak; they are made of a version or of the content, and
 * say the same marked.
 */
const tagsOf = (header: string | undefined): string[] | undefined =>
  header?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

/** Where the next page is, with the filters of this one (RFC 8288). */
function withNextLink(reply: Reply, event: Event, apiUrl: string | undefined): Reply {
  const { nextCursor } = (reply.body ?? {}) as { readonly nextCursor?: unknown };
  if (apiUrl === undefined || typeof nextCursor !== 'string') return reply;
  const { skip: _, ...query } = event.queryStringParameters ?? {};
  const next = new URLSearchParams({ ...(query as Record<string, string>), cursor: nextCursor });
  const link = `<${apiUrl}${event.rawPath}?${next.toString()}>; rel="next"`;
  return new Reply(reply.body, { ...reply.headers, link }, reply.cookies);
}

function resultOf(route: Route, reply: Reply, ifNoneMatch: string | undefined): Result {
  const { success } = route;
  const cookies = reply.cookies.length > 0 ? { cookies: [...reply.cookies] } : {};
  if (reply.body === undefined) return { statusCode: success.status, headers: { ...reply.headers }, ...cookies };
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
    if (route.method === 'GET' && tagsOf(ifNoneMatch)?.some((known) => known === '*' || known === headers['etag'])) {
      const { 'content-type': _, ...kept } = headers;
      return { statusCode: 304, headers: kept, ...cookies };
    }
  }
  return { statusCode: success.status, headers, ...cookies, body: text };
}

function answerProblem(request: { error: Error | null; response: Result | null | undefined }): void {
  const problem = problemOf(request.error, invocation().correlationId);
  if (problem.body.status >= 500) log.error('request failed', request.error);
  else if (problem.body.status === 401 || problem.body.status === 403) log.warn('refused', { code: problem.body.code });
  request.response = {
    statusCode: problem.body.status,
    headers: { 'content-type': 'application/problem+json', ...problem.headers },
    ...(problem.cookies.length > 0 ? { cookies: [...problem.cookies] } : {}),
    body: JSON.stringify(problem.body),
  };
}

type Headers = Readonly<Record<string, string | undefined>>;

const lowerCased = (headers: Headers | undefined): Headers =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

/** API Gateway moves the cookies out of the headers. */
const headersOf = (event: Event): Headers => {
  const cookie = event.cookies?.join('; ');
  return { ...lowerCased(event.headers), ...(cookie === undefined ? {} : { cookie }) };
};

const correlationOf = (given: string | undefined): string =>
  given !== undefined && /^[A-Za-z0-9._:-]{1,64}$/.test(given) ? given : newId('cor');

const traceparentOf = (given: string | undefined): string | undefined =>
  given !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(given) ? given : undefined;
