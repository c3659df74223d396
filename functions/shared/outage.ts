/** Names of throttles, timeouts and broken connections, which the SDK marks neither as the server's fault nor as retryable. */
const NAMES = new Set([
  'AbortError',
  'NetworkingError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceUnavailableException',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
]);
const CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Whether a failed call of a service says nothing about what was asked: the same call may well work in a moment. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $fault, $retryable, code } = error as { $fault?: unknown; $retryable?: unknown; code?: unknown };
  return $fault === 'server' || $retryable !== undefined || NAMES.has(error.name) || CODES.has(String(code));
}
