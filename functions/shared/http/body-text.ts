import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DomainError } from '../domain-error.ts';
import type { Headers } from './request-input.ts';

const BODY_LIMIT = 256 * 1024;

/** Bytes that are no UTF-8 are refused, not replaced; a byte order mark stays, for a signature covers it. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The body of a request as text. Throws 415 where a header says that its bytes mean something else than UTF-8 text (a coding, a
 * part of something, another charset, several parts), or where they are none, and 413 for more than 256 KiB.
 */
export function bodyText({ body = '', isBase64Encoded }: APIGatewayProxyEventV2, headers: Headers): string {
  assertPlain(headers);
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > BODY_LIMIT) {
    throw new DomainError('too-large', 'body-too-large', `A body has at most ${BODY_LIMIT} bytes.`);
  }
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new DomainError('media-type', 'unsupported-encoding', 'Send the body in UTF-8.', { cause: error });
  }
}

function assertPlain(headers: Headers): void {
  const isCoded = (name: string, harmless: readonly string[]) =>
    (headers[name] ?? '').split(',').some((coding) => !['', ...harmless].includes(coding.trim().toLowerCase()));
  if (isCoded('content-encoding', ['identity']) || isCoded('transfer-encoding', ['chunked', 'identity'])) {
    throw new DomainError('media-type', 'unsupported-encoding', 'Send the body as it is, without a content coding.', {
      // RFC 9110, 12.5.3: says what would have been taken.
      headers: { 'accept-encoding': 'identity' },
    });
  }
  if (headers['content-range'] !== undefined) {
    throw new DomainError('media-type', 'unsupported-encoding', 'Send the whole body, without Content-Range.');
  }
  const type = headers['content-type'] ?? '';
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1] ?? 'utf-8';
  if (/^\s*multipart\//i.test(type) || !/^utf-?8$/i.test(charset)) {
    throw new DomainError('media-type', 'unsupported-encoding', 'Send the body in one part, in UTF-8.');
  }
}
