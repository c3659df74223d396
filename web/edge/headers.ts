/**
 * What every page is sent with, wherever it is served: CloudFront, the local page server and the tests read this file.
 */

export interface PageOrigins {
  /** Where uploads and downloads of files go, besides the pages' own origin. */
  readonly files?: readonly string[];
  /** For a server that puts styles and scripts into the page while one works on it; production has none. */
  readonly nonce?: string;
}

/** The Content-Security-Policy of a page. In: the origins that it may talk to besides its own. Out: the header's value. */
export function contentSecurityPolicy({ files = [], nonce }: PageOrigins = {}): string {
  const inserted = nonce === undefined ? [] : [`'nonce-${nonce}'`];
  const policy: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...inserted],
    'style-src': ["'self'", ...inserted],
    'img-src': ["'self'", 'blob:', 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...files],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'media-src': ["'self'", 'blob:'],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(policy)
    .map(([directive, values]) => [directive, ...values].join(' '))
    .join('; ');
}

/** Pages whose address carries a one-time token: no other site may read it from a referrer. */
const SECRET_PATH = /^\/(verify|reset)(\/|$)/;

/** The headers of a page. In: its path and the origins that it may talk to. Out: names in lower case, with values. */
export const pageHeaders = (path: string, origins: PageOrigins = {}): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(origins),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'referrer-policy': SECRET_PATH.test(path) ? 'no-referrer' : 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
});

/**
 * Which HTML file answers a document request. In: the path of the address. Out: the file below the pages' root, or nothing
 * where the path names a file of its own.
 */
export const documentOf = (path: string): string | undefined => {
  if (/\.[a-z0-9]+$/.test(path)) return undefined;
  return /^\/admin(\/|$)/.test(path) ? '/backoffice/index.html' : '/index.html';
};
