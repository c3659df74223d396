import jsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { DomainError, NotFound } from '../domain-error.ts';
import type { Caller } from './api-ports.ts';
import { bodyText } from './body-text.ts';
import type { Alias, Carried, Route } from './route.ts';

const IDEMPOTENCY_KEY_LIMIT = 255;

/** Of a request, their names in small letters. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** Headers under names in small letters. */
export const lowerCased = (headers: Headers | undefined): Headers =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

/** API Gateway moves the cookies out of the headers. */
export const headersOf = (event: APIGatewayProxyEventV2): Headers => {
  const cookie = event.cookies?.join('; ');
  return { ...lowerCased(event.headers), ...(cookie === undefined ? {} : { cookie }) };
};

/** The caller decided on a version that is no longer the present one. */
export class ChangedMeanwhile extends DomainError {
  override name = 'ChangedMeanwhile';
  constructor() {
    super('stale', 'changed-meanwhile', 'This has changed since you read it. Read it again, and decide on that.');
  }
}

const parseJson = jsonBodyParser();

/** What a request carries, valid by its route's contract; what came under another spelling is made canonical first. */
export async function carriedBy(
  route: Route,
  alias: Alias | undefined,
  event: APIGatewayProxyEventV2,
  caller: Caller | undefined,
): Promise<Carried> {
  const [params, query] = [event.pathParameters ?? {}, event.queryStringParameters ?? {}];
  if (!alias?.adapt) {
    return {
      params: paramsOf(route.params, params),
      query: queryOf(route, query),
      body: await bodyOf(route.body, event),
    };
  }
  const canonical = alias.adapt({ params, query, body: await bodyOf(alias.body ?? route.body, event) }, caller);
  return {
    params: paramsOf(route.params, canonical.params),
    query: queryOf(route, canonical.query as typeof query),
    body: route.body === 'raw' ? canonical.body : input(route.body, canonical.body, ''),
  };
}

async function bodyOf(body: Route['body'], event: APIGatewayProxyEventV2): Promise<unknown> {
  if (body === undefined) return undefined;
  const headers = lowerCased(event.headers);
  const text = bodyText(event, headers);
  if (body === 'raw') return text;
  const parsing = { event: { ...event, headers, body: text, isBase64Encoded: false } };
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

const NO_QUERY = z.strictObject({});

/**
 * The query, valid by the contract. An empty parameter counts as absent. Where everybody reads, parameters that the contract does
 * not name are left out: mails, advertisements and other sites append their own to links. Elsewhere they are refused.
 */
function queryOf(
  { method, access, query = NO_QUERY }: Route,
  given: Readonly<Record<string, string | undefined>>,
): unknown {
  const isLink = method === 'GET' && (access.kind === 'public' || access.kind === 'optional');
  const names = query instanceof z.ZodObject ? query.shape : undefined;
  const counts = ([name, value]: readonly [string, string | undefined]) =>
    value !== '' && (!isLink || names === undefined || Object.hasOwn(names, name));
  const parsed = input(query, Object.fromEntries(Object.entries(given).filter(counts)), '/query');
  return query === NO_QUERY ? undefined : parsed;
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

/** The request's Idempotency-Key, where its route has one; throws where it is required and missing, or too long. */
export function idempotencyKeyOf(route: Route, key: string | undefined): string | undefined {
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
export function expectation({ ifMatch, operationId }: Route, header: string | undefined): (version: number) => void {
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
export const tagsOf = (header: string | undefined): string[] | undefined =>
  header?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
