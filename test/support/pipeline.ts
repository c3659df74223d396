import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { api } from '../../functions/shared/http/api.ts';

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** As API Gateway hands them over: out of the headers, one by one. */
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string | undefined;
  readonly query?: Readonly<Record<string, string>>;
  /** What stands for the placeholders of the path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly sourceIp?: string;
  /** Where the route's name has none. */
  readonly method?: string;
}

/** Sends a request to the handler of an entry, as API Gateway would; signed by a service where the route asks for one. */
export async function send(
  handler: ReturnType<typeof api>,
  routeKey: string,
  { headers, cookies, body, raw, query, params = {}, sourceIp = '192.0.2.1', method: sent }: Sent = {},
) {
  const [method, path = ''] = routeKey.split(' ');
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const event = {
    routeKey,
    rawPath: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
    headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(cookies ? { cookies } : {}),
    ...(text === undefined ? {} : { body: text }),
    ...(query ? { queryStringParameters: query } : {}),
    pathParameters: params,
    requestContext: {
      requestId: 'req_1',
      http: { method: sent ?? method, sourceIp },
      authorizer: { iam: { userArn: 'arn:aws:sts::000000000000:assumed-role/service/one' } },
    },
  } as unknown as APIGatewayProxyEventV2;
  const answer = await handler(event, { awsRequestId: 'req_1', getRemainingTimeInMillis: () => 10_000 } as Context);
  const answered = answer.body ?? '';
  return {
    status: answer.statusCode,
    headers: answer.headers ?? {},
    cookies: answer.cookies ?? [],
    text: answered,
    body: (answered.startsWith('{') ? JSON.parse(answered) : undefined) as { readonly code?: string } | undefined,
  };
}
