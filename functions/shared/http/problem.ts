import { DomainError, type FieldError, type Kind } from '../domain-error.ts';

const STATUS: Readonly<Record<Kind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  method: 405,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  'media-type': 415,
  'key-reused': 422,
  unconditional: 428,
  'too-many': 429,
  unavailable: 503,
  'timed-out': 504,
};

/** What a status is called in a problem document. */
export const TITLE: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Sign in first',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict with the present state',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Idempotency-Key used before with another body',
  428: 'A condition is required',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Not available right now',
  504: 'No answer in time',
};

interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly FieldError[];
  readonly correlationId: string;
}

/** The RFC 9457 document and headers for whatever was thrown; what is not a `DomainError` says nothing of the inside. */
export function problemOf(
  error: unknown,
  correlationId: string,
): { body: ProblemDetails; headers: Record<string, string>; cookies: readonly string[] } {
  const domainError = error instanceof DomainError ? error : undefined;
  const status = domainError ? STATUS[domainError.kind] : 500;
  const code = domainError?.code ?? 'internal';
  return {
    body: {
      ...domainError?.members,
      type: `urn:printverse:problem:${code}`,
      title: TITLE[status] ?? 'Error',
      status,
      detail: domainError?.message ?? 'Something went wrong. Quote the correlation id when you contact us.',
      code,
      ...(domainError && domainError.errors.length > 0 ? { errors: domainError.errors } : {}),
      correlationId,
    },
    headers: {
      ...domainError?.headers,
      // RFC 9110, 15.5.2, asks for it with every 401.
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(domainError?.retryAfter === undefined ? {} : { 'retry-after': String(domainError.retryAfter) }),
    },
    cookies: domainError?.cookies ?? [],
  };
}
