import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { invocation } from '../invocation.ts';
import { log } from '../observability.ts';
import { problemOf } from './problem.ts';
import { tagsOf } from './request-input.ts';
import type { Route } from './route.ts';

/** What API Gateway takes for an answer. */
export type Result = APIGatewayProxyStructuredResultV2;

/** An answer that is more than the JSON of its contract: another media type, bytes, extra headers, a redirect, cookies. */
export class Reply {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Set-Cookie lines. */
  readonly cookies: readonly string[];
  /** That of the route's `success` unless given; else that of its `otherSuccess`. */
  readonly status: number | undefined;
  constructor(
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
    cookies: readonly string[] = [],
    status?: number,
  ) {
    this.body = body;
    this.status = status;
    this.headers = headers;
    this.cookies = cookies;
  }
}

/** What a use case answered, as a reply. */
export const replyOf = (answer: unknown): Reply => (answer instanceof Reply ? answer : new Reply(answer));

/** Where the next page is, with the filters of this one (RFC 8288). */
export function withNextLink(reply: Reply, event: APIGatewayProxyEventV2, apiUrl: string | undefined): Reply {
  const { nextCursor } = (reply.body ?? {}) as { readonly nextCursor?: unknown };
  if (apiUrl === undefined || typeof nextCursor !== 'string') return reply;
  const { skip: _, ...query } = event.queryStringParameters ?? {};
  const next = new URLSearchParams({ ...(query as Record<string, string>), cursor: nextCursor });
  const link = `<${apiUrl}${event.rawPath}?${next.toString()}>; rel="next"`;
  return new Reply(reply.body, { ...reply.headers, link }, reply.cookies, reply.status);
}

/** A reply as API Gateway takes it, with its ETag; 304 without a body where the caller has it already. */
export function resultOf(route: Route, reply: Reply, ifNoneMatch: string | undefined): Result {
  const success = reply.status === undefined ? route.success : (route.otherSuccess ?? route.success);
  const cookies = reply.cookies.length > 0 ? { cookies: [...reply.cookies] } : {};
  if (reply.body === undefined) return { statusCode: success.status, headers: { ...reply.headers }, ...cookies };
  const headers: Record<string, string> = {
    'content-type': success.mediaType ?? 'application/json',
    ...reply.headers,
  };
  if (reply.body instanceof Uint8Array) {
    const body = Buffer.from(reply.body).toString('base64');
    return { statusCode: success.status, headers, ...cookies, body, isBase64Encoded: true };
  }
  const text = typeof reply.body === 'string' && success.mediaType ? reply.body : JSON.stringify(reply.body);
  if (route.etag) {
    const tag =
      route.etag === 'version'
        ? String((reply.body as { version: number }).version)
        : createHash('sha256').update(text).digest('base64url').slice(0, 22);
    headers['etag'] = `"${tag}"`;
    if (route.method === 'GET' && tagsOf(ifNoneMatch)?.some((tag) => tag === '*' || tag === headers['etag'])) {
      const { 'content-type': _, ...kept } = headers;
      return { statusCode: 304, headers: kept, ...cookies };
    }
  }
  return { statusCode: success.status, headers, ...cookies, body: text };
}

/** The pipeline's answer to whatever was thrown. */
export function answerProblem(request: { error: Error | null; response: Result | null | undefined }): void {
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

/**
 * Headers of an answer, with what is true of all of them. What may be kept on the way differs by the page that asks: API Gateway
 * gives those of a listed origin headers of CORS, and others none (Fetch Standard, 3.2.6). In: the answer's own headers.
 */
export function withCaching(headers: Result['headers'] = {}): Record<string, string | number | boolean> {
  const control = String(headers['cache-control'] ?? 'no-store');
  const vary = [headers['vary'], /no-store/i.test(control) ? undefined : 'Origin'].filter(Boolean).join(', ');
  return { ...headers, 'cache-control': control, ...(vary === '' ? {} : { vary }) };
}
