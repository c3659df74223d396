import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { api } from '../../functions/shared/http.ts';

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** As API Gateway hands them over: out of the headers, one by one. */
  readonly cookies?: readonly string[];
  readonly body?: unknown;
}

/** Sends a request to the handler of an entry, as API Gateway would. */
export async function send(handler: ReturnType<typeof api>, routeKey: string, { headers, cookies, body }: Sent = {}) {
  const [method, rawPath] = routeKey.split(' ');
  const event = {
    routeKey,
    rawPath,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(cookies ? { cookies } : {}),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    requestContext: { requestId: 'req_1', http: { method, sourceIp: '192.0.2.1' } },
  } as unknown as APIGatewayProxyEventV2;
  const answer = await handler(event, { awsRequestId: 'req_1', getRemainingTimeInMillis: () => 10_000 } as Context);
  const text = answer.body ?? '';
  return {
    status: answer.statusCode,
    headers: answer.headers ?? {},
    cookies: answer.cookies ?? [],
    text,
    body: (text.startsWith('{') ? JSON.parse(text) : undefined) as { readonly code?: string } | undefined,
  };
}
