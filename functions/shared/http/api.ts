import middy from '@middy/core';
import contentNegotiation from '@middy/http-content-negotiation';
import headerNormalizer from '@middy/http-header-normalizer';
import securityHeaders from '@middy/http-security-headers';
import type { Context, APIGatewayProxyEventV2 as Event } from 'aws-lambda';
import { newId } from '../ids.ts';
import { invocation, withInvocation } from '../invocation.ts';
import { duration, log } from '../observability.ts';
import type { Write } from '../store/store.ts';
import { actorOf, callerOf, recordRefusal } from './access.ts';
import { answerProblem, type Reply, type Result, replyOf, resultOf, withCaching, withNextLink } from './answer.ts';
import type { ApiPorts, Caller } from './api-ports.ts';
import { sessionCookieOf } from './browser-session.ts';
import { withinLimits } from './limits.ts';
import { answeringOnce, type Once } from './repeats.ts';
import { carriedBy, expectation, headersOf, idempotencyKeyOf, lowerCased } from './request-input.ts';
import {
  type Access,
  type Alias,
  type BodyOf,
  defineRoute,
  everyone,
  isLimited,
  looksUpUser,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
  type Route,
  routeKey,
} from './route.ts';
import { edgeKeys, sourceOf } from './source.ts';

export { Reply } from './answer.ts';

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

/**
 * The one request pipeline: a table of routes and use cases becomes a Lambda handler that checks access, validates
 * by the contract, runs the use case, and answers JSON or problem+json.
 */
export function api(rows: readonly Row[], ports: ApiPorts = {}) {
  const table = new Map<string, Named>();
  for (const row of rows) {
    const name = (named: Named, { method, path }: Pick<Alias, 'method' | 'path'>) => {
      table.set(routeKey({ method, path }), named);
      if (method === 'GET') table.set(routeKey({ method: 'HEAD', path }), named);
    };
    if (row.route === Unmatched) table.set(Unmatched.path, { row });
    else name({ row }, row.route);
    for (const alias of row.route.aliases ?? []) name({ row, alias }, alias);
    assertLooksUpUser(row.route);
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
        const { body, ...withoutBody } = result;
        return {
          ...withoutBody,
          // HEAD is GET without the body (RFC 9110, 9.3.2).
          ...(body === undefined || event.requestContext.http.method === 'HEAD' ? {} : { body }),
          headers: {
            ...withCaching(result.headers),
            'x-correlation-id': correlationId,
            'x-request-id': event.requestContext.requestId,
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

/** A kept answer is given before the use case is asked, which could not refuse a user who is gone. */
function assertLooksUpUser({ operationId, access, idempotencyKey }: Route): void {
  if (idempotencyKey === 'honoured' && !looksUpUser(access)) throw new Error(`${operationId} must look up its user`);
}

function portsNeeded(route: Route): (keyof ApiPorts)[] {
  const byAccess = {
    public: [],
    optional: ['tokens', 'trail'],
    customer: ['tokens', 'trail'],
    permission: ['tokens', 'trail'],
    cookie: ['browsers', 'trail'],
    service: [],
    signed: [],
  } as const satisfies Record<Access['kind'], readonly (keyof ApiPorts)[]>;
  return [
    ...byAccess[route.access.kind],
    ...(looksUpUser(route.access) ? ['users' as const] : []),
    ...(isLimited(route) ? ['attempts' as const] : []),
    ...(route.idempotencyKey === 'honoured' ? ['replies' as const] : []),
  ];
}

async function dispatch(named: Named | undefined, event: Event, language: Language, ports: ApiPorts): Promise<Result> {
  if (!named) throw new Error(`No row for ${event.routeKey}`);
  const { row, alias } = named;
  const { route } = row;
  const headers = headersOf(event);
  const sourceIp = sourceOf(event.requestContext.http.sourceIp, headers, edgeKeys());
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
    return await withinLimits(route, request.body, caller, sourceIp, ports, () =>
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

const correlationOf = (given: string | undefined): string =>
  given !== undefined && /^[A-Za-z0-9._:-]{1,64}$/.test(given) ? given : newId('cor');

/** The trace that a caller belongs to, in the version that we know; a later one begins alike. W3C Trace Context, 3.2. */
function traceparentOf(given: string | undefined): string | undefined {
  const parts = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(given ?? '');
  const [, version, trace = '', parent = '', flags, more] = parts ?? [];
  if (!version || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  return /^0+$/.test(trace) || /^0+$/.test(parent) ? undefined : `00-${trace}-${parent}-${flags}`;
}
